#include "kiosk/ui/geometry.h"

#include <algorithm>
#include <cmath>

namespace bancheng::ui {

PixelRect cut_top(PixelRect& rect, float height, float gap) {
  const PixelRect strip{rect.x, rect.y, rect.width, height};
  rect.y += height + gap;
  rect.height -= height + gap;
  return strip;
}

PixelRect cut_bottom(PixelRect& rect, float height, float gap) {
  const PixelRect strip{rect.x, rect.bottom() - height, rect.width, height};
  rect.height -= height + gap;
  return strip;
}

PixelRect cut_left(PixelRect& rect, float width, float gap) {
  const PixelRect strip{rect.x, rect.y, width, rect.height};
  rect.x += width + gap;
  rect.width -= width + gap;
  return strip;
}

PixelRect cut_right(PixelRect& rect, float width, float gap) {
  const PixelRect strip{rect.right() - width, rect.y, width, rect.height};
  rect.width -= width + gap;
  return strip;
}

PixelRect fit(const PixelRect& room, float width, float height) {
  if (room.empty() || width <= 0 || height <= 0) return {};
  const float scale = std::min(room.width / width, room.height / height);
  const float w = std::floor(width * scale);
  const float h = std::floor(height * scale);
  return {std::floor(room.middle_x() - w / 2), std::floor(room.middle_y() - h / 2), w, h};
}

PixelRect centred(const PixelRect& room, float width, float height) {
  return {std::round(room.middle_x() - width / 2), std::round(room.middle_y() - height / 2), width, height};
}

PixelRect common(const PixelRect& a, const PixelRect& b) {
  const float x = std::max(a.x, b.x);
  const float y = std::max(a.y, b.y);
  return {x, y, std::min(a.right(), b.right()) - x, std::min(a.bottom(), b.bottom()) - y};
}

bool overlap(const PixelRect& a, const PixelRect& b) {
  constexpr float kTouching = 0.01f;  // rectangles that share an edge do not overlap
  return a.x + kTouching < b.right() && b.x + kTouching < a.right() && a.y + kTouching < b.bottom() &&
         b.y + kTouching < a.bottom();
}

}  // namespace bancheng::ui
