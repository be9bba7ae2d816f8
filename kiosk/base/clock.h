// Time. Every wait in the product asks a Clock, so that a simulation can move kiosk, courier, hall and drivers together.
#pragma once

#include <chrono>
#include <memory>

namespace bancheng::base {

using Milliseconds = std::chrono::milliseconds;
using WallTime = std::chrono::sys_time<Milliseconds>;  ///< UTC; shown to people in Asia/Shanghai

struct SteadyEpoch {};
/// A point on the monotonic clock (CLOCK_BOOTTIME: it goes on while the machine sleeps). Only differences mean anything.
struct SteadyTime {
  Milliseconds since_boot{0};
  friend auto operator<=>(const SteadyTime&, const SteadyTime&) = default;
  friend SteadyTime operator+(SteadyTime t, Milliseconds d) { return {t.since_boot + d}; }
  friend Milliseconds operator-(SteadyTime a, SteadyTime b) { return a.since_boot - b.since_boot; }
};

/// Both clocks read together: deadlines use `steady`, dates use `wall`.
struct Moment {
  WallTime wall{};
  SteadyTime steady{};
  friend bool operator==(const Moment&, const Moment&) = default;
};

/// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Moment now() const = 0;
  /// The longest real time that a wait may sleep before it reads the clock again: a wait of any length on the real
  /// clock, a short slice where somebody may move the clock meanwhile.
  [[nodiscard]] virtual Milliseconds longest_sleep() const = 0;
};

/// The clock of this process: the system's in production, the one named by BANCHENG_CONTROL_CLOCK in simulation builds.
/// Which of the two is decided by what the program links (bancheng_system_clock or bancheng_control_clock).
[[nodiscard]] std::unique_ptr<Clock> make_process_clock();

/// The machine's own clocks.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Moment now() const override;
  [[nodiscard]] Milliseconds longest_sleep() const override;
};

/// A clock that only a test moves. Thread-safe.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(WallTime start = WallTime{});
  ~ManualClock() override;
  [[nodiscard]] Moment now() const override;
  [[nodiscard]] Milliseconds longest_sleep() const override;
  void advance(Milliseconds by);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::base
