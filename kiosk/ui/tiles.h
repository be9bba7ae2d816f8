// Tiles: items to choose from, choices, rows of a list, pictures.
#pragma once

#include "kiosk/ui/blocks.h"

namespace bancheng::ui {

/// A run of buttons or of choices: as cards in a grid, or as five faces in a row.
[[nodiscard]] Blocks tile_blocks(Canvas& canvas, const View& view, const Elements& run, float width);

/// A run of rows, each with the button that follows it: one list.
[[nodiscard]] Blocks row_blocks(Canvas& canvas, const View& view, const Elements& run, float width);

/// A drawing of assets/icons as large as `rect` allows; an icon of one colour stands in a circle.
void draw_picture(Canvas& canvas, const View& view, const core::session::Element& element, const PixelRect& rect);

}  // namespace bancheng::ui
