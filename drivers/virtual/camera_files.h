// Image files in, JPEG frames out, for the virtual camera.
#pragma once

#include <filesystem>
#include <opencv2/core.hpp>

#include "kiosk/base/person_text.h"

namespace bancheng::drivers {

/// A PNG or JPEG as RGBA (a card's rounded corners are transparent); an empty matrix when it is missing, larger than 32 MiB or 64 million pixels, or not a picture.
[[nodiscard]] cv::Mat read_picture(const std::filesystem::path& file);

/// RGB as a baseline JPEG, as a UVC camera codes its frames.
[[nodiscard]] base::PersonBytes camera_jpeg(const cv::Mat& rgb);

}  // namespace bancheng::drivers
