// The courier's configuration file (TOML). Strict: an unknown key, a wrong type or a missing value is refused at start
// with file, line and what was expected. Every key: docs/configuration.md.
#pragma once

#include <filesystem>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/config/schema.h"
#include "kiosk/net/hall_client.h"

namespace bancheng::courier {

struct Config {
  std::filesystem::path outbox;
  std::filesystem::path link;
  net::HallAddress hall;
  std::filesystem::path catalogue;  ///< folder for the hall's catalogue bundle; empty: it is not asked for
  int catalogue_every_minutes = 10;
};

/// The table of the keys, bound to `config`.
[[nodiscard]] config::Schema schema_of(Config& config);
/// Every mistake of the file, not the first alone.
[[nodiscard]] base::Result<Config, std::vector<base::Complaint>> load_config(const std::filesystem::path& file);

}  // namespace bancheng::courier
