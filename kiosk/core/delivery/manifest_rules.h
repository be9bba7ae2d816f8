// What must hold between the fields of a manifest, for writer and reader alike. Inside this room only.
#pragma once

#include "kiosk/core/delivery/manifest.h"

namespace bancheng::core::delivery {

inline constexpr std::uint32_t kManifestVersion = 1;

[[nodiscard]] bool is_consistent(const Manifest& manifest);

}  // namespace bancheng::core::delivery
