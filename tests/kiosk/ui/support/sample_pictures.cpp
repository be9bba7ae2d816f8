#include <cmath>

#include "sample_visit.h"

namespace bancheng::ui::samples {
namespace {

constexpr float kLeft = 0.24f, kRight = 0.78f, kTop = 0.1f, kBottom = 0.9f, kSlant = 0.035f;

void put(RgbImage& image, int x, int y, int r, int g, int b) {
  const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x)) * 3;
  image.rgb[at] = static_cast<std::uint8_t>(r);
  image.rgb[at + 1] = static_cast<std::uint8_t>(g);
  image.rgb[at + 2] = static_cast<std::uint8_t>(b);
}

/// Lines of a printed form, in 0..1 of the page.
bool is_ink(float u, float v) {
  if (u < 0.08f || u > 0.92f || v < 0.06f || v > 0.94f) return false;
  if (v < 0.12f) return u > 0.3f && u < 0.7f;
  const float line = std::fmod(v, 0.075f);
  return line < 0.018f && u < 0.3f + 0.6f * std::abs(std::sin(std::floor(v / 0.075f) * 2.3f));
}

}  // namespace

RgbImage camera_frame(int width, int height) {
  RgbImage image{width, height, base::PersonBytes(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3)};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const float fx = static_cast<float>(x) / static_cast<float>(width) - kSlant * static_cast<float>(y) / static_cast<float>(height);
      const float u = (fx - kLeft) / (kRight - kLeft);
      const float v = (static_cast<float>(y) / static_cast<float>(height) - kTop) / (kBottom - kTop);
      if (u < 0 || u > 1 || v < 0 || v > 1) put(image, x, y, 58, 66, 72);
      else if (is_ink(u, v)) put(image, x, y, 70, 74, 90);
      else put(image, x, y, 236, 233, 224);
    }
  }
  return image;
}

Outline camera_outline() {
  return {{{kLeft + kSlant * kTop, kTop}, {kRight + kSlant * kTop, kTop}, {kRight + kSlant * kBottom, kBottom}, {kLeft + kSlant * kBottom, kBottom}}};
}

RgbImage scanned_page(int width, int height) {
  RgbImage image{width, height, base::PersonBytes(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3)};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool ink = is_ink(static_cast<float>(x) / static_cast<float>(width), static_cast<float>(y) / static_cast<float>(height));
      if (ink) put(image, x, y, 60, 64, 80);
      else put(image, x, y, 248, 247, 243);
    }
  }
  return image;
}

core::delivery::Signature signature() {
  core::delivery::Signature strokes;
  const auto stroke = [&](float x0, float y0, float dx, float dy, float bend) {
    core::delivery::Stroke points;
    for (int i = 0; i <= 24; ++i) {
      const float t = static_cast<float>(i) / 24;
      points.push_back({x0 + dx * t + bend * std::sin(t * 6.28f), y0 + dy * t + bend * std::sin(t * 9.4f), static_cast<std::uint32_t>(i * 14)});
    }
    strokes.push_back(std::move(points));
  };
  stroke(0.3f, 0.3f, 0.16f, 0.02f, 0.02f);
  stroke(0.38f, 0.18f, -0.02f, 0.5f, 0.015f);
  stroke(0.52f, 0.35f, 0.18f, 0.2f, 0.05f);
  return strokes;
}

}  // namespace bancheng::ui::samples
