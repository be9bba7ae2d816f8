// What only dots can show: whether every dot of the head burns, how grey comes out, how fine a line may be.
#pragma once

#include <cstdint>

#include "drivers/hal/receipt_printer.h"

namespace bancheng::diagnostics {

/// From top to bottom: a black bar over the whole width (a white stripe is a dead dot), grey steps from white to black,
/// upright lines of 1 to 4 dots, level lines of 1 to 4 dots, a diagonal (a bend is paper that slips). `width` in dots, at
/// least 64.
[[nodiscard]] hal::Bitmap test_pattern(std::uint32_t width);

/// `lower` printed right below `upper`; both of one width.
[[nodiscard]] hal::Bitmap joined(hal::Bitmap upper, const hal::Bitmap& lower);

}  // namespace bancheng::diagnostics
