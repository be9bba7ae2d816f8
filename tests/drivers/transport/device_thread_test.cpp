#include "drivers/transport/device_thread.h"

#include <doctest/doctest.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "drivers/transport/wish.h"
#include "tests/drivers/transport/ends.h"

using namespace bancheng;
using namespace bancheng::drivers;
using namespace bancheng::testing;

namespace {

/// Notes what it is asked to do.
class Notes final : public DeviceAttendant {
 public:
  Notes(const DeviceSignals& signals, CommandQueue<int>& commands, const base::Clock& clock)
      : signals_(signals), commands_(commands), clock_(clock) {}

  TransportError serve(Transport& link, BackOff& back_off) override {
    back_off.reset();
    note(served_);
    std::array<std::uint8_t, 16> chunk{};
    for (;;) {
      const auto count = link.read_some(chunk, {clock_.now().steady + kPatience, signals_.stop.fd()});
      if (!count) return count.error();
    }
  }
  void link_lost(TransportError why) override {
    const std::lock_guard lock(mutex_);
    losses_.push_back(why);
    lost_at_.push_back(clock_.now().steady);
    changed_.notify_all();
  }
  void answer_commands_while_away() override {
    while (commands_.take()) note(answered_);
  }

  /// Moves the clock along until `reached` holds.
  void until(const std::function<bool()>& reached, const std::function<void()>& meanwhile = [] {}) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    std::unique_lock lock(mutex_);
    while (!reached()) {
      REQUIRE(std::chrono::steady_clock::now() < end);
      lock.unlock();
      meanwhile();
      lock.lock();
      changed_.wait_for(lock, base::Milliseconds{2});
    }
  }

  std::vector<TransportError> losses() {
    const std::lock_guard lock(mutex_);
    return losses_;
  }

  std::vector<base::SteadyTime> lost_at() {
    const std::lock_guard lock(mutex_);
    return lost_at_;
  }

  // Read under the lock: inside until().
  int served_ = 0;
  int answered_ = 0;
  std::vector<TransportError> losses_;
  std::vector<base::SteadyTime> lost_at_;

 private:
  void note(int& counter) {
    const std::lock_guard lock(mutex_);
    ++counter;
    changed_.notify_all();
  }
  const DeviceSignals& signals_;
  CommandQueue<int>& commands_;
  const base::Clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
};

struct Rig {
  base::ManualClock clock;
  DeviceSignals signals;
  CommandQueue<int> commands{signals, 2};
  Notes notes{signals, commands, clock};
  PtyEnd end;
  void start() { thread = std::make_unique<DeviceThread>(make_transport(end.address(), clock), clock, signals, notes); }
  std::unique_ptr<DeviceThread> thread;
};

}  // namespace

TEST_CASE("back-off: 0.5 s, 1 s, then 2 s, and from the beginning after an answer") {
  BackOff back_off;
  const auto ms = [&] { return back_off.next().count(); };
  CHECK(ms() == 500);
  CHECK(ms() == 1000);
  CHECK(ms() == 2000);
  CHECK(ms() == 2000);
  back_off.reset();
  CHECK(ms() == 500);
}

TEST_CASE("a device that is away is tried again and again, and used when it is back") {
  Rig rig;
  rig.end.unplug();
  rig.start();
  const auto time_passes = [&] { rig.clock.advance(base::Milliseconds{10}); };
  rig.notes.until([&] { return rig.notes.losses_.size() == 5; }, time_passes);
  for (const TransportError why : rig.notes.losses()) CHECK(why == TransportError::absent);
  const auto at = rig.notes.lost_at();
  CHECK(at[1] - at[0] >= base::Milliseconds{500});
  CHECK(at[2] - at[1] >= base::Milliseconds{1000});
  CHECK(at[4] - at[3] >= base::Milliseconds{2000});
  rig.end.plug();
  rig.notes.until([&] { return rig.notes.served_ == 1; }, time_passes);
  const std::size_t before = rig.notes.losses().size();
  rig.end.unplug();
  rig.notes.until([&] { return rig.notes.losses_.size() > before; });
  CHECK(rig.notes.losses()[before] == TransportError::gone);
}

TEST_CASE("commands are answered while the device is away, though no time passes") {
  Rig rig;
  rig.end.unplug();
  rig.start();
  rig.notes.until([&] { return rig.notes.losses_.size() == 1; });
  CHECK(rig.commands.try_push(1));
  rig.notes.until([&] { return rig.notes.answered_ == 1; });
  CHECK(rig.commands.try_push(2));
  rig.notes.until([&] { return rig.notes.answered_ == 2; });
}

TEST_CASE("the thread ends at once from serving and from waiting") {
  for (const bool away : {false, true}) {
    Rig rig;
    if (away) rig.end.unplug();
    rig.start();
    rig.notes.until([&] { return away ? rig.notes.losses_.size() == 1 : rig.notes.served_ == 1; });
    rig.thread.reset();
    CHECK(rig.notes.losses().size() == (away ? 1 : 0));
  }
}

TEST_CASE("a command queue is bounded, keeps the order and clears its wake with the last command") {
  const base::SystemClock clock;
  const DeviceSignals signals;
  CommandQueue<int> queue(signals, 2);
  const auto awake = [&] { return base::sleep_until(clock.now().steady, clock, signals.wake.fd()) == base::Readiness::stopped; };
  CHECK(!awake());
  CHECK(queue.try_push(1));
  CHECK(queue.try_push(2));
  CHECK(!queue.try_push(3));
  CHECK(awake());
  CHECK(queue.take() == 1);
  CHECK(queue.take() == 2);
  CHECK(!queue.take().has_value());
  CHECK(!awake());
  signals.raise_stop();
  CHECK(!queue.take().has_value());
  CHECK(awake());
}

TEST_CASE("a wish: the last one holds, an off-and-on in between is seen, the same again is no change") {
  const DeviceSignals signals;
  Wish wish(signals);
  CHECK(!wish.take());
  wish.say(true);
  wish.say(true);
  CHECK(wish.take());
  CHECK(wish.on());
  wish.say(true);
  CHECK(!wish.take());
  wish.say(false);
  wish.say(true);
  CHECK(wish.take());
  CHECK(wish.on());
  wish.say(false);
  CHECK(wish.take());
  CHECK(!wish.on());
}
