// Waiting on file descriptors against a Clock, with a deadline always.
#pragma once

#include "kiosk/base/clock.h"
#include "kiosk/base/unique_fd.h"

namespace bancheng::base {

enum class Readiness {
  ready,     ///< the descriptor can be read (or written)
  deadline,  ///< the deadline passed first: a look after it found nothing
  stopped,   ///< the stop descriptor became readable
  hung_up,   ///< the other side is gone
};

enum class Direction { read, write };

/// Waits until `fd` is ready, `deadline` passes on `clock`, or `stop_fd` (-1: none) becomes readable. What can still be
/// read is reported as ready before hung_up.
[[nodiscard]] Readiness wait_for(int fd, Direction direction, SteadyTime deadline, const Clock& clock, int stop_fd = -1);

/// Sleeps until `deadline` on `clock`, or until `stop_fd` becomes readable.
[[nodiscard]] Readiness sleep_until(SteadyTime deadline, const Clock& clock, int stop_fd = -1);

/// An eventfd that stays readable once raised: the stop signal of a thread. Thread-safe.
class StopSignal {
 public:
  StopSignal();
  void raise() const noexcept;
  [[nodiscard]] int fd() const noexcept { return fd_.get(); }
  [[nodiscard]] bool raised() const noexcept;

 private:
  UniqueFd fd_;
};

}  // namespace bancheng::base
