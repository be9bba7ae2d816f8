#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "kiosk/ui/ink.h"
#include "support/sample_visit.h"

namespace bancheng::ui {

TEST_CASE("ink goes through every point, without gaps, inside its area") {
  const PixelRect area{100, 50, 800, 400};
  for (const auto& stroke : samples::signature()) {
    const InkDots dots = smooth(stroke, area, 4);
    REQUIRE(dots.size() >= stroke.size());
    for (const auto& point : stroke) {
      const float x = area.x + point.x * area.width;
      const float y = area.y + point.y * area.height;
      const bool met = std::any_of(dots.begin(), dots.end(), [&](const InkDot& d) { return std::hypot(d.x - x, d.y - y) < 0.1f; });
      CHECK(met);
    }
    for (std::size_t i = 1; i < dots.size(); ++i) {
      CHECK(std::hypot(dots[i].x - dots[i - 1].x, dots[i].y - dots[i - 1].y) <= dots[i].radius + dots[i - 1].radius);
    }
  }
}

TEST_CASE("a touch without movement leaves a dot, no stroke leaves nothing") {
  const core::delivery::Stroke dot{{0.5f, 0.5f, 0}};
  CHECK(smooth(dot, {0, 0, 100, 100}, 4).size() == 1);
  CHECK(smooth({}, {0, 0, 100, 100}, 4).empty());
}

}  // namespace bancheng::ui
