// QR codes as module matrices: drawn on the screen by ui, on paper by receipt_image.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace bancheng::text {

/// Light modules that must stand free on each side (ISO/IEC 18004, 6.3.8); not part of QrMatrix.
inline constexpr int kQrQuietZone = 4;

struct QrMatrix {
  int size = 0;                    ///< modules along one side, 21…177
  std::vector<std::uint8_t> dark;  ///< size × size, row by row; 1 = dark
  [[nodiscard]] bool is_dark(int x, int y) const { return dark[static_cast<std::size_t>(y * size + x)] != 0; }
};

/// Error correction level M (15 %), smallest version that fits. Nothing for an empty payload or one that is longer than
/// version 40-M holds (2,331 bytes).
[[nodiscard]] std::optional<QrMatrix> make_qr(std::string_view payload);

}  // namespace bancheng::text
