#include "kiosk/imaging/picture.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "kiosk/imaging/guard.h"
#include "kiosk/imaging/picture_internal.h"
#include "kiosk/imaging/png_file.h"

namespace bancheng::imaging {

cv::Size fit_into(cv::Size size, cv::Size box) {
  const double scale = std::min({1.0, static_cast<double>(box.width) / size.width, static_cast<double>(box.height) / size.height});
  return {std::max(1, static_cast<int>(std::lround(size.width * scale))), std::max(1, static_cast<int>(std::lround(size.height * scale)))};
}

base::Result<cv::Mat, DecodeTrouble> decode(std::span<const std::uint8_t> coded, Pixels pixels, Damage damage, cv::Size smallest) {
  return is_png(coded) ? decode_png(coded, pixels) : decode_jpeg(coded, pixels, damage, smallest);
}

Picture picture_of(const cv::Mat& rgb, cv::Size wanted) {
  Picture picture{wanted.width, wanted.height, base::PersonBytes(static_cast<std::size_t>(wanted.area()) * 3)};
  cv::Mat pixels(wanted, CV_8UC3, picture.rgb.data());
  if (rgb.size() == wanted) {
    rgb.copyTo(pixels);
  } else {
    cv::resize(rgb, pixels, wanted, 0, 0, cv::INTER_AREA);
  }
  return picture;
}

base::Result<Picture, DecodeTrouble> decode_picture(std::span<const std::uint8_t> coded, int max_width, int max_height, Damage damage) {
  const cv::Size box(std::max(1, max_width), std::max(1, max_height));
  return guarded(
      [&]() -> base::Result<Picture, DecodeTrouble> {
        cv::Size smallest;
        if (!is_png(coded)) {
          const auto size = jpeg_size(coded);
          if (!size) return base::failure(size.error());
          smallest = fit_into(*size, box);
        }
        const auto pixels = decode(coded, Pixels::rgb, damage, smallest);
        if (!pixels) return base::failure(pixels.error());
        return picture_of(*pixels, fit_into(pixels->size(), box));
      },
      base::failure(DecodeTrouble::damaged));
}

}  // namespace bancheng::imaging
