// Slips: the receipts of what was stored, from "owed" to "in the person's hands". They outlive the visit.
#pragma once

#include "kiosk/core/session/machine.h"

namespace bancheng::core::session {

/// More than this many owed receipts wait on disk for the next start instead.
inline constexpr std::size_t kMostSlips = 16;

[[nodiscard]] Slip* find_slip(State& state, std::string_view number);
[[nodiscard]] const Slip* find_slip(const State& state, std::string_view number);

void add_slip(State& state, Slip slip);

/// Hands the slip to the printer; where the printer cannot be used, notes that it failed.
void print_slip(const Context& context, Slip& slip);

/// While nobody is there: prints the next owed receipt, one at a time.
void print_owed(const Context& context);

/// When the first job at the printer is given up; nothing when none is there.
[[nodiscard]] std::optional<base::SteadyTime> print_deadline(const State& state);

/// Lets go of slips that are printed or declined and that no visit shows any more.
void drop_settled_slips(State& state);

}  // namespace bancheng::core::session
