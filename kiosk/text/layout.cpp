#include "kiosk/text/layout.h"

#include <algorithm>
#include <cmath>

#include "kiosk/text/code_box.h"

namespace bancheng::text {
namespace {

// In font sizes: ideographs stand 0.88 above the baseline and 0.12 below it (Noto Sans CJK, vhea and OS/2 tables).
constexpr double kAscent = 0.88;
constexpr double kLineGap = 0.1;  ///< least distance of the ink of two lines, for scripts that stack high (Tibetan)

LineExtents extents_of(PangoLayoutLine* line) {
  LineExtents extents{};
  pango_layout_line_get_extents(line, &extents.ink, &extents.logical);
  return extents;
}

int floor_px(int units) { return PANGO_PIXELS_FLOOR(units); }
int ceil_px(int units) { return PANGO_PIXELS_CEIL(units); }

int free_space_before(Alignment alignment, int free_space) {
  switch (alignment) {
    case Alignment::left:
      return 0;
    case Alignment::centre:
      return free_space / 2;
    case Alignment::right:
      return free_space;
  }
  return 0;
}

Rect joined(const Rect& a, const Rect& b) {
  if (a.width == 0) return b;
  const int left = std::min(a.x, b.x);
  const int top = std::min(a.y, b.y);
  return {left, top, std::max(a.x + a.width, b.x + b.width) - left, std::max(a.y + a.height, b.y + b.height) - top};
}

/// Sets the text with its boxes: first the characters that are always boxed, then those that turn out to have no glyph.
int set_text_with_boxes(PangoLayout* layout, std::string_view text, double font_size) {
  int boxed = 0;
  const auto apply = [&](const CodePoints& missing) {
    PangoAttrList* list = box_attributes(text, missing, font_size, boxed);
    if (list == nullptr) return;
    pango_layout_set_attributes(layout, list);
    pango_attr_list_unref(list);
  };
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  apply({});
  if (const CodePoints missing = without_glyph(layout); !missing.empty()) apply(missing);
  return boxed;
}

}  // namespace

Layout::Layout(const Fonts& fonts, PangoContext* context, std::string_view text, const Style& style)
    : style_(style),
      font_size_(fonts.size_for_capital(style.capital_height)),
      font_(Fonts::describe(font_size_, style.weight)),
      layout_(pango_layout_new(context)) {
  fill(text);
  place();
}

void Layout::fill(std::string_view text) {
  PangoLayout* layout = layout_.get();
  pango_layout_set_font_description(layout, font_.get());
  pango_layout_set_auto_dir(layout, FALSE);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  if (style_.max_width > 0) pango_layout_set_width(layout, style_.max_width * PANGO_SCALE);
  extent_.boxed_characters = set_text_with_boxes(layout, text, font_size_);

  if (style_.balanced && style_.max_width > 0 && style_.max_lines == 0 && text.find('\n') == std::string_view::npos) balance();
  const int all = pango_layout_get_line_count(layout);
  const int keep = style_.max_lines > 0 ? std::min(all, style_.max_lines) : all;
  for (int i = 0; i < keep; ++i) lines_.push_back({pango_layout_get_line_readonly(layout, i), 0, 0});
  extent_.overflowed = keep < all;
  if (extent_.overflowed && style_.overflow == Overflow::ellipsize) ellipsize_last_line(text, keep);
}

void Layout::balance() {
  PangoLayout* layout = layout_.get();
  const int lines = pango_layout_get_line_count(layout);
  const auto em = static_cast<int>(std::lround(font_size_ * PANGO_SCALE));
  const int whole = style_.max_width * PANGO_SCALE;
  const int enough = std::min(em * 5 / 2, whole * 9 / 20);
  const auto is_short = [&] { return extents_of(pango_layout_get_line_readonly(layout, lines - 1)).logical.width < enough; };
  if (lines < 2 || !is_short()) return;
  for (int narrower = whole - em; narrower > whole / 2; narrower -= em) {
    pango_layout_set_width(layout, narrower);
    if (pango_layout_get_line_count(layout) > lines) break;
    if (!is_short()) return;
  }
  pango_layout_set_width(layout, whole);
}

void Layout::ellipsize_last_line(std::string_view text, int keep) {
  const auto start = static_cast<std::size_t>(line_start(static_cast<std::size_t>(keep) - 1));
  std::string_view rest = text.substr(start);
  rest = rest.substr(0, rest.find_first_of("\r\n"));
  base::PersonText shown(rest);
  shown.append("…");  // when only later paragraphs are left out, the line itself would not be ellipsized
  last_line_.reset(pango_layout_copy(layout_.get()));
  pango_layout_set_attributes(last_line_.get(), nullptr);
  pango_layout_set_single_paragraph_mode(last_line_.get(), TRUE);
  pango_layout_set_ellipsize(last_line_.get(), PANGO_ELLIPSIZE_END);
  pango_layout_set_height(last_line_.get(), -1);
  set_text_with_boxes(last_line_.get(), shown.view(), font_size_);
  lines_.back().line = pango_layout_get_line_readonly(last_line_.get(), 0);
}

void Layout::place() {
  std::vector<LineExtents> extents;
  extents.reserve(lines_.size());
  for (const PlacedLine& line : lines_) extents.push_back(extents_of(line.line));
  extent_.lines = static_cast<int>(lines_.size());
  place_across(extents);
  place_down(extents);
}

void Layout::place_across(const std::vector<LineExtents>& extents) {
  int widest = 0;
  for (const LineExtents& line : extents) widest = std::max(widest, line.logical.width);
  int left = 0;
  int right = widest;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    lines_[i].x = free_space_before(style_.alignment, widest - extents[i].logical.width);
    left = std::min(left, lines_[i].x + extents[i].ink.x);
    right = std::max(right, lines_[i].x + extents[i].ink.x + extents[i].ink.width);
  }
  const int shift = -floor_px(left);  // ink that stands out on the left moves the block to the right
  for (PlacedLine& line : lines_) line.x += shift * PANGO_SCALE;
  extent_.width = ceil_px(right) + shift;
}

