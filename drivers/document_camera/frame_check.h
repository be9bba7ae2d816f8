// Whether the bytes that a camera gave are one whole JPEG frame. Nothing is decoded. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "kiosk/base/result.h"

namespace bancheng::drivers {

constexpr std::size_t kMostFrameBytes = 16u << 20u;  ///< 13 megapixels make 3 to 6 MB (document-camera page, section 6)
constexpr std::size_t kLongestFrameSide = 10'000;    ///< pixels

struct FrameShape {
  std::size_t length = 0;  ///< bytes of the frame; zeros behind its end are not counted
  std::uint16_t width = 0;
  std::uint16_t height = 0;
};

/// Closed vocabulary of what is wrong with a frame.
enum class FrameFault {
  empty,
  too_large,      ///< more bytes or pixels than the limits above
  no_start,       ///< does not begin with SOI (FF D8)
  bad_header,     ///< the segments before the picture data do not follow each other, or say no size
  no_end,         ///< does not end with EOI (FF D9), zeros behind it allowed: cut short
  lost_packets,   ///< a restart marker is missing or out of order, or a marker stands where none may be
};

/// ISO/IEC 10918-1, annex B; for frames of one scan, as UVC cameras send them, the restart markers are counted too.
[[nodiscard]] base::Result<FrameShape, FrameFault> check_frame(std::span<const std::uint8_t> bytes);

}  // namespace bancheng::drivers
