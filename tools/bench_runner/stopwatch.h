// Stopwatch: time since it was made.
#pragma once

#include <ctime>

namespace bancheng::bench {

class Stopwatch {
 public:
  /// `clock`: CLOCK_THREAD_CPUTIME_ID for work on this thread alone, so that a busy machine does not count;
  /// CLOCK_MONOTONIC for what waits.
  explicit Stopwatch(clockid_t clock) : clock_(clock), begun_(now()) {}
  [[nodiscard]] double milliseconds() const { return now() - begun_; }

 private:
  [[nodiscard]] double now() const {
    timespec time{};
    clock_gettime(clock_, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
  }

  clockid_t clock_;
  double begun_;
};

}  // namespace bancheng::bench
