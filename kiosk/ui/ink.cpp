#include "kiosk/ui/ink.h"

#include <algorithm>
#include <cmath>

namespace bancheng::ui {
namespace {

struct Knot {
  float x = 0;
  float y = 0;
  float radius = 1;
};

float catmull_rom(float a, float b, float c, float d, float t) {
  return 0.5f * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
}

std::vector<Knot, base::WipingAllocator<Knot>> knots_of(const core::delivery::Stroke& stroke, const PixelRect& area, float width) {
  std::vector<Knot, base::WipingAllocator<Knot>> knots;
  knots.reserve(stroke.size());
  float radius = width / 2;
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    const Knot at{area.x + stroke[i].x * area.width, area.y + stroke[i].y * area.height, 0};
    if (i > 0) {
      const float distance = std::hypot(at.x - knots.back().x, at.y - knots.back().y);
      const float ms = std::max(1.0f, static_cast<float>(stroke[i].ms) - static_cast<float>(stroke[i - 1].ms));
      const float speed = distance / ms / width;  // line widths a millisecond
      const float wanted = width / 2 * std::clamp(1.15f - speed * 0.6f, 0.6f, 1.15f);
      radius += (wanted - radius) * 0.35f;
    }
    knots.push_back({at.x, at.y, radius});
  }
  return knots;
}

}  // namespace

InkDots smooth(const core::delivery::Stroke& stroke, const PixelRect& area, float width) {
  InkDots dots;
  const auto knots = knots_of(stroke, area, width);
  if (knots.empty()) return dots;
  dots.push_back({knots[0].x, knots[0].y, knots[0].radius});
  for (std::size_t i = 0; i + 1 < knots.size(); ++i) {
    const Knot& a = knots[i == 0 ? 0 : i - 1];
    const Knot& b = knots[i];
    const Knot& c = knots[i + 1];
    const Knot& d = knots[std::min(i + 2, knots.size() - 1)];
    const float length = std::hypot(c.x - b.x, c.y - b.y);
    const int steps = std::clamp(static_cast<int>(std::ceil(length / std::max(0.5f, width * 0.22f))), 1, 400);
    for (int s = 1; s <= steps; ++s) {
      const float t = static_cast<float>(s) / static_cast<float>(steps);
      dots.push_back({catmull_rom(a.x, b.x, c.x, d.x, t), catmull_rom(a.y, b.y, c.y, d.y, t), b.radius + (c.radius - b.radius) * t});
    }
  }
  return dots;
}

}  // namespace bancheng::ui
