// From a camera's still frame to the page that is kept: found, straightened, cut out, compressed.
#pragma once

#include <variant>

#include "kiosk/imaging/page_finder.h"

namespace bancheng::imaging {

struct PageOptions {
  int quality = 85;                            ///< of the JPEG, 1 to 100; lowered in steps when the result is too large
  std::size_t most_bytes = 4u << 20u;          ///< of the result; never above kMostCodedBytes
  int longest_side = 3508;                     ///< pixels; A4 at 300 dpi
};

/// A page as it is kept: upright as it lay, nothing of the desk, a plain JFIF file without EXIF or other application data.
struct Page {
  base::PersonBytes jpeg;
  int width = 0;    ///< pixels
  int height = 0;   ///< pixels
  Outline outline;  ///< where it lay in the frame
};

using ScanTrouble = std::variant<PageTrouble, DecodeTrouble>;

/// Finds the page in a full-size frame and keeps it. A damaged frame is refused: take another.
[[nodiscard]] base::Result<Page, ScanTrouble> scan_page(std::span<const std::uint8_t> jpeg_frame, const PageOptions& options = {});

}  // namespace bancheng::imaging
