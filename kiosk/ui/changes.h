// What changes from one frame to the next, so that the whole window is not drawn for one button.
#pragma once

#include <cstddef>
#include <span>

#include "kiosk/ui/geometry.h"

namespace bancheng::ui {

/// One mark of a frame. Two with the same look fill the same pixels with the same colours.
struct Piece {
  std::size_t look = 0;  ///< a hash of all that decides how it looks: pieces.h
  PixelRect bounds;      ///< what it may touch; empty: nothing
  friend bool operator==(const Piece&, const Piece&) = default;
};

/// A rectangle outside of which both frames, drawn in this order, are alike; empty when they are alike everywhere.
[[nodiscard]] PixelRect changed_area(std::span<const Piece> before, std::span<const Piece> now);

}  // namespace bancheng::ui
