// Conditions: asked before the form; what is missing when one is not met, and the ways on (row R20).
#include "kiosk/core/session/card_moves.h"
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"

namespace bancheng::core::session {
namespace {

const catalogue::Condition& condition_of(const catalogue::Item& item, const Session& visit) {
  return item.conditions[visit.main.index];
}

bool is_asked(const Context& context) {
  return condition_of(context.item(), context.visit()).kind == catalogue::Condition::Kind::yes_no;
}

bool is_told_by_card(const Context& context) { return !is_asked(context); }

void declare(const Context& context, bool answer) {
  context.visit().declared[condition_of(context.item(), context.visit()).id] = answer;
  go_on(context);
}

void change_answer(const Context& context) { arrive(context, {At::condition, context.visit().main.index}); }

void try_another_card(const Context& context) {
  forget_identity(context);
  arrive(context, {At::card, 0});
}

void go_home(const Context& context) { arrive(context, {At::home, 0}); }

}  // namespace

void view_condition(Page& page) {
  const catalogue::Condition& condition = condition_of(page.item(), page.visit());
  const auto declared = page.visit().declared.find(condition.id);
  const bool answered = declared != page.visit().declared.end();
  page.progress(3);
  page.heading(Words(condition.question));
  page.choice("choice.yes", say("yes"), answered && declared->second);
  page.choice("choice.no", say("no"), answered && !declared->second);
}

void view_condition_unmet(Page& page) {
  const catalogue::Condition& condition = condition_of(page.item(), page.visit());
  const bool asked = condition.kind == catalogue::Condition::Kind::yes_no;
  page.progress(3);
  page.heading(say("condition-unmet.title"));
  page.notice("condition-unmet.reason", Words(condition.unmet), Emphasis::warning);
  page.text("condition-unmet.help", say("condition-unmet.help"));
  page.button("get-help", say("ways.help"), Emphasis::primary, "help");
  if (asked) page.button("change-answer", say("condition-unmet.change"));
  if (!asked) page.button("another-card", say("card-problem.another"), Emphasis::normal, "card-on-reader");
  page.button("home", say("ways.home"));
}

Table condition_transitions() {
  constexpr At kAsked = At::condition;
  constexpr At kUnmet = At::condition_unmet;
  return {
      // name                          pages   upon         element          guard            action
      {"condition: yes",               kAsked, Upon::touch, "choice.yes",    always,          [](const Context& c) { declare(c, true); }},
      {"condition: no",                kAsked, Upon::touch, "choice.no",     always,          [](const Context& c) { declare(c, false); }},
      {"condition unmet: change",      kUnmet, Upon::touch, "change-answer", is_asked,        change_answer},
      {"condition unmet: another card", kUnmet, Upon::touch, "another-card", is_told_by_card, try_another_card},
      {"condition unmet: help",        kUnmet, Upon::touch, "get-help",      always,          open_help},
      {"condition unmet: home",        kUnmet, Upon::touch, "home",          always,          go_home},
  };
}

}  // namespace bancheng::core::session
