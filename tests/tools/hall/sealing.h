// What a terminal does before it sends, written anew on OpenSSL's CMS functions: the other side of the hall's sealed.cpp.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/core/delivery/manifest.h"

namespace hall_test {

/// AuthEnvelopedData for the recipient's certificate.
[[nodiscard]] std::string sealed(std::string_view content, const std::filesystem::path& recipient);
/// SignedData, attached, the signer's certificate included.
[[nodiscard]] std::string signed_by(std::string_view content, const std::filesystem::path& certificate, const std::filesystem::path& key);

[[nodiscard]] bancheng::core::delivery::Sha256 sha256(std::string_view bytes);
[[nodiscard]] std::string hex_sha256(std::string_view bytes);

struct SealedPart {
  std::string content, sealed;
  bancheng::core::delivery::Part in_manifest;
};
[[nodiscard]] SealedPart sealed_part(std::string content, bancheng::core::delivery::MediaType type, const std::filesystem::path& recipient);

}  // namespace hall_test
