// What a code says: the text decision of the code-scanner page, section 2, pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"

namespace bancheng::drivers::code_scanner {

struct PayloadOptions {
  bool aim_prefix = false;   ///< the scanner is set to put the AIM id "]cm" before each payload
  bool eci_escapes = false;  ///< it passes ECI on as "\000026" though no AIM id says so
};

struct Payload {
  base::PersonText text;
  /// What the code itself holds, undecoded: AIM id and ECI escapes are the scanner's and are taken out, a BOM stays.
  base::PersonBytes content;
  std::string symbology;  ///< AIM id without its bracket; empty when there was none
};

enum class PayloadError {
  undecodable,  ///< neither the charset its ECI names, nor UTF-8, nor GB 18030 without control characters
};

/// `raw` is one payload without its suffix.
[[nodiscard]] base::Result<Payload, PayloadError> decode_payload(std::span<const std::uint8_t> raw, const PayloadOptions& options);

}  // namespace bancheng::drivers::code_scanner
