// BoundedQueue: how a driver thread hands events to the loop thread. Bounded; whoever is late loses the oldest event of
// the kind that may be lost, never silently (the count stands in `dropped`).
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace bancheng::base {

template <typename T>
class BoundedQueue {
 public:
  /// `wake` is called after each push from the pushing thread, without the lock; it must not block.
  BoundedQueue(std::size_t capacity, std::function<void()> wake) : capacity_(capacity), wake_(std::move(wake)) {}

  /// Any thread.
  void push(T value) {
    {
      const std::lock_guard lock(mutex_);
      if (items_.size() == capacity_) {
        items_.pop_front();
        ++dropped_;
      }
      items_.push_back(std::move(value));
    }
    if (wake_) wake_();
  }

  /// The consumer's thread: takes everything that waits, so that work on it runs without the lock.
  [[nodiscard]] std::deque<T> take_all() {
    std::deque<T> taken;
    const std::lock_guard lock(mutex_);
    taken.swap(items_);
    return taken;
  }

  /// How many events were lost since the start because nobody took them.
  [[nodiscard]] std::size_t dropped() const {
    const std::lock_guard lock(mutex_);
    return dropped_;
  }

 private:
  const std::size_t capacity_;
  const std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::deque<T> items_;
  std::size_t dropped_ = 0;
};

}  // namespace bancheng::base
