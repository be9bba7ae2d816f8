// Notifier: tells the service manager (systemd) that this program is ready, lives, or ends. Without NOTIFY_SOCKET in the
// environment nothing is sent and nothing costs time, so that a program runs the same from a shell.
//
// The rule of the watchdog: alive() is called on the very loop that must go on turning, never on a thread of its own, or a
// program that hangs would be called alive. The loop sleeps no longer than longest_sleep().
#pragma once

#include <chrono>
#include <optional>

#include "kiosk/base/clock.h"

namespace bancheng::systemd {

/// One thread, but for stopping().
class Notifier {
 public:
  /// Reads NOTIFY_SOCKET and WATCHDOG_USEC.
  Notifier();

  /// The service does what it is for: its first frame is on the screen, or it takes in and delivers. The first call counts.
  void ready();

  /// Whether alive() would send now: a quarter of the manager's limit has passed since it last did.
  [[nodiscard]] bool due() const;
  /// To be called each time that the watched loop has turned. Sends when it is due, so that a busy loop may call it often.
  void alive();

  /// How long the watched loop may sleep: half of the manager's limit. An hour where nobody watches.
  [[nodiscard]] base::Milliseconds longest_sleep() const;

  /// The program ends by its own will. Any thread.
  void stopping() const;

 private:
  std::optional<std::chrono::microseconds> limit_;  ///< the manager's; nothing: it does not watch
  std::chrono::steady_clock::time_point last_{};
  bool ready_ = false;
};

}  // namespace bancheng::systemd
