// bancheng-config-reference: prints docs/configuration.md.
#include <cstdio>

#include "tools/config_reference/reference.h"

int main() {
  std::fputs(bancheng::tools::configuration_page().c_str(), stdout);
  return 0;
}
