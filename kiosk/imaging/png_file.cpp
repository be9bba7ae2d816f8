#include "kiosk/imaging/png_file.h"

#include <png.h>

#include <algorithm>
#include <array>

namespace bancheng::imaging {
namespace {

/// libpng's simplified reader, released in every case.
class Reader {
 public:
  Reader() { image_.version = PNG_IMAGE_VERSION; }
  ~Reader() { png_image_free(&image_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  [[nodiscard]] png_image& image() { return image_; }

 private:
  png_image image_{};
};

}  // namespace

bool is_png(std::span<const std::uint8_t> coded) noexcept {
  constexpr std::array<std::uint8_t, 8> kSignature{0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};
  return coded.size() > kSignature.size() && std::equal(kSignature.begin(), kSignature.end(), coded.begin());
}

base::Result<cv::Mat, DecodeTrouble> decode_png(std::span<const std::uint8_t> coded, Pixels pixels) {
  if (coded.size() > kMostCodedBytes) return base::failure(DecodeTrouble::too_large);
  Reader reader;
  png_image& image = reader.image();
  if (png_image_begin_read_from_memory(&image, coded.data(), coded.size()) == 0) return base::failure(DecodeTrouble::not_a_picture);
  if (!is_within_limits(image.width, image.height)) return base::failure(DecodeTrouble::too_large);
  const bool grey = pixels == Pixels::grey;
  image.format = grey ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
  cv::Mat picture(static_cast<int>(image.height), static_cast<int>(image.width), grey ? CV_8UC1 : CV_8UC3);
  const png_color white{255, 255, 255};
  if (png_image_finish_read(&image, &white, picture.data, static_cast<png_int_32>(picture.step), nullptr) == 0) {
    return base::failure(DecodeTrouble::damaged);
  }
  return picture;
}

}  // namespace bancheng::imaging
