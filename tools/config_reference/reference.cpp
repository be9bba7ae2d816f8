#include "tools/config_reference/reference.h"

#include "kiosk/app/config.h"
#include "kiosk/courier/config.h"

namespace bancheng::tools {

std::string configuration_page() {
  app::Config kiosk;
  courier::Config courier;
  std::string page =
      "# Configuration\n\n"
      "Made by `build/bin/bancheng-config-reference` of the tables from which the programs read their files (`kiosk/config`); do not\n"
      "edit. An unknown key, a value that does not fit and a missing one are refused at start with file, line and what was expected.\n\n"
      "The hall's keys stand in `config/hall.example.toml`.\n\n"
      "## Profile: `config/profiles/*.toml`\n\n"
      "What kind of terminal it is; shared by many machines.\n\n";
  page += config::reference_of(app::profile_schema(kiosk));
  kiosk = {};
  page += "## Machine: `bancheng-kiosk --config FILE`\n\n";
  page += config::reference_of(app::machine_schema(kiosk));
  page += "## Courier: `bancheng-courier --config FILE`\n\n";
  page += config::reference_of(courier::schema_of(courier));
  page.pop_back();
  return page;
}

}  // namespace bancheng::tools
