// Conditions: asked before the form; what is missing when one is not met, and the ways on (row R20).
#include "kiosk/core/session/card_moves.h"
#include "kiosk/core/session/guide_paper.h"
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"
#include "kiosk/core/session/printout.h"

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
  arrive(context, page_of_card(context.visit()));
}

const catalogue::Item* item_that_leads_on(const Context& context) {
  return context.setup.catalogue->find(condition_of(context.item(), context.visit()).leads_to);
}

bool leads_on(const Context& context) { return item_that_leads_on(context) != nullptr; }

void lead_on(const Context& context) { choose_item(context, *item_that_leads_on(context), {At::home, 0}); }

void print(const Context& context) { print_out(context, guide_paper(context.setup, context.state)); }

void go_home(const Context& context) { arrive(context, {At::home, 0}); }

}  // namespace

void view_condition(Page& page) {
  const catalogue::Condition& condition = condition_of(page.item(), page.visit());
  const auto declared = page.visit().declared.find(condition.id);
  const bool answered = declared != page.visit().declared.end();
  page.progress(Stage::questions);
  page.heading(Words(condition.question));
  page.choice("choice.yes", say("yes"), answered && declared->second);
  page.choice("choice.no", say("no"), answered && !declared->second);
}

void view_condition_unmet(Page& page) {
  const catalogue::Condition& condition = condition_of(page.item(), page.visit());
  const bool asked = condition.kind == catalogue::Condition::Kind::yes_no;
  page.progress(Stage::questions);
  page.heading(say("condition-unmet.title"));
  add_printout_state(page);
  page.notice("condition-unmet.reason", Words(condition.unmet), Emphasis::warning);
  for (std::size_t i = 0; i < condition.ways.size(); ++i) {
    page.text("condition-unmet.way." + std::to_string(i + 1),
              say("guide-sheet.step", {{"step", static_cast<std::int64_t>(i + 1)}, {"what", Words(condition.ways[i])}}));
  }
  page.text("condition-unmet.help", say("condition-unmet.help"));
  const catalogue::Item* next = page.setup.catalogue->find(condition.leads_to);
  if (next != nullptr) page.button("lead-on", say("condition-unmet.lead-on", {{"item", Words(next->name)}}), Emphasis::primary);
  page.button("get-help", say("ways.help"), next != nullptr ? Emphasis::normal : Emphasis::primary, "help");
  add_print_button(page, say("condition-unmet.print"));
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
      {"condition unmet: leads on",    kUnmet, Upon::touch, "lead-on",       leads_on,        lead_on},
      {"condition unmet: print",       kUnmet, Upon::touch, "print",         can_print_out,   print},
      {"condition unmet: help",        kUnmet, Upon::touch, "get-help",      always,          open_help},
      {"condition unmet: home",        kUnmet, Upon::touch, "home",          always,          go_home},
  };
}

}  // namespace bancheng::core::session
