#include "tests/kiosk/imaging/frames.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace bancheng::tests {
namespace {

using imaging::Outline;
using imaging::Point;

double area(const std::vector<Point>& polygon) {
  double sum = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point& a = polygon[i];
    const Point& b = polygon[(i + 1) % polygon.size()];
    sum += static_cast<double>(a.x) * b.y - static_cast<double>(b.x) * a.y;
  }
  return std::abs(sum) / 2;
}

/// The part of a convex polygon to the right of the line from `a` to `b` (clockwise outlines keep their inside there, y down).
std::vector<Point> cut(const std::vector<Point>& polygon, Point a, Point b) {
  const auto side = [&](Point p) { return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x); };
  std::vector<Point> kept;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const Point p = polygon[i];
    const Point q = polygon[(i + 1) % polygon.size()];
    const float sp = side(p), sq = side(q);
    if (sp >= 0) kept.push_back(p);
    if ((sp > 0 && sq < 0) || (sp < 0 && sq > 0)) {
      const float t = sp / (sp - sq);
      kept.push_back({p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)});
    }
  }
  return kept;
}

}  // namespace

drivers::SceneConditions hard_conditions(std::uint32_t seed) {
  std::mt19937 random(seed);
  // Spelled out, because the standard library's distributions differ between libraries.
  const auto between = [&](double low, double high) { return low + (high - low) * static_cast<double>(random() % 10'000) / 9'999.0; };
  drivers::SceneConditions conditions;
  conditions.seed = seed;
  conditions.tilt_degrees = between(-8, 8);
  conditions.slant = between(-0.04, 0.04);
  conditions.shift_x = between(-0.08, 0.08);
  conditions.shift_y = between(-0.01, 0.01);
  conditions.shade = between(0, 0.55);
  conditions.noise = between(1, 8);
  return conditions;
}

Outline corners_in(const drivers::CameraScene& scene, int width, int height) {
  Outline outline;
  const auto corners = scene.corners(width, height);
  for (std::size_t i = 0; i < 4; ++i) outline[i] = {corners[i].x, corners[i].y};
  return outline;
}

double overlap(const Outline& a, const Outline& b) {
  std::vector<Point> both(a.begin(), a.end());
  for (std::size_t i = 0; i < 4; ++i) both = cut(both, b[i], b[(i + 1) % 4]);
  const double common = area(both);
  return common / (area({a.begin(), a.end()}) + area({b.begin(), b.end()}) - common);
}

}  // namespace bancheng::tests
