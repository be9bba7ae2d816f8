#include "drivers/document_camera/settling.h"

#include <algorithm>

namespace bancheng::drivers {
namespace {

constexpr int kFramesAtRest = 3;
constexpr std::size_t kMostChange = 25;  // a twenty-fifth: sensor noise changes the length by one or two per cent

}  // namespace

bool Settling::at_rest_with(std::size_t frame_bytes) noexcept {
  const auto [low, high] = std::minmax(last_, frame_bytes);
  alike_ = alike_ > 0 && (high - low) * kMostChange <= high ? alike_ + 1 : 1;
  last_ = frame_bytes;
  return alike_ >= kFramesAtRest;
}

}  // namespace bancheng::drivers
