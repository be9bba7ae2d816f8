// Settling: whether the picture has come to rest, told by the length of its JPEG frames alone: a hand that moves, a light that
// is being corrected and a lens that still focuses all change how much detail there is to code. Pure.
#pragma once

#include <cstddef>

namespace bancheng::drivers {

class Settling {
 public:
  /// One more good frame; true when it and the two before it have about the same length.
  [[nodiscard]] bool at_rest_with(std::size_t frame_bytes) noexcept;
  void begin_again() noexcept { alike_ = 0; }

 private:
  std::size_t last_ = 0;
  int alike_ = 0;
};

}  // namespace bancheng::drivers
