// Pace: lets bytes out as fast as a serial line of a given speed would (10 bits a byte), or all at once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "kiosk/base/clock.h"

namespace bancheng::simulators {

class Pace {
 public:
  /// 0: all at once.
  void set(std::uint32_t bits_per_second) { bits_per_second_ = bits_per_second; }

  /// Nothing waits: time that passes now earns nothing.
  void rest(base::SteadyTime now) { last_ = now; }

  /// How many of `waiting` bytes may leave now.
  [[nodiscard]] std::size_t allowance(std::size_t waiting, base::SteadyTime now) {
    if (bits_per_second_ == 0) return waiting;
    const auto earned = static_cast<std::uint64_t>(std::max<base::Milliseconds::rep>((now - last_).count(), 0)) * bits_per_second_ / 10'000;
    if (earned == 0) return 0;
    last_ = now;
    return std::min<std::size_t>(waiting, earned);
  }

  /// How long to wait before asking again.
  [[nodiscard]] base::Milliseconds step() const { return base::Milliseconds{bits_per_second_ == 0 ? 20 : 2}; }

 private:
  std::uint32_t bits_per_second_ = 0;
  base::SteadyTime last_{};
};

}  // namespace bancheng::simulators
