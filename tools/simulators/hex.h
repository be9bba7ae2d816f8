// Bytes as hexadecimal digits, as commands and person files write them.
#pragma once

#include <optional>
#include <string_view>

#include "tools/simulators/device.h"

namespace bancheng::simulators {

/// Spaces may stand anywhere between pairs of digits.
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view text);

/// A decimal number and nothing else.
[[nodiscard]] std::optional<unsigned> number_of(std::string_view text);

}  // namespace bancheng::simulators
