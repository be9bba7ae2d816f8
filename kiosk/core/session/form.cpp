// Form: one question a page; the same rows serve every page on which something is typed.
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"

namespace bancheng::core::session {
namespace {

std::optional<form::AnswerError>& complaint_of(const Context& context) {
  Session& visit = context.visit();
  return visit.help ? visit.help->complaint : visit.complaint;
}

bool brings_text(const Context& context) { return context.text() != nullptr; }

void keep_as_typed(const Context& context) { set_answer(context, *context.text()); }

bool answer_is_wrong(const Context& context) { return !answer_is_good(context); }

void complain(const Context& context) {
  const Session& visit = context.visit();
  const Spot spot = visit.help ? visit.help->spot : visit.main;
  complaint_of(context) = objection_to_answer(context.setup, context.state, spot);
  context.call_attention();
}

bool is_choice(const Context& context) {
  const auto question = present_question(context.setup, context.state);
  for (const catalogue::Choice& choice : question->spec.choices) {
    if (choice.id == context.rest) return true;
  }
  return false;
}

void choose(const Context& context) {
  set_answer(context, base::PersonText(context.rest));
  go_on(context);
}

}  // namespace

void view_field(Page& page) {
  const Spot spot = page.visit().main;
  page.progress(Stage::questions);
  page.question(*question_on(page.setup, page.state, spot), spot, page.visit().complaint);
}

Table form_transitions() {
  constexpr Pages kTyped{At::field, At::identify, At::courier_field, At::help_text, At::help_phone};
  return {
      // name                     pages      upon         element     guard            action
      {"question: typed",         kTyped,    Upon::touch, "answer",   brings_text,     keep_as_typed},
      {"question: refused",       kTyped,    Upon::touch, "continue", answer_is_wrong, complain},
      {"field: chosen",           At::field, Upon::touch, "choice.*", is_choice,       choose},
      {"field: answered",         At::field, Upon::touch, "continue", answer_is_good,  go_on},
  };
}

}  // namespace bancheng::core::session
