// Newest: of a stream whose older members are worth nothing once there is a newer one (live frames), the last.
#pragma once

#include <mutex>
#include <optional>
#include <utility>

namespace bancheng::app {

/// Thread-safe.
template <typename T>
class Newest {
 public:
  /// True when nothing was waiting: whoever put it has to see to it that somebody takes.
  [[nodiscard]] bool put(T value) {
    const std::lock_guard lock(mutex_);
    const bool first = !value_;
    value_ = std::move(value);
    return first;
  }
  [[nodiscard]] std::optional<T> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(value_, std::nullopt);
  }

 private:
  std::mutex mutex_;
  std::optional<T> value_;
};

}  // namespace bancheng::app
