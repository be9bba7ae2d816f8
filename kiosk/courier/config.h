// The courier's configuration file (TOML). Strict: an unknown key, a wrong type or a missing value is refused at start
// with file, line and what was expected.
//
//   [outbox]  directory = "/var/lib/bancheng/outbox"
//   [link]    socket = "/run/bancheng/link.sock"
//   [hall]    url = "https://hall.example:8443/v1"
//             ca = "…/ca.pem"
//             certificate = "…/terminal.pem"
//             key = "…/terminal.key"
#pragma once

#include <filesystem>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/net/hall_client.h"

namespace bancheng::courier {

struct Config {
  std::filesystem::path outbox;
  std::filesystem::path link;
  net::HallAddress hall;
};

/// Every mistake of the file, not the first alone.
[[nodiscard]] base::Result<Config, std::vector<base::Complaint>> load_config(const std::filesystem::path& file);

}  // namespace bancheng::courier
