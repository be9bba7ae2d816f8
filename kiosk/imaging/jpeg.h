// JPEG in and out by libjpeg. Private to the room.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <span>

#include "kiosk/imaging/picture.h"

namespace bancheng::imaging {

enum class Pixels { grey, rgb };

/// Whether the size is within the limits of picture.h.
[[nodiscard]] bool is_within_limits(std::size_t width, std::size_t height) noexcept;

/// `smallest`: the picture is made smaller while it is decoded, by eighths, as long as both sides stay at least
/// this large; {0, 0} keeps its size.
[[nodiscard]] base::Result<cv::Mat, DecodeTrouble> decode_jpeg(std::span<const std::uint8_t> coded, Pixels pixels, Damage damage,
                                                              cv::Size smallest = {0, 0});

/// Width and height from the header alone.
[[nodiscard]] base::Result<cv::Size, DecodeTrouble> jpeg_size(std::span<const std::uint8_t> coded);

/// RGB in, baseline JPEG with halved colour resolution out; empty when libjpeg refuses.
[[nodiscard]] base::PersonBytes encode_jpeg(const cv::Mat& rgb, int quality);

}  // namespace bancheng::imaging
