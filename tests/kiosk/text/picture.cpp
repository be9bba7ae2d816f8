#include "tests/kiosk/text/picture.h"

#include <cairo.h>
#include <png.h>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace bancheng::text::test {

void write_png(const ReceiptImage& image, const std::filesystem::path& file) {
  std::filesystem::create_directories(file.parent_path());
  const std::size_t row_bytes = (image.width + 7) / 8;
  std::vector<std::uint8_t> inverted(image.rows.begin(), image.rows.end());  // in a PNG 1 is white
  for (std::uint8_t& byte : inverted) byte = static_cast<std::uint8_t>(~byte);
  FILE* out = std::fopen(file.c_str(), "wb");
  if (out == nullptr) return;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_init_io(png, out);
  png_set_IHDR(png, info, image.width, image.height, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  for (std::uint32_t y = 0; y < image.height; ++y) png_write_row(png, inverted.data() + y * row_bytes);
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  std::fclose(out);
}

void write_png(const Mask& mask, const std::filesystem::path& file) {
  std::filesystem::create_directories(file.parent_path());
  cairo_surface_t* surface =
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, std::max(1, mask.extent.width), std::max(1, mask.extent.height));
  const int stride = cairo_image_surface_get_stride(surface);
  unsigned char* data = cairo_image_surface_get_data(surface);
  for (int y = 0; y < mask.extent.height; ++y) {
    for (int x = 0; x < mask.extent.width; ++x) {
      const std::uint8_t grey = static_cast<std::uint8_t>(255 - mask.alpha[static_cast<std::size_t>(y * mask.stride + x)]);
      for (int channel = 0; channel < 3; ++channel) data[y * stride + x * 4 + channel] = grey;
    }
  }
  cairo_surface_mark_dirty(surface);
  cairo_surface_write_to_png(surface, file.c_str());
  cairo_surface_destroy(surface);
}

std::optional<ReceiptImage> read_png(const std::filesystem::path& file) {
  cairo_surface_t* read = cairo_image_surface_create_from_png(file.c_str());
  if (cairo_surface_status(read) != CAIRO_STATUS_SUCCESS) {
    cairo_surface_destroy(read);
    return std::nullopt;
  }
  const int width = cairo_image_surface_get_width(read);
  const int height = cairo_image_surface_get_height(read);
  ReceiptImage image{static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height), {}};
  const std::size_t row_bytes = (image.width + 7) / 8;
  image.rows.resize(row_bytes * image.height);
  // Cairo gives one-bit grey as RGB24.
  const unsigned char* data = cairo_image_surface_get_data(read);
  const int stride = cairo_image_surface_get_stride(read);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      if (data[y * stride + x * 4] < 128) {
        image.rows[static_cast<std::size_t>(y) * row_bytes + static_cast<std::size_t>(x / 8)] |=
            static_cast<std::uint8_t>(0x80 >> (x % 8));
      }
    }
  }
  cairo_surface_destroy(read);
  return image;
}

}  // namespace bancheng::text::test
