#include "kiosk/courier/config.h"

namespace bancheng::courier {

using namespace config;

Schema schema_of(Config& config) {
  return {{"outbox", "", {{"directory", Path{&config.outbox}, Need::required, "", "The kiosk's outbox."}}},
          {"link", "", {{"socket", Path{&config.link}, Need::required, "", "Where the kiosk reaches the courier."}}},
          {"hall",
           "",
           {{"url", Text{&config.hall.url}, Need::required, "an address such as \"https://hall.example:8443/v1\"", "The hall's interface for terminals."},
            {"ca", Path{&config.hall.ca}, Need::required, "", "The only authority whose certificate of the hall is believed."},
            {"certificate", Path{&config.hall.certificate}, Need::required, "", "The terminal's own."},
            {"key", Path{&config.hall.key}, Need::required, "", "Its key."}}},
          {"catalogue",
           "The signed catalogue of service items. The whole section may be left out.",
           {{"directory", Path{&config.catalogue}, Need::optional, "", "Where it is put for the kiosk, whose [paths] catalogue it is; without it the hall is not asked."},
            {"every_minutes", Whole{&config.catalogue_every_minutes, 1, 24 * 60}, Need::optional, "", "How often the hall is asked whether there is a new one."}}}};
}

base::Result<Config, std::vector<base::Complaint>> load_config(const std::filesystem::path& file) {
  Config config;
  if (auto complaints = read_toml(file, schema_of(config)); !complaints.empty()) return base::failure(std::move(complaints));
  return config;
}

}  // namespace bancheng::courier
