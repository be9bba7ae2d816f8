// PNG in by libpng. Private to the room.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <span>

#include "kiosk/imaging/jpeg.h"

namespace bancheng::imaging {

[[nodiscard]] bool is_png(std::span<const std::uint8_t> coded) noexcept;

/// Transparent parts become white.
[[nodiscard]] base::Result<cv::Mat, DecodeTrouble> decode_png(std::span<const std::uint8_t> coded, Pixels pixels);

}  // namespace bancheng::imaging
