// PNG files of what the tests draw: golden pictures and pictures to look at.
#pragma once

#include <filesystem>
#include <optional>

#include "kiosk/text/receipt_image.h"
#include "kiosk/text/text.h"

namespace bancheng::text::test {

/// One bit a dot, black on white.
void write_png(const ReceiptImage& image, const std::filesystem::path& file);
void write_png(const Mask& mask, const std::filesystem::path& file);
[[nodiscard]] std::optional<ReceiptImage> read_png(const std::filesystem::path& file);

[[nodiscard]] inline bool is_black(const ReceiptImage& image, std::uint32_t x, std::uint32_t y) {
  return (image.rows[y * ((image.width + 7) / 8) + x / 8] & (0x80 >> (x % 8))) != 0;
}

}  // namespace bancheng::text::test
