// bancheng-ids: lists every screen with the elements that can be touched on it.
#include <cstdio>
#include <string>

#include "kiosk/core/session/session.h"
#include "kiosk/diagnostics/diagnostics.h"

int main() {
  auto all = bancheng::core::session::published_ids();
  const auto service = bancheng::diagnostics::published_ids();
  all.insert(all.end(), service.begin(), service.end());
  std::string screen;
  for (const auto& published : all) {
    if (published.screen != screen) std::printf("%s\n", published.screen.c_str());
    screen = published.screen;
    std::printf("    %s\n", published.element.c_str());
  }
  return 0;
}
