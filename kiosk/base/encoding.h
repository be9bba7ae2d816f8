// Text encodings that reach the terminal: UTF-8, UTF-16LE (ID-card chips), GB 18030 (codes, printers). Strict: bytes that
// are not valid in the named encoding are refused, never replaced.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/person_text.h"

namespace bancheng::base {

/// No overlong forms, no surrogates, nothing above U+10FFFF (RFC 3629).
[[nodiscard]] bool is_valid_utf8(std::string_view text) noexcept;

/// UTF-16LE as an ID-card chip holds it. Private-use characters are kept; an unpaired surrogate refuses the whole text.
[[nodiscard]] std::optional<PersonText> from_utf16le(std::span<const std::uint8_t> bytes);
/// Empty when `utf8` is not valid UTF-8.
[[nodiscard]] std::optional<PersonBytes> to_utf16le(std::string_view utf8);

/// GB 18030 by the C library's converter (four-byte forms included).
[[nodiscard]] std::optional<PersonText> from_gb18030(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::optional<PersonBytes> to_gb18030(std::string_view utf8);

/// Code points of valid UTF-8; empty for invalid text.
[[nodiscard]] std::vector<char32_t> code_points(std::string_view utf8);
void append_utf8(std::string& out, char32_t code_point);

/// How many code points stand in `utf8`.
[[nodiscard]] std::size_t length_in_characters(std::string_view utf8);

}  // namespace bancheng::base
