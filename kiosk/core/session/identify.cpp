// Identify by hand: name and number typed, where no card can be read. The application says so, and the card is checked
// in the hall.
#include "kiosk/core/session/card_moves.h"
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"

namespace bancheng::core::session {
namespace {

/// The question that still has no good answer; nothing when both have one.
std::optional<Spot> still_to_give(const Context& context) {
  for (std::uint32_t i = 0; i < kIdentifyQuestions; ++i) {
    const Spot spot{At::identify, i};
    if (objection_to_answer(context.setup, context.state, spot)) return spot;
  }
  return std::nullopt;
}

bool other_is_missing(const Context& context) { return answer_is_good(context) && still_to_give(context).has_value(); }

bool both_are_given(const Context& context) { return !still_to_give(context); }

void to_other(const Context& context) { arrive(context, *still_to_give(context)); }

void take_typed(const Context& context) {
  const Session& visit = context.visit();
  accept_identity(context, card_from_typed(visit.typed_name, visit.typed_number), delivery::IdentifiedBy::typed);
  go_on(context);
}

}  // namespace

void view_identify(Page& page) {
  const Spot spot = page.visit().main;
  page.progress(Stage::card);
  page.question(*question_on(page.setup, page.state, spot), spot, page.visit().complaint);
  page.text("identify.why", say("identify.why"));
}

Table identify_transitions() {
  return {
      {"identify: one given",  At::identify, Upon::touch, "continue", other_is_missing, to_other},
      {"identify: both given", At::identify, Upon::touch, "continue", both_are_given,   take_typed},
  };
}

}  // namespace bancheng::core::session
