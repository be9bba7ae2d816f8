// Inside of the diagnostic mode: the moves that its parts share. Only this room's files include it.
#pragma once

#include <string_view>

#include "kiosk/diagnostics/diagnostics.h"

namespace bancheng::diagnostics {

/// What an event works on.
struct Context {
  const Setup& setup;
  State& state;
  const Event& event;
  Effects& effects;

  [[nodiscard]] Visit& visit() const { return *state.visit; }
  void emit(Effect effect) const { effects.push_back(std::move(effect)); }
  void note(Act act) const { emit(Note{act}); }
  [[nodiscard]] base::SteadyTime in(base::Milliseconds wait) const { return state.now.steady + wait; }
};

/// Goes to a page: what the page before it had is dropped, its wait begins.
void arrive(const Context& context, At at);
/// Ends the visit: nothing of it is left.
void leave(const Context& context, Act why);

/// A touch on an element that is shown and enabled.
void touched(const Context& context, const Intent& intent);
/// The wait of the page is over.
void waited(const Context& context);

// --- what happens by itself -----------------------------------------------------------------------------------------

void take(const Context& context, const Called& called);
void take(const Context& context, const PinChecked& checked);
void take(const Context& context, const DeviceHeard& heard);
void take(const Context& context, const CardSeen& seen);
void take(const Context& context, const CardFailed& failed);
void take(const Context& context, const CodeSeen& seen);
void take(const Context& context, const CodeFailed& failed);
void take(const Context& context, const PageSeen& seen);
void take(const Context& context, const PageFailed& failed);
void take(const Context& context, const PaperOut& out);
void take(const Context& context, const PaperFailed& failed);
void take(const Context& context, const HallHeard& heard);
void take(const Context& context, const CourierHeard& heard);
void take(const Context& context, const QueueHeard& heard);
void take(const Context& context, const StoringFailed& failed);
void take(const Context& context, const TerminalFacts& facts);

}  // namespace bancheng::diagnostics
