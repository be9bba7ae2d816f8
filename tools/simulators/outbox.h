// Outbox: bytes that leave a device now or later, in order.
#pragma once

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "tools/simulators/device.h"

namespace bancheng::simulators {

class Outbox {
 public:
  /// Not before `at`, and never before what was put earlier.
  void put(Bytes bytes, base::SteadyTime at) {
    if (!waiting_.empty()) at = std::max(at, waiting_.back().first);
    waiting_.emplace_back(at, std::move(bytes));
  }

  [[nodiscard]] Bytes take(base::SteadyTime now) {
    Bytes taken;
    while (!waiting_.empty() && waiting_.front().first <= now) {
      taken.insert(taken.end(), waiting_.front().second.begin(), waiting_.front().second.end());
      waiting_.pop_front();
    }
    return taken;
  }

  [[nodiscard]] std::optional<base::SteadyTime> next() const {
    if (waiting_.empty()) return std::nullopt;
    return waiting_.front().first;
  }

  void clear() { waiting_.clear(); }

 private:
  std::deque<std::pair<base::SteadyTime, Bytes>> waiting_;
};

}  // namespace bancheng::simulators
