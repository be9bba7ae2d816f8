// A receipt as dots on paper. Black or white, no grey: a thermal head knows nothing else.
#pragma once

#include <cstdint>

#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"
#include "kiosk/core/receipt/receipt.h"
#include "kiosk/text/phrasebook.h"
#include "kiosk/text/text.h"

namespace bancheng::text {

/// One bit a dot, 1 = black, rows of whole bytes, the most significant bit leftmost (the layout of hal::Bitmap).
struct ReceiptImage {
  std::uint32_t width = 0;   ///< dots, as wide as the paper's printable width
  std::uint32_t height = 0;  ///< dots
  base::PersonBytes rows;    ///< height × ((width + 7) / 8) bytes
};

struct Paper {
  std::uint32_t width_in_dots = 576;  ///< 576: 80 mm paper, 384: 58 mm paper, both at 203 dpi
  double dots_per_mm = 203.0 / 25.4;
};

enum class ReceiptFault {
  paper_unusable,  ///< narrower than 40 mm or wider than 4096 dots, or less than 5 or more than 24 dots a mm
  too_long,        ///< more than 2 m of paper
};

/// Lays out and draws `receipt` in the phrasebook's language. Capitals are at least 3 mm high (legible at 70); QR
/// modules are at least 0.4 mm. A code that does not fit the paper's width is printed as its payload in letters
/// instead, so the receipt always comes out whole.
[[nodiscard]] base::Result<ReceiptImage, ReceiptFault> draw_receipt(Engine& engine,
                                                                    const core::receipt::Receipt& receipt,
                                                                    const Phrasebook& phrases, const Paper& paper);

}  // namespace bancheng::text
