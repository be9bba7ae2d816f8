// What every device has in common. A driver owns one thread; its events leave through an EventSink on that thread, and its
// commands may be called from any thread and return at once (they only note the wish and wake the driver's thread).
#pragma once

#include <functional>
#include <string>

namespace bancheng::hal {

/// Can the device be used now?
enum class Health {
  starting,     ///< not yet heard from since the start
  ok,
  needs_care,   ///< works, somebody should come soon (paper near its end)
  unavailable,  ///< there and talking, but cannot work now; mends by hand or by waiting (cover open, no paper, hot)
  gone,         ///< unplugged, silent or not to be opened; the driver goes on trying
  faulty,       ///< says itself that it is broken
};

/// What the device says it is; empty where it says nothing. For the technician, holds no person data.
struct Identity {
  std::string model;
  std::string serial;
  std::string firmware;
  friend bool operator==(const Identity&, const Identity&) = default;
};

/// Called on the driver's thread, must not block (it pushes into a bounded queue).
template <typename Event>
using EventSink = std::function<void(Event)>;

[[nodiscard]] constexpr bool usable(Health health) { return health == Health::ok || health == Health::needs_care; }

}  // namespace bancheng::hal
