// Makes the signed bundle of a catalogue (kiosk/bundle).
#pragma once

#include <cstdint>
#include <filesystem>

#include "tools/catalogue/lint.h"

namespace bancheng::catalogue_tool {

struct BundleOrder {
  std::filesystem::path folder;
  std::filesystem::path certificate;  ///< PEM
  std::filesystem::path key;          ///< PEM, unencrypted, of the certificate
  std::uint64_t version = 0;
  std::filesystem::path out;
};

/// Writes the bundle, opened once more as a terminal opens it. Complaints: nothing was written.
[[nodiscard]] Complaints make_bundle(const BundleOrder& order);

}  // namespace bancheng::catalogue_tool
