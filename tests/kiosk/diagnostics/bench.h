// A technician at a terminal of which nothing is real but the machine: events in, screens and effects out.
#pragma once

#include <doctest/doctest.h>

#include <set>

#include "kiosk/diagnostics/diagnostics.h"
#include "texts.h"

namespace bancheng::diagnostics::checks {

/// Midnight in Beijing of 1 January 2026.
inline const base::WallTime kNow{std::chrono::sys_days(std::chrono::year(2025) / 12 / 31) + std::chrono::hours(16)};

/// What any bench of this program said, and which screens and elements it met.
struct Met {
  core::session::checks::TextUse texts;
  std::set<PublishedId> touched;
  std::set<std::string> screens;
};
[[nodiscard]] Met& met();

class Bench {
 public:
  Bench();

  void happen(Happening what);
  /// The time passes; ticks come when they are due.
  void wait(base::Milliseconds time);
  /// A touch on an element that must be there and enabled; notes what it changed.
  void touch(const std::string& id, const char* text = nullptr);
  [[nodiscard]] bool has(const std::string& id) const;
  [[nodiscard]] std::string screen() const;  ///< "attract" while closed
  [[nodiscard]] Screen shown() const { return view(setup, state); }
  /// Of the effects since the last touch or event, the first of this kind; null: none.
  template <typename T>
  [[nodiscard]] const T* asked() const {
    for (const Effect& effect : effects) {
      if (const auto* found = std::get_if<T>(&effect)) return found;
    }
    return nullptr;
  }

  void call(bool pin_is_set = true, base::Milliseconds locked_for = {});
  void hand_in(const char* pin);
  void answer_pin(PinVerdict verdict, base::Milliseconds locked_for = {});
  /// Through the PIN to the overview.
  void enter();
  void enter(const std::string& button);
  void device(Part part, hal::Health health, std::vector<hal::PrinterFault> faults = {}, bool near_end = false);
  void all_devices(hal::Health health);
  [[nodiscard]] TerminalFacts facts() const;

  Setup setup;
  State state = initial_state();
  Effects effects;

 private:
  void note() const;
  base::Moment now_{kNow, {}};
};

}  // namespace bancheng::diagnostics::checks
