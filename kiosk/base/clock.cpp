#include "kiosk/base/clock.h"

#include <time.h>

#include <atomic>

namespace bancheng::base {
namespace {

Milliseconds read_clock(clockid_t id) {
  timespec t{};
  clock_gettime(id, &t);
  return std::chrono::duration_cast<Milliseconds>(std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec));
}

constexpr Milliseconds kManualSlice{2};

}  // namespace

Moment SystemClock::now() const {
  return {WallTime(read_clock(CLOCK_REALTIME)), SteadyTime{read_clock(CLOCK_BOOTTIME)}};
}

Milliseconds SystemClock::longest_sleep() const { return Milliseconds::max(); }

struct ManualClock::Impl {
  WallTime start;
  std::atomic<Milliseconds::rep> passed{0};
};

ManualClock::ManualClock(WallTime start) : impl_(std::make_unique<Impl>()) { impl_->start = start; }
ManualClock::~ManualClock() = default;

Moment ManualClock::now() const {
  const Milliseconds passed{impl_->passed.load()};
  return {impl_->start + passed, SteadyTime{passed}};
}

Milliseconds ManualClock::longest_sleep() const { return kManualSlice; }
void ManualClock::advance(Milliseconds by) { impl_->passed += by.count(); }

}  // namespace bancheng::base
