// Patience: how long a device is waited for before it is called silent. What counts is the time that the driver was let
// wait. What a wait lasts beyond what was asked of it (other programs had the processor, the machine slept, a
// simulation moved its clock) says nothing about the device, so a busy machine is more patient by itself.
#pragma once

#include <algorithm>

#include "kiosk/base/clock.h"

namespace bancheng::drivers {

class Patience {
 public:
  /// `clock` must outlive it.
  Patience(const base::Clock& clock, base::Milliseconds span)
      : clock_(&clock), left_(span), since_(clock.now().steady) {}

  /// When the next wait shall end at the latest. Short waits, so that each shows whether the driver is let work.
  [[nodiscard]] base::SteadyTime next() const { return since_ + std::min(left_, kSlice); }

  /// After each wait, however it ended. True when nothing is left.
  [[nodiscard]] bool spent() {
    const base::SteadyTime now = clock_->now().steady;
    left_ -= std::min(now - since_, kSlice);
    since_ = now;
    return left_ <= base::Milliseconds{0};
  }

 private:
  static constexpr base::Milliseconds kSlice{20};

  const base::Clock* clock_;
  base::Milliseconds left_;
  base::SteadyTime since_;
};

}  // namespace bancheng::drivers
