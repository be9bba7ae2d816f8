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
            {"key", Path{&config.hall.key}, Need::required, "", "Its key."}}}};
}

base::Result<Config, std::vector<base::Complaint>> load_config(const std::filesystem::path& file) {
  Config config;
  if (auto complaints = read_toml(file, schema_of(config)); !complaints.empty()) return base::failure(std::move(complaints));
  return config;
}

}  // namespace bancheng::courier
