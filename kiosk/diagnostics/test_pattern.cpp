#include "kiosk/diagnostics/test_pattern.h"

#include <array>

namespace bancheng::diagnostics {
namespace {

constexpr std::uint32_t kGap = 24, kBar = 40, kGreys = 72, kLines = 56, kDiagonal = 96;
constexpr std::uint32_t kSteps = 9;  ///< from white to black
constexpr std::uint32_t kCell = 32;  ///< of lines of one thickness

/// A head knows black and white alone: grey is how many dots of four by four are black (Bayer's order).
constexpr std::array<std::array<std::uint32_t, 4>, 4> kOrder{{{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}}};

class Canvas {
 public:
  Canvas(std::uint32_t width, std::uint32_t height) : stride_((width + 7) / 8) {
    bitmap_.width = width;
    bitmap_.height = height;
    bitmap_.rows.assign(std::size_t{stride_} * height, 0);
  }
  template <typename IsBlack>
  void band(std::uint32_t height, IsBlack is_black) {
    for (std::uint32_t y = 0; y < height; ++y) {
      for (std::uint32_t x = 0; x < bitmap_.width; ++x) {
        if (is_black(x, y)) bitmap_.rows[std::size_t{top_ + y} * stride_ + x / 8] |= static_cast<std::uint8_t>(0x80u >> (x % 8));
      }
    }
    top_ += height + kGap;
  }
  [[nodiscard]] hal::Bitmap take() { return std::move(bitmap_); }

 private:
  hal::Bitmap bitmap_;
  std::uint32_t stride_;
  std::uint32_t top_ = 0;
};

/// Lines of 1, 2, 3, 4, 1, … dots with as much white between them.
bool on_line(std::uint32_t across) {
  const std::uint32_t thickness = across / kCell % 4 + 1;
  return across % kCell / thickness % 2 == 0;
}

}  // namespace

hal::Bitmap test_pattern(std::uint32_t width) {
  Canvas canvas(width, kBar + kGreys + 2 * kLines + kDiagonal + 5 * kGap);
  canvas.band(kBar, [](std::uint32_t, std::uint32_t) { return true; });
  canvas.band(kGreys, [&](std::uint32_t x, std::uint32_t y) { return kOrder[y % 4][x % 4] < x * kSteps / width * 2; });
  canvas.band(kLines, [](std::uint32_t x, std::uint32_t) { return on_line(x); });
  canvas.band(kLines, [](std::uint32_t x, std::uint32_t y) { return x / kCell % 2 == 0 && y / (x / kCell / 2 % 4 + 1) % 2 == 0; });
  canvas.band(kDiagonal, [&](std::uint32_t x, std::uint32_t y) { return x * kDiagonal / width == y || x * kDiagonal / width == y + 1; });
  return canvas.take();
}

hal::Bitmap joined(hal::Bitmap upper, const hal::Bitmap& lower) {
  upper.rows.insert(upper.rows.end(), lower.rows.begin(), lower.rows.end());
  upper.height += lower.height;
  return upper;
}

}  // namespace bancheng::diagnostics
