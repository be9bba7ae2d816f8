// Collects a driver's events and lets a test wait for them.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <utility>
#include <variant>
#include <vector>

namespace bancheng::testing {

template <typename Event>
class EventLog {
 public:
  [[nodiscard]] std::function<void(Event)> sink() {
    return [this](Event event) {
      const std::lock_guard lock(mutex_);
      events_.push_back(std::move(event));
      changed_.notify_all();
    };
  }

  /// The next event of kind `Wanted` that `fits`, behind those that earlier calls have taken. Generous: a driver that never
  /// sends it fails the test, a slow machine does not.
  template <typename Wanted>
  Wanted next(const std::function<bool(const Wanted&)>& fits = [](const Wanted&) { return true; }) {
    std::unique_lock lock(mutex_);
    Wanted found{};
    const bool came = changed_.wait_for(lock, std::chrono::seconds(60), [&] {
      for (; taken_ < events_.size(); ++taken_) {
        const auto* event = std::get_if<Wanted>(&events_[taken_]);
        if (event == nullptr || !fits(*event)) continue;
        found = *event;
        ++taken_;
        return true;
      }
      return false;
    });
    REQUIRE(came);
    return found;
  }

  /// How many events of the kind have come in all.
  template <typename Wanted>
  std::size_t count() {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(
        std::count_if(events_.begin(), events_.end(), [](const Event& event) { return std::holds_alternative<Wanted>(event); }));
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Event> events_;
  std::size_t taken_ = 0;
};

}  // namespace bancheng::testing
