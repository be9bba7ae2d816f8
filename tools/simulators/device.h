// What every simulated device is: bytes and commands in, bytes out, and what it does by itself as time passes. A device
// knows no pty, socket or poll; run_device() carries it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/clock.h"

namespace bancheng::simulators {

using Bytes = std::vector<std::uint8_t>;

/// All functions are called on one thread.
class Device {
 public:
  virtual ~Device() = default;

  /// How many bytes of the host can be taken now; 0 holds the host off.
  [[nodiscard]] virtual std::size_t room() const { return std::numeric_limits<std::size_t>::max(); }
  /// Bytes of the host, at most room().
  virtual void receive(std::span<const std::uint8_t> bytes) = 0;
  /// What goes to the host now. Called after each of the other functions.
  [[nodiscard]] virtual Bytes take_output() = 0;

  /// The time has come to `now`. Called before each of the other functions.
  virtual void advance(base::SteadyTime now) = 0;
  /// When advance() has something to do next; nothing when it waits for bytes or for a command.
  [[nodiscard]] virtual std::optional<base::SteadyTime> next_step() const = 0;

  /// A line from the control socket: its first word, and the rest without the space between. The answer is "ok",
  /// "ok <value>" or "error <why>". `ok`, `silent` and the device's own; not `plug`, `unplug` and `pace`, which are the line's.
  [[nodiscard]] virtual std::string command(std::string_view word, std::string_view rest) = 0;

  /// It was plugged in again, so it starts anew.
  virtual void power_up() {}
  /// Asks once, after output was sent, to be unplugged (a plug that is pulled in the middle of an answer).
  [[nodiscard]] virtual bool wants_unplug() { return false; }
};

}  // namespace bancheng::simulators
