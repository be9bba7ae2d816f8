// The technician's diagnostic mode: a pure function of events, like the session and beside it. No I/O, threads or clock.
//
//   closed ─Called─> pin ─right─> overview ─> reader, scanner, camera, printer, hall, terminal, mishaps, report
//            │         └─ wrong too often ─> locked ─time─> pin
//            └─ no PIN is set ─> no_pin
//
// "Leave", or nobody touching anything, ends it from every page. What devices, courier and disk say is noted in State from
// the start, also while it is closed.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/core/session/session.h"
#include "kiosk/diagnostics/effect.h"
#include "kiosk/diagnostics/event.h"
#include "kiosk/diagnostics/lockout.h"
#include "kiosk/diagnostics/trouble.h"

namespace bancheng::diagnostics {

using core::session::PublishedId;
using core::session::Screen;

/// What does not change while the terminal runs.
struct Setup {
  std::string terminal_number;
  std::string terminal_name;
  core::session::Settings defaults;               ///< at the start of each visit
  std::array<std::string, kDevices.size()> addresses;  ///< of the devices, as configured
};

enum class At : std::uint8_t { no_pin, pin, locked, overview, reader, scanner, camera, printer, hall, terminal, mishaps, report };
inline constexpr std::size_t kPages = static_cast<std::size_t>(At::report) + 1;
[[nodiscard]] const char* screen_id(At at);

namespace times {
inline constexpr base::Milliseconds kIdle{5 * 60 * 1000};     ///< without a touch, until the attract page returns
inline constexpr base::Milliseconds kIdleOutside{60 * 1000};  ///< the same before the PIN was right: it may be a citizen
inline constexpr base::Milliseconds kPinCheck{10 * 1000};     ///< the hash takes half a second
inline constexpr base::Milliseconds kPrint{40 * 1000};        ///< the printer has 30 s for a job
inline constexpr base::Milliseconds kCapture{12 * 1000};      ///< the camera has 8 s to come to a good frame
inline constexpr base::Milliseconds kNothingSeen{20 * 1000};  ///< of a card or a code: then it says so
}  // namespace times

inline constexpr std::size_t kShortestPin = 6;
inline constexpr std::size_t kLongestPin = 12;

/// A page on its way to paper.
struct PaperJob {
  enum class Phase { none, printing, confirmed, likely, failed } phase = Phase::none;
  Trouble trouble{};  ///< of a failed one
  friend bool operator==(const PaperJob&, const PaperJob&) = default;
};
struct PageTaken {
  core::delivery::PageId page;
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint32_t bytes = 0;
  friend bool operator==(const PageTaken&, const PageTaken&) = default;
};

/// One visit of a technician, from the gesture until he leaves.
struct Visit {
  At at = At::pin;
  core::session::Settings settings;
  base::SteadyTime touched{};
  std::optional<base::SteadyTime> wait;   ///< when what the page waits for is over
  base::PersonText pin;                   ///< as far as it is typed
  std::optional<PinVerdict> refused;      ///< why the last PIN did not lead on
  std::uint64_t job = 0;                  ///< CheckPin, Print or Capture that is waited for; 0: none
  PaperJob paper;                         ///< of the page that is shown
  std::variant<std::monostate, CardSeen, Trouble> card;
  std::variant<std::monostate, CodeSeen, Trouble> code;
  std::variant<std::monostate, PageTaken, Trouble> page;
  bool nothing_seen = false;              ///< kNothingSeen is over
  friend bool operator==(const Visit&, const Visit&) = default;
};

struct HallFacts {
  std::optional<bool> reachable;          ///< nothing: not heard yet
  std::optional<base::WallTime> reached;  ///< when it was reached last, as far as this run knows
  std::optional<bool> courier;            ///< the courier runs; nothing: not heard yet
  std::optional<QueueHeard> queue;
};

struct State {
  base::Moment now;
  std::array<DeviceFacts, kDevices.size()> devices;  ///< by Part
  Mishaps mishaps;
  HallFacts hall;
  std::optional<TerminalFacts> terminal;  ///< as read last
  std::uint64_t last_job = 0;
  std::optional<Visit> visit;             ///< closed without it
};

/// Jobs of the diagnostic mode begin here, so that they are never taken for the session's.
inline constexpr std::uint64_t kFirstJob = std::uint64_t{1} << 62;

struct Step {
  State state;
  Effects effects;
};

[[nodiscard]] State initial_state();
[[nodiscard]] Step step(const Setup& setup, State state, const Event& event);
/// Only while a visit is open.
[[nodiscard]] Screen view(const Setup& setup, const State& state);
/// When a Tick is due; nothing while closed.
[[nodiscard]] std::optional<base::SteadyTime> next_deadline(const State& state);
/// Every screen with every element that can be touched on it, sorted.
[[nodiscard]] std::vector<PublishedId> published_ids();

}  // namespace bancheng::diagnostics