void Layout::place_down(const std::vector<LineExtents>& extents) {
  const int distance = static_cast<int>(std::lround(style_.line_distance * font_size_));
  const int gap = static_cast<int>(std::lround(kLineGap * font_size_));
  const int first = static_cast<int>(std::lround(((style_.line_distance - 1) / 2 + kAscent) * font_size_));
  int baseline = first - distance;
  int ink_bottom = -gap;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const PangoRectangle& ink = extents[i].ink;
    const bool blank = ink.width == 0 || ink.height == 0;
    const int above = blank ? 0 : -floor_px(ink.y);
    baseline = std::max(baseline + distance, blank ? 0 : ink_bottom + gap + above);
    lines_[i].baseline = baseline;
    if (blank) continue;
    ink_bottom = baseline + ceil_px(ink.y + ink.height);
    const int left = floor_px(lines_[i].x + ink.x);
    extent_.ink = joined(extent_.ink, {left, baseline - above, ceil_px(lines_[i].x + ink.x + ink.width) - left,
                                       ink_bottom - baseline + above});
  }
  extent_.baseline = lines_.front().baseline;
  extent_.height = std::max(baseline + distance - first, ink_bottom);
}

void Layout::draw(cairo_t* cr) const {
  for (const PlacedLine& line : lines_) {
    cairo_move_to(cr, pango_units_to_double(line.x), line.baseline);
    pango_cairo_show_layout_line(cr, line.line);
  }
}

int Layout::line_start(std::size_t line) const { return lines_[line].line->start_index; }

Rect Layout::caret(std::size_t index) const {
  std::size_t at = 0;
  while (at + 1 < lines_.size() && static_cast<int>(index) >= line_start(at + 1)) ++at;
  const PlacedLine& placed = lines_[at];
  int x = 0;
  pango_layout_line_index_to_x(placed.line, static_cast<int>(index), FALSE, &x);
  const int em = static_cast<int>(std::lround(font_size_));
  return {ceil_px(placed.x + x), placed.baseline - static_cast<int>(std::lround(kAscent * font_size_)), 0, em};
}

}  // namespace bancheng::text
