// What must hold in every state by itself, whatever led there.
#pragma once

#include <functional>
#include <string>

#include "kiosk/core/session/machine.h"

namespace bancheng::core::session::checks {

/// A session that can be tried: nothing of it changes.
struct Bench {
  const Table& table;
  const Setup& setup;

  /// `shown`: the state's screen, where it is at hand.
  [[nodiscard]] Step take(const State& state, Happening what, const Screen* shown = nullptr) const {
    return step_with(table, setup, state, Event{state.now, std::move(what)}, shown);
  }
  /// A Tick at the next deadline, which there must be.
  [[nodiscard]] Step tick(const State& state) const;
};

using Complain = std::function<void(const std::string&)>;

/// Whether one state is the other but for what an ignored event leaves behind: the hour and the time of the last touch.
/// `after` is changed for the comparison and changed back, because a copy of each state would take most of the time.
[[nodiscard]] bool same_but_for_clock(const State& before, State& after);

/// Checks 4 and 6 of explorer.h, and that a page on which storing failed has its ways on.
void check_screen(const Screen& screen, const Complain& complain);

/// Check 2, for a setting: it changes nothing but itself, so the states behind it need no walk of their own.
void check_setting(const Bench& bench, const State& state, const Screen& shown, const std::string& element,
                   const Complain& complain);

[[nodiscard]] bool has_wipe(const Effects& effects);

/// Check 5: nothing but time passing leads to attract, over a Wipe where there is a visit.
void check_time_alone(const Bench& bench, State state, const Complain& complain);

/// Check 8: what lies under a help case, under "end the visit?" and under the idle warning is left as it was. Each
/// state that is come to in this way goes to `came_back`.
void check_layers(const Bench& bench, const State& state, const Screen& shown,
                  const std::function<void(State, const char* way)>& came_back, const Complain& complain);

/// Check 10, for a step from a look-up to a look-up.
void check_look_up(const State& before, const State& after, const Complain& complain);

/// Check 9: receipts and stores left over from an earlier visit, whatever becomes of them, leave the visit as it is.
void check_background(const Bench& bench, const State& state, const Complain& complain);

}  // namespace bancheng::core::session::checks
