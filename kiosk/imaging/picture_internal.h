// Steps that previews, pages and codes share. Private to the room.
#pragma once

#include <opencv2/core.hpp>

#include "kiosk/imaging/jpeg.h"

namespace bancheng::imaging {

/// `size` made to fit into `box` with its shape kept; never larger than it was, at least one pixel each way.
[[nodiscard]] cv::Size fit_into(cv::Size size, cv::Size box);

/// A JPEG or a PNG, at least `smallest` where the picture itself is ({0, 0}: in its full size).
[[nodiscard]] base::Result<cv::Mat, DecodeTrouble> decode(std::span<const std::uint8_t> coded, Pixels pixels, Damage damage,
                                                         cv::Size smallest = {0, 0});

/// `rgb` in the wanted size as a Picture that owns its pixels.
[[nodiscard]] Picture picture_of(const cv::Mat& rgb, cv::Size wanted);

}  // namespace bancheng::imaging
