// Wish: "on" or "off", said by any thread, noted by the driver's thread. A number, not a queue: only the last wish matters, so
// nothing can run over, and an off-and-on in between is still seen.
#pragma once

#include <atomic>

#include "drivers/transport/command_queue.h"

namespace bancheng::drivers {

class Wish {
 public:
  /// `signals` must outlive the wish.
  explicit Wish(const DeviceSignals& signals) : signals_(signals) {}

  /// Any thread, returns at once.
  void say(bool on) noexcept {
    unsigned seen = said_.load();
    while (is_on(seen) != on && !said_.compare_exchange_weak(seen, seen + 1)) {
    }
    signals_.wake.raise();
  }

  /// The driver's thread. Clears the wake signal (not at the stop). True when the wish has changed since the last call.
  [[nodiscard]] bool take() noexcept {
    signals_.wake.clear();
    if (signals_.stop.raised()) signals_.wake.raise();
    const unsigned said = said_.load();
    const bool changed = said != taken_;
    taken_ = said;
    return changed;
  }

  /// The driver's thread: the wish as last taken.
  [[nodiscard]] bool on() const noexcept { return is_on(taken_); }

 private:
  static bool is_on(unsigned count) noexcept { return count % 2 == 1; }

  const DeviceSignals& signals_;
  std::atomic<unsigned> said_{0};  // counts the changes
  unsigned taken_ = 0;
};

}  // namespace bancheng::drivers
