// Stacking blocks into columns and pages.
#include <algorithm>
#include <cmath>

#include "kiosk/ui/blocks.h"
#include "kiosk/ui/controls.h"

namespace bancheng::ui {
namespace {

struct Placed {
  std::size_t block;
  int page;
  int column;
  float y;  ///< from the top of the column; negative: the block began on an earlier page
};

struct Stack {
  std::vector<Placed> placed;
  int pages = 1;
};

/// Fills columns of `height` one after the other.
Stack stack(const Blocks& blocks, float height, int columns) {
  Stack result;
  int slot = 0;  // columns counted through all pages
  float y = 0;
  const auto put = [&](std::size_t block, float at) {
    result.placed.push_back({block, slot / columns, slot % columns, at});
  };
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    float needed = block.height;
    if (block.keep_with_next && i + 1 < blocks.size()) needed += block.gap + blocks[i + 1].height;
    if (y > 0 && y + needed > height + 0.5f && needed <= height + 0.5f) ++slot, y = 0;
    if (y > 0 && y + block.height > height + 0.5f) ++slot, y = 0;
    put(i, y);
    // Taller than a whole column: goes on in the next, cut between lines where it has lines.
    float shown = height - y;
    if (block.step > 0) shown = std::max(block.step, std::floor(shown / block.step) * block.step);
    for (float done = shown; block.height - done > 0.5f && height > 1; done += shown) ++slot, put(i, -done), y = -done;
    y += block.height + block.gap;
  }
  result.pages = slot / columns + 1;
  return result;
}

/// The lowest height at which everything stands on one page, so that columns end at about the same line.
float balanced_height(const Blocks& blocks, float height, int columns) {
  if (columns == 1 || stack(blocks, height, columns).pages > 1) return height;
  for (float h = height_of(blocks) / static_cast<float>(columns); h < height; h += 8) {
    const bool cut = std::any_of(blocks.begin(), blocks.end(), [&](const Block& b) { return b.height > h; });
    if (!cut && stack(blocks, h, columns).pages == 1) return h;
  }
  return height;
}

/// Beside (or above) the actions where there is room, else below the texts.
PixelRect place_of_scroll_bar(const Canvas& canvas, PixelRect& area) {
  if (!canvas.beside_actions.empty()) return canvas.beside_actions;
  return cut_bottom(area, canvas.m.control(), canvas.m.gap() * 1.5f);
}

void draw_scroll_bar(Canvas& canvas, const View& view, PixelRect strip, int page, int pages) {
  if (strip.width < canvas.m.mm(105)) {
    const float height = std::min(canvas.m.control(), std::floor((strip.height - canvas.m.gap()) / 2));
    draw_control(canvas, "scroll.up", view.phrase("ui.scroll.up"), "up", cut_top(strip, height, canvas.m.gap()), page > 0);
    draw_control(canvas, "scroll.down", view.phrase("ui.scroll.down"), "down", cut_top(strip, height), page + 1 < pages);
    return;
  }
  const float width = std::min(strip.width * 0.38f, canvas.m.mm(90));
  const PixelRect up = cut_left(strip, width);
  const PixelRect down = cut_right(strip, width);
  draw_control(canvas, "scroll.up", view.phrase("ui.scroll.up"), "up", up, page > 0);
  draw_control(canvas, "scroll.down", view.phrase("ui.scroll.down"), "down", down, page + 1 < pages);
  TextLook look;
  look.alignment = text::Alignment::centre;
  canvas.text_in(strip, std::to_string(page + 1) + " / " + std::to_string(pages), look, {Ground::page, Tone::ink});
}

constexpr float kShareOfSpare = 0.8f;  ///< of the room to spare that blocks grow into; the rest is air

/// Lets the blocks of a single page grow, the same share in every column, and places them anew.
void grow(Stack& stacked, Blocks& blocks, float height, int columns) {
  float share = 1;
  for (int column = 0; column < columns; ++column) {
    float bottom = 0;
    float stretch = 0;
    for (const Placed& placed : stacked.placed) {
      if (placed.column != column) continue;
      bottom = placed.y + blocks[placed.block].height;
      stretch += blocks[placed.block].stretch;
    }
    if (stretch > 0) share = std::min(share, std::max(0.0f, (height - bottom) * kShareOfSpare / stretch));
  }
  std::vector<float> y(static_cast<std::size_t>(columns), 0);
  for (Placed& placed : stacked.placed) {
    Block& block = blocks[placed.block];
    block.height = std::floor(block.height + block.stretch * share);
    float& top = y[static_cast<std::size_t>(placed.column)];
    placed.y = top;
    top += block.height + block.gap;
  }
}

void draw_placed(Canvas& canvas, const Placed& placed, const Block& block, const PixelRect& column) {
  const bool cut = placed.y < 0 || placed.y + block.height > column.height + 0.5f;
  if (cut) canvas.add(ClipMark{column});
  block.draw(canvas, {column.x, std::round(column.y + placed.y), column.width, block.height});
  if (cut) canvas.add(ClipMark{});
}

}  // namespace

float height_of(const Blocks& blocks) {
  float height = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) height += blocks[i].height + (i + 1 < blocks.size() ? blocks[i].gap : 0);
  return height;
}

float growth_of(const Blocks& blocks, float spare) {
  float stretch = 0;
  for (const Block& block : blocks) stretch += block.stretch;
  return std::min(stretch, std::max(0.0f, spare) * kShareOfSpare);
}

void draw_flow(Canvas& canvas, const View& view, Elements elements, const PixelRect& room, int columns) {
  if (room.empty() || elements.empty()) return;
  const float gutter = canvas.m.mm(10);
  const float width = std::floor((room.width - gutter * static_cast<float>(columns - 1)) / static_cast<float>(columns));
  Blocks blocks = make_blocks(canvas, view, elements, width);
  PixelRect area = room;
  Stack stacked = stack(blocks, balanced_height(blocks, area.height, columns), columns);
  Scene& scene = canvas.scene();
  if (stacked.pages > 1) {
    const PixelRect strip = place_of_scroll_bar(canvas, area);
    stacked = stack(blocks, area.height, columns);
    scene.pages = stacked.pages;
    scene.page = std::clamp(view.page, 0, stacked.pages - 1);
    draw_scroll_bar(canvas, view, strip, scene.page, scene.pages);
  } else {
    grow(stacked, blocks, area.height, columns);
  }
  for (std::size_t i = 0; i < stacked.placed.size(); ++i) {
    const Placed& placed = stacked.placed[i];
    const auto same_column = [&](std::size_t other) {
      return other < stacked.placed.size() && stacked.placed[other].page == placed.page && stacked.placed[other].column == placed.column;
    };
    for (const std::string& id : blocks[placed.block].ids) scene.page_of.emplace(id, placed.page);
    if (placed.page != scene.page) continue;
    canvas.first_in_column = i == 0 || !same_column(i - 1);
    canvas.last_in_column = !same_column(i + 1);
    draw_placed(canvas, placed, blocks[placed.block],
                {area.x + static_cast<float>(placed.column) * (width + gutter), area.y, width, area.height});
  }
}

}  // namespace bancheng::ui
