// Blocks: the elements of a page's body as pieces of known height, to be stacked into columns and pages.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kiosk/ui/view.h"

namespace bancheng::ui {

using Elements = std::vector<const core::session::Element*>;

struct Block {
  float height = 0;
  float gap = 0;                 ///< to the next block
  std::vector<std::string> ids;  ///< of the elements in it
  std::function<void(Canvas&, const PixelRect&)> draw;
  float stretch = 0;             ///< it may grow so much where the page has room to spare
  float step = 0;                ///< > 0: may be cut after multiples of this height (lines of a paragraph), counted
  float lead = 0;                ///< from here
  float least = 0;               ///< > 0: it may become so low where a whole column is lower than it (pictures)
  bool keep_with_next = false;
};
using Blocks = std::vector<Block>;

/// The blocks of `elements` in a column of `width`. Neighbouring tiles and choices share rows; a row takes the button
/// after it.
[[nodiscard]] Blocks make_blocks(Canvas& canvas, const View& view, const Elements& elements, float width);

/// Sum of heights and inner gaps.
[[nodiscard]] float height_of(const Blocks& blocks);
/// How much of `spare` the blocks take up by growing.
[[nodiscard]] float growth_of(const Blocks& blocks, float spare);

/// Pages of columns. Draws the wanted page of `elements` into `room` and the scroll buttons, when there are several
/// pages, at its lower end; notes the pages in the scene.
void draw_flow(Canvas& canvas, const View& view, const Elements& elements, const PixelRect& room, int columns);
/// The same with one column of blocks that `make` makes for a width.
using MakeBlocks = std::function<Blocks(float width)>;
void draw_blocks(Canvas& canvas, const View& view, const MakeBlocks& make, const PixelRect& room);

/// Adds the target of an element.
void add_target(Canvas& canvas, const View& view, const core::session::Element& element, const PixelRect& rect);

}  // namespace bancheng::ui
