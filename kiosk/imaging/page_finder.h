// Finds the one sheet of paper, card or booklet page that lies under the document camera.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "kiosk/imaging/picture.h"

namespace bancheng::imaging {

/// A point as a fraction of the frame's width and height, so that it holds for the frame in every size.
struct Point {
  float x = 0;
  float y = 0;
};

/// The page's corners as they lie in the frame: top left, top right, bottom right, bottom left.
using Outline = std::array<Point, 4>;

/// Closed vocabulary of why a frame shows no page that can be kept.
enum class PageTrouble {
  no_page,    ///< nothing with four straight sides stands out from the desk
  cut_off,    ///< the page reaches beyond the frame
  too_small,  ///< smaller than any card: lift it nearer, or it is not a page
};

/// What one live frame shows.
struct Preview {
  Picture picture;                          ///< fits into the size that was asked for
  base::Result<Outline, PageTrouble> page;  ///< for the screen to draw over the picture
};

/// For the live preview: decodes the frame once, made smaller while it is decoded, and looks for the page in it.
[[nodiscard]] base::Result<Preview, DecodeTrouble> look_at(std::span<const std::uint8_t> jpeg_frame, int max_width, int max_height);

}  // namespace bancheng::imaging
