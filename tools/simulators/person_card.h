// A card as a JSON file describes it (README.md, "Person files"): what its chip holds, byte by byte.
#pragma once

#include <filesystem>
#include <optional>

#include "kiosk/base/result.h"
#include "tools/simulators/device.h"

namespace bancheng::simulators {

struct PersonCard {
  Bytes text;                           ///< 256 bytes
  Bytes photo;                          ///< 1024 bytes, a pattern
  Bytes fingerprints;                   ///< 0, 512 or 1024 bytes, a pattern
  std::optional<Bytes> newest_address;  ///< 70 bytes; none stored
};

[[nodiscard]] base::Result<PersonCard, base::Complaint> load_person_card(const std::filesystem::path& file);

}  // namespace bancheng::simulators
