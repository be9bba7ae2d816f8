// Help case, "办不成事": from every page, with the place where the person got stuck taken along.
#include <array>

#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"
#include "kiosk/core/session/slips.h"
#include "kiosk/core/session/store_moves.h"

namespace bancheng::core::session {
namespace {

using delivery::HelpCategory;

/// In the order of HelpCategory.
constexpr std::array<const char*, 6> kCategories{"material-missing", "condition-unmet",   "do-not-understand",
                                                 "machine-trouble",  "sent-away-before", "other"};

std::optional<HelpCategory> category_named(std::string_view name) {
  for (std::size_t i = 0; i < kCategories.size(); ++i) {
    if (name == kCategories[i]) return static_cast<HelpCategory>(i);
  }
  return std::nullopt;
}

bool is_category(const Context& context) { return category_named(context.rest).has_value(); }

void choose_category(const Context& context) {
  context.help().category = category_named(context.rest);
  arrive_help(context, {At::help_text, 0});
}

void to_phone(const Context& context) { arrive_help(context, {At::help_phone, 0}); }

void store_with_phone(const Context& context) {
  context.help().without_phone = false;
  store_help_case(context);
}

void store_without_phone(const Context& context) {
  context.help().without_phone = true;
  store_help_case(context);
}

bool paper_is_settled(const Context& context) {
  const Slip* slip = find_slip(context.state, context.help().filing.number);
  return slip != nullptr && (slip->paper == Slip::Paper::printed || slip->paper == Slip::Paper::declined);
}

void finish(const Context& context) {
  Session& visit = context.visit();
  visit.survey_about = visit.help->filing.number;
  visit.help.reset();
  arrive(context, {At::survey, 0});
}

}  // namespace

void view_help_category(Page& page) {
  page.heading(say("help.title"));
  page.text("help.stuck", say("help.stuck", {{"where", say("screen." + page.help().stuck_on)}}));
  for (std::size_t i = 0; i < kCategories.size(); ++i) {
    page.choice(std::string("choice.") + kCategories[i], say(std::string("help.category.") + kCategories[i]),
                page.help().category == static_cast<HelpCategory>(i));
  }
}

void view_help_text(Page& page) {
  const Spot spot = page.help().spot;
  page.question(*question_on(page.setup, page.state, spot), spot, page.help().complaint);
}

void view_help_phone(Page& page) {
  const Spot spot = page.help().spot;
  page.question(*question_on(page.setup, page.state, spot), spot, page.help().complaint);
  page.button("no-phone", say("help.no-phone"));
}

void view_help_receipt(Page& page) {
  view_receipt_of(page, page.help().filing);
  const Slip* slip = find_slip(page.state, page.help().filing.number);
  if (slip == nullptr || (slip->paper != Slip::Paper::printed && slip->paper != Slip::Paper::declined)) return;
  page.button("return", say("help.return"), Emphasis::primary);
  page.button("finish", say("help.finish"));
}

Table help_transitions() {
  constexpr At kCategory = At::help_category;
  return {
      // name                       pages             upon         element     guard             action
      {"help: category",            kCategory,        Upon::touch, "choice.*", is_category,      choose_category},
      {"help: asked again",         kCategory,        Upon::touch, "bar.help", always,           close_help},
      {"help: left",                kCategory,        Upon::touch, "bar.back", always,           close_help},
      {"help: text given",          At::help_text,    Upon::touch, "continue", answer_is_good,   to_phone},
      {"help: phone given",         At::help_phone,   Upon::touch, "continue", answer_is_good,   store_with_phone},
      {"help: no phone",            At::help_phone,   Upon::touch, "no-phone", always,           store_without_phone},
      {"help: return to the visit", At::help_receipt, Upon::touch, "return",   paper_is_settled, close_help},
      {"help: finish the visit",    At::help_receipt, Upon::touch, "finish",   paper_is_settled, finish},
  };
}

}  // namespace bancheng::core::session
