// One text laid out in one style: lines with their places in the block.
#pragma once

#include <string_view>
#include <vector>

#include "kiosk/text/fonts.h"

namespace bancheng::text {

struct PlacedLine {
  PangoLayoutLine* line;  ///< owned by its layout
  int x;                  ///< of its logical left edge in the block, Pango units
  int baseline;           ///< from the top of the block, pixels
};

/// In Pango units, relative to the line's origin on its baseline.
struct LineExtents {
  PangoRectangle ink;
  PangoRectangle logical;
};

class Layout {
 public:
  /// `text` must be valid UTF-8 without NUL. `context` draws boxes (code_box.h).
  Layout(const Fonts& fonts, PangoContext* context, std::string_view text, const Style& style);

  [[nodiscard]] const Extent& extent() const { return extent_; }
  /// Draws into an A8 surface of the extent's size.
  void draw(cairo_t* cr) const;
  [[nodiscard]] Rect caret(std::size_t index) const;

 private:
  void fill(std::string_view text);
  void balance();
  void ellipsize_last_line(std::string_view text, int keep);
  void place();
  void place_across(const std::vector<LineExtents>& extents);
  void place_down(const std::vector<LineExtents>& extents);
  [[nodiscard]] int line_start(std::size_t line) const;

  const Style style_;
  const double font_size_;
  FontDescription font_;
  Object<PangoLayout> layout_;
  Object<PangoLayout> last_line_;  ///< stands in for the last line when the text was ellipsized
  std::vector<PlacedLine> lines_;
  Extent extent_;
};

}  // namespace bancheng::text
