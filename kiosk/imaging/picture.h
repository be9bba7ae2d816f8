// Picture: decoded pixels, and how coded pictures become one. Nothing is decoded before its header was found to be within
// the limits. All functions of this room are thread-safe, need no set-up and work on the calling thread alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"

namespace bancheng::imaging {

constexpr int kLargestSide = 10'000;                 ///< pixels
constexpr std::size_t kMostPixels = 64'000'000;      ///< width * height
constexpr std::size_t kMostCodedBytes = 16u << 20u;  ///< the limit of one attachment (architecture.md, "Sealing")

/// Three bytes a pixel (red, green, blue), rows without gaps, top first. Wiped with its owner.
struct Picture {
  int width = 0;
  int height = 0;
  base::PersonBytes rgb;
};

/// Closed vocabulary of why bytes do not become a picture.
enum class DecodeTrouble {
  not_a_picture,  ///< neither JPEG nor PNG, or a header that makes no sense
  too_large,      ///< more bytes, pixels or scans than the limits above
  damaged,        ///< cut off or corrupt
};

/// What to do with a JPEG whose data ends early or is corrupt in places.
enum class Damage {
  refuse,    ///< a page to be kept
  tolerate,  ///< a live frame that the next one replaces: what is missing stays grey
};

/// A JPEG or PNG, made to fit into `max_width` x `max_height` with its shape kept; never made larger.
[[nodiscard]] base::Result<Picture, DecodeTrouble> decode_picture(std::span<const std::uint8_t> coded, int max_width,
                                                                 int max_height, Damage damage = Damage::refuse);

}  // namespace bancheng::imaging
