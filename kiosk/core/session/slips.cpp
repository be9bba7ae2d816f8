#include "kiosk/core/session/slips.h"

#include <algorithm>

#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/receipt_texts.h"

namespace bancheng::core::session {
namespace {

bool shown_by_visit(const State& state, const Slip& slip) {
  if (!state.session) return false;
  const Session& visit = *state.session;
  return visit.filing.number == slip.stored.number || (visit.help && visit.help->filing.number == slip.stored.number);
}

bool settled(const Slip& slip) { return slip.paper == Slip::Paper::printed || slip.paper == Slip::Paper::declined; }

}  // namespace

const Slip* find_slip(const State& state, std::string_view number) {
  const auto found =
      std::find_if(state.slips.begin(), state.slips.end(), [&](const Slip& s) { return s.stored.number == number; });
  return found == state.slips.end() ? nullptr : &*found;
}

Slip* find_slip(State& state, std::string_view number) {
  return const_cast<Slip*>(find_slip(std::as_const(state), number));
}

void add_slip(State& state, Slip slip) {
  if (state.slips.size() >= kMostSlips) {
    const auto oldest = std::find_if(state.slips.begin(), state.slips.end(),
                                     [&](const Slip& s) { return !shown_by_visit(state, s); });
    if (oldest != state.slips.end()) state.slips.erase(oldest);
  }
  state.slips.push_back(std::move(slip));
}

void print_slip(const Context& context, Slip& slip) {
  slip.trouble.reset();
  if (!usable(context.state, Device::receipt_printer)) {
    slip.paper = Slip::Paper::failed;
    return;
  }
  slip.job = next_job(context.state);
  slip.deadline = context.state.now.steady + times::kPrint;
  slip.paper = Slip::Paper::printing;
  context.emit(Print{slip.job, slip.language, receipt_of(context.setup, context.state, slip)});
  ++slip.tries;
}

void print_owed(const Context& context) {
  State& state = context.state;
  if (state.session || print_deadline(state) || !usable(state, Device::receipt_printer)) return;
  const auto next = std::find_if(state.slips.begin(), state.slips.end(),
                                 [](const Slip& slip) { return slip.paper == Slip::Paper::owed; });
  if (next != state.slips.end()) print_slip(context, *next);
}

std::optional<base::SteadyTime> print_deadline(const State& state) {
  std::optional<base::SteadyTime> first;
  for (const Slip& slip : state.slips) {
    if (slip.paper == Slip::Paper::printing && (!first || slip.deadline < *first)) first = slip.deadline;
  }
  return first;
}

void drop_settled_slips(State& state) {
  std::erase_if(state.slips, [&](const Slip& slip) { return settled(slip) && !shown_by_visit(state, slip); });
}

}  // namespace bancheng::core::session
