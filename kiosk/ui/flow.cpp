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

void draw_scroll_bar(Canvas& canvas, const View& view, PixelRect strip, int page, int pages) {
  const float width = std::min(strip.width * 0.36f, canvas.m.mm(80));
  const PixelRect up = cut_left(strip, width);
  const PixelRect down = cut_right(strip, width);
  draw_control(canvas, "scroll.up", view.phrase("ui.scroll.up"), "up", up, page > 0);
  draw_control(canvas, "scroll.down", view.phrase("ui.scroll.down"), "down", down, page + 1 < pages);
  TextLook look;
  look.alignment = text::Alignment::centre;
  canvas.text_in(strip, std::to_string(page + 1) + " / " + std::to_string(pages), look, {Ground::page, Tone::ink});
}

}  // namespace

float height_of(const Blocks& blocks) {
  float height = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i) height += blocks[i].height + (i + 1 < blocks.size() ? blocks[i].gap : 0);
  return height;
}

void draw_flow(Canvas& canvas, const View& view, Elements elements, const PixelRect& room, int columns) {
  if (room.empty() || elements.empty()) return;
  const float gutter = canvas.m.mm(10);
  const float width = std::floor((room.width - gutter * static_cast<float>(columns - 1)) / static_cast<float>(columns));
  const Blocks blocks = make_blocks(canvas, view, elements, width);
  PixelRect area = room;
  Stack stacked = stack(blocks, balanced_height(blocks, area.height, columns), columns);
  Scene& scene = canvas.scene();
  if (stacked.pages > 1) {
    const PixelRect strip = cut_bottom(area, canvas.m.control(), canvas.m.gap() * 1.5f);
    stacked = stack(blocks, area.height, columns);
    scene.pages = stacked.pages;
    scene.page = std::clamp(view.page, 0, stacked.pages - 1);
    draw_scroll_bar(canvas, view, strip, scene.page, scene.pages);
  }
  for (const Placed& placed : stacked.placed) {
    const Block& block = blocks[placed.block];
    for (const std::string& id : block.ids) scene.page_of.emplace(id, placed.page);
    if (placed.page != scene.page) continue;
    const bool cut = placed.y < 0 || placed.y + block.height > area.height + 0.5f;
    const float x = area.x + static_cast<float>(placed.column) * (width + gutter);
    if (cut) canvas.add(ClipMark{{x, area.y, width, area.height}});
    block.draw(canvas, {x, std::round(area.y + placed.y), width, block.height});
    if (cut) canvas.add(ClipMark{});
  }
}

}  // namespace bancheng::ui
