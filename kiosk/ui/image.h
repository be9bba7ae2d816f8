// Pictures handed to the shell: camera frames and scanned pages. Person data: wiped with their owner.
#pragma once

#include <array>

#include "kiosk/base/person_text.h"

namespace bancheng::ui {

/// Eight bits each of red, green, blue; rows from the top, without padding.
struct RgbImage {
  int width = 0;
  int height = 0;
  base::PersonBytes rgb;  ///< width × height × 3 bytes
  friend bool operator==(const RgbImage&, const RgbImage&) = default;
};

/// 0..1 of an image's width and height.
struct ImagePoint {
  float x = 0;
  float y = 0;
  friend bool operator==(const ImagePoint&, const ImagePoint&) = default;
};

/// The corners of a page that was found, in order round it.
using Outline = std::array<ImagePoint, 4>;

}  // namespace bancheng::ui
