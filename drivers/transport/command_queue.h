// What wakes a driver's thread: its stop signal, and the bounded queue of commands that callers leave for it.
#pragma once

#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include "kiosk/base/unique_fd.h"
#include "kiosk/base/wait.h"

namespace bancheng::drivers {

/// An eventfd that is readable from raise() until clear(). Thread-safe.
class WakeSignal {
 public:
  WakeSignal();
  void raise() const noexcept;
  void clear() const noexcept;
  [[nodiscard]] int fd() const noexcept { return fd_.get(); }

 private:
  base::UniqueFd fd_;
};

/// One a driver. A wait inside a transaction is interrupted by `stop` alone, a wait of an idle device by `wake`, which
/// the stop raises too.
struct DeviceSignals {
  base::StopSignal stop;
  WakeSignal wake;
  void raise_stop() const noexcept {
    stop.raise();
    wake.raise();
  }
};

/// Commands from any thread to the driver's thread, first in first out.
template <typename Command>
class CommandQueue {
 public:
  /// `signals` must outlive the queue.
  CommandQueue(const DeviceSignals& signals, std::size_t capacity) : signals_(signals), capacity_(capacity) {}

  /// Any thread, returns at once. False when the queue is full: the command was not taken.
  [[nodiscard]] bool try_push(Command command) {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= capacity_) return false;
    waiting_.push_back(std::move(command));
    signals_.wake.raise();
    return true;
  }

  /// The driver's thread. Clears the wake signal with the last command, but leaves it raised when the thread shall stop.
  [[nodiscard]] std::optional<Command> take() {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty()) {
      if (!signals_.stop.raised()) signals_.wake.clear();
      return std::nullopt;
    }
    std::optional<Command> first(std::move(waiting_.front()));
    waiting_.pop_front();
    return first;
  }

 private:
  const DeviceSignals& signals_;
  const std::size_t capacity_;
  std::mutex mutex_;
  std::deque<Command> waiting_;
};

}  // namespace bancheng::drivers
