// Checks the signature of a bundle. Private to kiosk/bundle.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "kiosk/base/result.h"
#include "kiosk/bundle/bundle.h"

namespace bancheng::bundle {

class SignatureCheck {
 public:
  /// What was signed.
  [[nodiscard]] static base::Result<std::string, BundleError::Why> content_of(std::span<const std::uint8_t> bytes, const TrustedSigner& trusted);
  /// What stands in it, whoever signed it, if anybody did.
  [[nodiscard]] static std::optional<std::string> unchecked_content_of(std::span<const std::uint8_t> bytes);
};

}  // namespace bancheng::bundle
