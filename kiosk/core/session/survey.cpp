// Survey: how satisfied, in five degrees (GB/T 39735). Answered by one touch, or not at all.
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"
#include "kiosk/core/session/store_moves.h"

namespace bancheng::core::session {
namespace {

bool is_degree(const Context& context) {
  return context.rest.size() == 1 && context.rest[0] >= '1' && context.rest[0] <= '5';
}

void leave(const Context& context) { arrive(context, {At::goodbye, 0}); }

void answer(const Context& context) {
  store_survey(context, context.rest[0] - '0');
  leave(context);
}

}  // namespace

void view_survey(Page& page) {
  page.heading(say("survey.title"));
  for (int degree = 5; degree >= 1; --degree) {
    const std::string number = std::to_string(degree);
    page.choice("degree." + number, say("survey.degree." + number), false).icon = "smile-" + number;
  }
  page.button("skip", say("survey.skip"), Emphasis::quiet);
}

Table survey_transitions() {
  return {
      {"survey: answered",   At::survey, Upon::touch,     "degree.*", is_degree, answer},
      {"survey: skipped",    At::survey, Upon::touch,     "skip",     always,    leave},
      {"survey: unanswered", At::survey, Upon::wait_over, "",         always,    leave},
  };
}

}  // namespace bancheng::core::session
