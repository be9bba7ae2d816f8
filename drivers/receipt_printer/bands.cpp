#include "drivers/receipt_printer/bands.h"

#include <algorithm>

#include "drivers/receipt_printer/commands.h"

namespace bancheng::drivers::escpos {
namespace {

/// Bands lower than this are not made only to part a pair: each costs a header, and some heads pause between bands.
constexpr std::uint32_t kLowestByChoice = 16;

bool dangerous(std::uint8_t first, std::uint8_t second) {
  return first == 0x10 && (second == 0x04 || second == 0x05 || second == 0x14);
}

/// The dots of a picture with its rows end to end, as they go over the wire.
class Canvas {
 public:
  explicit Canvas(hal::Bitmap picture) : picture_(std::move(picture)), stride_((picture_.width + 7) / 8) {
    const auto beyond = static_cast<std::uint8_t>(0xFF >> (8 - (stride_ * 8 - picture_.width)));
    for (std::size_t i = stride_ - 1; i < size(); i += stride_) picture_.rows[i] &= static_cast<std::uint8_t>(~beyond);
  }

  [[nodiscard]] std::size_t size() const { return picture_.rows.size(); }
  [[nodiscard]] std::size_t stride() const { return stride_; }
  [[nodiscard]] bool pair_at(std::size_t i) const {
    return i + 1 < size() && dangerous(picture_.rows[i], picture_.rows[i + 1]);
  }
  [[nodiscard]] std::span<const std::uint8_t> rows(std::uint32_t first, std::uint32_t count) const {
    return std::span(picture_.rows).subspan(first * stride_, count * stride_);
  }

  /// Turns over the one dot of the pair at `i` that is seen least, so that no pair is left there nor made beside it.
  void part_pair(std::size_t i);

 private:
  struct Dot {
    std::size_t byte;
    std::uint8_t mask;
  };
  [[nodiscard]] bool black(std::int64_t x, std::int64_t y) const;
  [[nodiscard]] bool parts(std::size_t pair, Dot dot);
  [[nodiscard]] int visibility(std::size_t byte, int bit) const;

  hal::Bitmap picture_;
  std::size_t stride_;
};

bool Canvas::black(std::int64_t x, std::int64_t y) const {
  if (x < 0 || y < 0 || x >= picture_.width || y >= picture_.height) return false;
  const auto byte = static_cast<std::size_t>(y) * stride_ + static_cast<std::size_t>(x / 8);
  return (picture_.rows[byte] >> (7 - x % 8) & 1) != 0;
}

bool Canvas::parts(std::size_t pair, Dot dot) {
  picture_.rows[dot.byte] ^= dot.mask;
  const bool clean = !pair_at(pair) && !pair_at(pair + 1) && (pair == 0 || !pair_at(pair - 1));
  picture_.rows[dot.byte] ^= dot.mask;
  return clean;
}

/// Low where the dot's neighbours already look as it would look: the edge of a stroke moves by one dot. A dot turned
/// black is seen less than a gap in a thin stroke.
int Canvas::visibility(std::size_t byte, int bit) const {
  const auto x = static_cast<std::int64_t>(byte % stride_) * 8 + bit;
  const auto y = static_cast<std::int64_t>(byte / stride_);
  const bool is_black = black(x, y);
  int alike = 0;
  for (std::int64_t dy = -1; dy <= 1; ++dy) {
    for (std::int64_t dx = -1; dx <= 1; ++dx) {
      if ((dx != 0 || dy != 0) && black(x + dx, y + dy) == is_black) ++alike;
    }
  }
  return alike * 2 + (is_black ? 1 : 0);
}

void Canvas::part_pair(std::size_t i) {
  // Bit 7 of the second byte always parts a pair and starts none, so there is always a choice; it also is never one of
  // the dots beyond the width, which stay white.
  Dot best{i + 1, 0x80};
  int least = visibility(i + 1, 0);
  for (const std::size_t byte : {i, i + 1}) {
    for (int bit = 0; bit < 8; ++bit) {
      const Dot dot{byte, static_cast<std::uint8_t>(0x80 >> bit)};
      if ((byte % stride_) * 8 + static_cast<std::size_t>(bit) >= picture_.width || !parts(i, dot)) continue;
      const int seen = visibility(byte, bit);
      if (seen < least) {
        best = dot;
        least = seen;
      }
    }
  }
  picture_.rows[best.byte] ^= best.mask;
}

Band make_band(const Canvas& canvas, std::uint32_t first, std::uint32_t rows) {
  return {rows, raster(static_cast<std::uint16_t>(canvas.stride()), static_cast<std::uint16_t>(rows),
                       canvas.rows(first, rows))};
}

}  // namespace

std::size_t find_dangerous_pair(std::span<const std::uint8_t> bytes) {
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    if (dangerous(bytes[i], bytes[i + 1])) return i;
  }
  return bytes.size();
}

bool is_whole(const hal::Bitmap& picture) {
  const std::uint64_t stride = (static_cast<std::uint64_t>(picture.width) + 7) / 8;
  return stride > 0 && stride <= 0xFFFF && picture.height > 0 && picture.rows.size() == stride * picture.height;
}

BandedPicture cut_into_bands(hal::Bitmap picture, std::uint32_t rows_per_band) {
  const std::uint32_t height = picture.height;
  Canvas canvas(std::move(picture));
  BandedPicture result;
  std::uint32_t first = 0;
  for (std::uint32_t row = 0; row < height; ++row) {
    const std::size_t start = row * canvas.stride();
    const bool full = row - first == std::clamp(rows_per_band, 1U, kMostRows);
    const bool pair_across = row > first && canvas.pair_at(start - 1);
    if (full || (pair_across && row - first >= kLowestByChoice)) {
      result.bands.push_back(make_band(canvas, first, row - first));
      first = row;
    } else if (pair_across) {
      canvas.part_pair(start - 1);
      ++result.dots_changed;
    }
    for (std::size_t i = start; i + 1 < start + canvas.stride(); ++i) {
      if (!canvas.pair_at(i)) continue;
      canvas.part_pair(i);
      ++result.dots_changed;
    }
  }
  if (first < height) result.bands.push_back(make_band(canvas, first, height - first));
  return result;
}

}  // namespace bancheng::drivers::escpos
