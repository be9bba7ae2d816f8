// A picture cut into bands, and made harmless: printers look for real-time commands (10 04, 10 05, 10 14) in everything
// they receive, pictures included, and would clear their buffers or open a drawer because of a few dots
// (receipt-printer page, section 5). The page knows this of serial links; whether a network model looks too differs, so
// it is done always.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "drivers/hal/receipt_printer.h"

namespace bancheng::drivers::escpos {

/// One GS v 0 command.
struct Band {
  std::uint32_t rows = 0;
  base::PersonBytes bytes;  ///< header and dots
};

struct BandedPicture {
  std::vector<Band> bands;
  std::uint32_t dots_changed = 0;  ///< how many dots differ from the picture given
};

/// At most this many rows a band, so that status can be asked between bands.
inline constexpr std::uint32_t kMostRows = 256;

/// Where a dangerous pair stands in `bytes` (the place of its 10), or bytes.size().
[[nodiscard]] std::size_t find_dangerous_pair(std::span<const std::uint8_t> bytes);

/// True when width, height and the size of `rows` agree, it has at least one dot, and its header can hold its width.
[[nodiscard]] bool is_whole(const hal::Bitmap& picture);

/// Cuts a whole picture into bands of at most `rows_per_band` rows (1..256). Dots beyond the width become white. Where
/// a dangerous pair stands across two rows a new band is begun between them, unless the present one would be very low;
/// any other pair loses one dot, the one that is seen least.
[[nodiscard]] BandedPicture cut_into_bands(hal::Bitmap picture, std::uint32_t rows_per_band);

}  // namespace bancheng::drivers::escpos
