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
  float y;      ///< from the top of the column; negative: the block began on an earlier page
  float shown;  ///< height of the part that this column shows
};

struct Stack {
  std::vector<Placed> placed;
  int pages = 1;
};

/// Where a part of `block` that begins at `done` ends, when there is `room` for it: after a line, where it has lines.
float end_of_part(const Block& block, float done, float room) {
  if (block.step <= 0) return done + room;
  const float lines = std::floor((done + room - block.lead) / block.step);
  const float end = block.lead + lines * block.step;
  return end > done ? end : done + std::max(block.step, block.lead);
}

/// Fills columns of `height` one after the other.
Stack stack(const Blocks& blocks, float height, int columns) {
  Stack result;
  int slot = 0;  // columns counted through all pages
  float y = 0;
  const auto put = [&](std::size_t block, float at, float shown) {
    result.placed.push_back({block, slot / columns, slot % columns, at, shown});
  };
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const Block& block = blocks[i];
    float needed = block.height;
    if (block.keep_with_next && i + 1 < blocks.size()) needed += block.gap + blocks[i + 1].height;
    if (y > 0 && y + needed > height + 0.5f && needed <= height + 0.5f) ++slot, y = 0;
    if (y > 0 && y + block.height > height + 0.5f) ++slot, y = 0;
    // Taller than a whole column: goes on in the next, cut between lines where it has lines.
    float done = 0;
    while (block.height - done > height - std::max(0.0f, y) + 0.5f && height > 1) {
      const float end = end_of_part(block, done, height - std::max(0.0f, y));
      put(i, y, end - done);
      done = end;
      y = -done;
      ++slot;
    }
    put(i, y, block.height - done);
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

/// Where the buttons that turn pages stand: beside (or above) the actions where there is room, else below the texts.
PixelRect place_of_scroll_bar(const Canvas& canvas, PixelRect& area) {
  if (!canvas.beside_actions.empty()) return canvas.beside_actions;
  const float height = canvas.m.control();
  // Few lines: at their side the buttons take none of them.
  if (area.height < 3.5f * height) return cut_right(area, std::max(height, canvas.m.target() * 1.4f), canvas.m.gap() * 1.5f);
  return cut_bottom(area, height, canvas.m.gap() * 1.5f);
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
  const PixelRect whole{column.x, std::round(column.y + placed.y), column.width, block.height};
  if (!cut) return block.draw(canvas, whole);
  const float top = std::max(0.0f, placed.y);
  const PixelRect part{column.x, std::round(column.y + top), column.width, std::min(placed.shown, column.height - top)};
  const std::size_t first = canvas.scene().targets.size();
  canvas.add(ClipMark{part});
  block.draw(canvas, whole);
  canvas.add(ClipMark{});
  for (std::size_t i = first; i < canvas.scene().targets.size(); ++i) canvas.scene().targets[i].rect = common(canvas.scene().targets[i].rect, part);
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

namespace {

constexpr double kGutterMm = 10;

float column_width(const Canvas& canvas, const PixelRect& room, int columns) {
  return std::floor((room.width - canvas.m.mm(kGutterMm) * static_cast<float>(columns - 1)) / static_cast<float>(columns));
}

void lower_pictures(Blocks& blocks, float height) {
  for (Block& block : blocks) {
    if (block.least > 0) block.height = std::max(block.least, std::min(block.height, height));
  }
}

void draw_columns(Canvas& canvas, const View& view, const MakeBlocks& make, const PixelRect& room, int columns) {
  if (room.empty()) return;
  const float gutter = canvas.m.mm(kGutterMm);
  float width = column_width(canvas, room, columns);
  Blocks blocks = make(width);
  PixelRect area = room;
  lower_pictures(blocks, area.height);
  Stack stacked = stack(blocks, balanced_height(blocks, area.height, columns), columns);
  Scene& scene = canvas.scene();
  if (stacked.pages > 1) {
    const PixelRect strip = place_of_scroll_bar(canvas, area);
    width = column_width(canvas, area, columns);
    blocks = make(width);
    lower_pictures(blocks, area.height);
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

}  // namespace

void draw_flow(Canvas& canvas, const View& view, const Elements& elements, const PixelRect& room, int columns) {
  if (elements.empty()) return;
  draw_columns(canvas, view, [&](float width) { return make_blocks(canvas, view, elements, width); }, room, columns);
}

void draw_blocks(Canvas& canvas, const View& view, const MakeBlocks& make, const PixelRect& room) {
  draw_columns(canvas, view, make, room, 1);
}

}  // namespace bancheng::ui
