// FrameLog: when each frame was on the screen and what it cost, for tools/bench. Simulation builds only.
#pragma once

#include <nlohmann/json.hpp>

#include <atomic>
#include <chrono>
#include <deque>
#include <string>
#include <utility>

#include "kiosk/ui/shell.h"

namespace bancheng::app {

/// Moments are microseconds of CLOCK_MONOTONIC, so that other processes' moments can be compared with them.
class FrameLog {
 public:
  /// A finger came down on the virtual panel. Any thread.
  void pressed() { pressed_us_ = now_us(); }

  /// Loop thread. The first frame after a press is the one that shows it.
  void drawn(const std::string& screen, const ui::Figures& figures) {
    const std::int64_t at = now_us();
    nlohmann::json frame{{"number", figures.frames}, {"screen", screen}, {"at_us", at}, {"own_us", figures.last_own.count()}};
    if (const std::int64_t pressed = pressed_us_.exchange(0); pressed != 0) frame["after_press_us"] = at - pressed;
    if (frames_.size() == kMost) frames_.pop_front();
    frames_.push_back(std::move(frame));
  }

  /// The frames since the last call, at most the newest kMost. Loop thread.
  [[nodiscard]] nlohmann::json take() { return {{"frames", std::exchange(frames_, {})}}; }

 private:
  static constexpr std::size_t kMost = 1000;

  static std::int64_t now_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
  }

  std::atomic<std::int64_t> pressed_us_{0};
  std::deque<nlohmann::json> frames_;
};

}  // namespace bancheng::app
