// Finder: "I don't know what I need". A few questions lead to an item or to a person who helps.
#include <algorithm>

#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"

namespace bancheng::core::session {
namespace {

using To = catalogue::FinderQuestion::Choice::To;

const catalogue::FinderQuestion& question_of(const Setup& setup, const Session& visit) {
  return *setup.catalogue->find_finder_question(visit.finder[visit.main.index]);
}

const catalogue::FinderQuestion::Choice* touched(const Context& context) {
  const auto& choices = question_of(context.setup, context.visit()).choices;
  const auto found = std::find_if(choices.begin(), choices.end(), [&](const auto& choice) { return choice.id == context.rest; });
  return found == choices.end() ? nullptr : &*found;
}

template <To to>
bool leads_to(const Context& context) {
  const auto* choice = touched(context);
  return choice != nullptr && choice->to == to;
}

void begin(const Context& context) {
  context.visit().finder = {context.setup.catalogue->finder.front().id};
  arrive(context, {At::finder, 0});
}

void ask_on(const Context& context) {
  Session& visit = context.visit();
  const std::string next = touched(context)->target;
  visit.finder.resize(visit.main.index + 1);
  visit.finder.push_back(next);
  arrive(context, {At::finder, visit.main.index + 1});
}

void choose(const Context& context) {
  choose_item(context, *context.setup.catalogue->find(touched(context)->target), context.visit().main);
}

}  // namespace

void view_finder(Page& page) {
  const catalogue::FinderQuestion& question = question_of(page.setup, page.visit());
  page.heading(Words(question.question));
  if (!question.hint.empty()) page.text("hint", Words(question.hint));
  for (const auto& choice : question.choices) page.choice("choice." + choice.id, Words(choice.label), false);
}

Table finder_transitions() {
  constexpr At kFinder = At::finder;
  return {
      {"finder: begin",           At::home, Upon::touch, "unsure",   always,                  begin},
      {"finder: next question",   kFinder,  Upon::touch, "choice.*", leads_to<To::question>,  ask_on},
      {"finder: leads to item",   kFinder,  Upon::touch, "choice.*", leads_to<To::item>,      choose},
      {"finder: leads to a help case", kFinder, Upon::touch, "choice.*", leads_to<To::help_case>, open_help},
  };
}

}  // namespace bancheng::core::session
