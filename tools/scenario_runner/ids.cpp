// bancheng-ids: lists every screen with the elements that can be touched on it.
#include <cstdio>
#include <string>

#include "kiosk/core/session/session.h"

int main() {
  std::string screen;
  for (const auto& published : bancheng::core::session::published_ids()) {
    if (published.screen != screen) std::printf("%s\n", published.screen.c_str());
    screen = published.screen;
    std::printf("    %s\n", published.element.c_str());
  }
  return 0;
}
