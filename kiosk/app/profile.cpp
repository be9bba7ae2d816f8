// What kind of terminal this is: the table of a profile's keys.
#include <algorithm>
#include <cmath>

#include "kiosk/app/config.h"
#include "kiosk/app/config_parts.h"

namespace bancheng::app {

using core::Language;
using namespace config;

namespace {

Section panel_section(Config::Display& display) {
  return {"panel",
          "The screen. Every length on it follows from its millimetres, whatever its resolution.",
          {{"long_px", Whole{&display.long_px, 800, 7680}, Need::required, "", "Pixels along the long side."},
           {"short_px", Whole{&display.short_px, 600, 4320}, Need::required, "", "Pixels along the short side."},
           {"long_mm", Decimal{&display.long_mm, 200, 2000}, Need::required, "", "Visible millimetres along the long side."},
           {"short_mm", Decimal{&display.short_mm, 150, 1500}, Need::required, "", "Visible millimetres along the short side."},
           {"orientation", orientation_key(display), Need::required, "", "How it is mounted."},
           {"lower_edge_mm", Decimal{&display.lower_edge_mm, 0, 1100}, Need::required, "",
            "Height of its visible lower edge above the floor. Where the panel reaches above 1120 mm, everything to be touched stays below."}}};
}

Section devices_section(Config::Devices& devices) {
  return {"devices",
          "",
          {{"present", Texts{&devices.present, {"id_card_reader", "code_scanner", "receipt_printer", "document_camera"}}, Need::required, "",
            "What the terminal has. The machine's file gives an address for each; what is not here is never asked for."}}};
}

Section items_section(Config::Items& items) {
  return {"items",
          "",
          {{"shown", Texts{&items.shown, {}, &items.where}, Need::optional, "a list of ids of service items, each once",
            "Which service items are offered, in this order; `[]`: all of the catalogue."},
           {"first", one_of(items.first, {{"citizens", FirstAtHome::citizens}, {"companies", FirstAtHome::companies}}), Need::optional, "",
            "Whose items stand first wherever items are listed."},
           {"home_tiles", Whole{&items.home_tiles, 2, 12}, Need::optional, "", "How many items the first page shows at most before \"more\"."}}};
}

Section hours_section(core::LocalText& hours) {
  return {"hours",
          "When the place is open, as it is said on the first page and in guides.",
          {{"zh-CN", Text{&hours[Language::zh_cn]}, Need::required, "", "In Chinese."},
           {"en", Text{&hours[Language::en]}, Need::required, "", "In English."}}};
}

Section help_section(Config& config) {
  return {"help", "", {{"hall_phone", Text{&config.terminal.hall_phone, object_to_phone}, Need::required, kPhone, "Staffed telephone of the hall, shown and printed."}}};
}

}  // namespace

Schema profile_schema(Config& config) {
  return {panel_section(config.display), devices_section(config.devices), items_section(config.items), hours_section(config.opening_hours),
          help_section(config), session_section(config, "How each visit begins.")};
}

std::vector<base::Complaint> load_profile(const std::filesystem::path& file, Config& config) {
  auto complaints = read_toml(file, profile_schema(config));
  if (config.display.long_px < config.display.short_px || config.display.long_mm < config.display.short_mm) {
    complaints.push_back({file.string(), "[panel]: expected the long side to be the longer one, in pixels and in mm"});
  }
  config.display.mounted = config.display.orientation;
  use_elderly_mode(config);
  return complaints;
}

}  // namespace bancheng::app
