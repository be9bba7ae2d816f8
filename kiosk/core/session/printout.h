// Printouts: papers that are not owed, as a guide. Printed by touch; what became of it is said on the same page.
#pragma once

#include <optional>

#include "kiosk/core/session/page.h"

namespace bancheng::core::session {

/// Prints it; nothing while one is at the printer, or without a printer.
void print_out(const Context& context, receipt::Receipt paper);
/// The same in another language than the visit's: a document is for whoever asks for it, not for who fetches it.
void print_out(const Context& context, receipt::Receipt paper, Language language);
[[nodiscard]] bool can_print_out(const Context& context);

/// How far the paper is. Stands right under the heading, so that a person who has asked for it sees it on any page.
void add_printout_state(Page& page);
/// The button with which the paper is asked for ("print").
void add_print_button(Page& page, Words label, Emphasis emphasis = Emphasis::normal);

/// When the printer has said nothing for too long.
[[nodiscard]] std::optional<base::SteadyTime> printout_deadline(const State& state);

}  // namespace bancheng::core::session
