// Puts the hall together and serves until it is told to stop.
#pragma once

#include <filesystem>
#include <optional>

#include "kiosk/base/clock.h"
#include "tools/hall/settings.h"

namespace bancheng::hall {

struct ServeOptions {
  Settings settings;
  std::optional<std::filesystem::path> port_file;  ///< gets {"terminals": port, "staff": port} once both listen
  std::optional<std::filesystem::path> record;     ///< simulation only
};

/// `options.settings` are such as object_to() has nothing against.
[[nodiscard]] base::Result<void, base::Complaint> serve(const ServeOptions& options, const base::Clock& clock);

}  // namespace bancheng::hall
