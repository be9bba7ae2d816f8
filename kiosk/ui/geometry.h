// Places on the window, in pixels, origin top left.
#pragma once

namespace bancheng::ui {

struct PixelRect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;

  [[nodiscard]] float right() const { return x + width; }
  [[nodiscard]] float bottom() const { return y + height; }
  [[nodiscard]] float middle_x() const { return x + width / 2; }
  [[nodiscard]] float middle_y() const { return y + height / 2; }
  [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }
  [[nodiscard]] bool contains(float px, float py) const { return px >= x && py >= y && px < right() && py < bottom(); }

  [[nodiscard]] PixelRect inset(float dx, float dy) const { return {x + dx, y + dy, width - 2 * dx, height - 2 * dy}; }
  [[nodiscard]] PixelRect inset(float d) const { return inset(d, d); }

  friend bool operator==(const PixelRect&, const PixelRect&) = default;
};

/// Cuts a strip off `rect`, leaving `gap` between the strip and what remains.
[[nodiscard]] PixelRect cut_top(PixelRect& rect, float height, float gap = 0);
[[nodiscard]] PixelRect cut_bottom(PixelRect& rect, float height, float gap = 0);
[[nodiscard]] PixelRect cut_left(PixelRect& rect, float width, float gap = 0);
[[nodiscard]] PixelRect cut_right(PixelRect& rect, float width, float gap = 0);

/// The largest rectangle of `width` : `height` in the middle of `room`.
[[nodiscard]] PixelRect fit(const PixelRect& room, float width, float height);

/// A rectangle of exactly this size in the middle of `room`.
[[nodiscard]] PixelRect centred(const PixelRect& room, float width, float height);

/// What both cover; empty where they share nothing.
[[nodiscard]] PixelRect common(const PixelRect& a, const PixelRect& b);

/// True when the two share area.
[[nodiscard]] bool overlap(const PixelRect& a, const PixelRect& b);

}  // namespace bancheng::ui
