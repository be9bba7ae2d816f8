// Card: identify by an ID card on the reader; what is wrong with a card; other ways where the reader does not work.
#include "kiosk/core/session/card_moves.h"
#include "kiosk/core/session/lookup_moves.h"
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"

namespace bancheng::core::session {
namespace {

/// Whoever lays a card is there: the warning goes.
void wake(Session& visit) { visit.warned.reset(); }

std::optional<identity::CardObjection> objection(const Context& context) {
  return identity::object_to(context.got<CardRead>().card, form::date_in_china(context.state.now.wall));
}

bool card_is_in_order(const Context& context) { return !objection(context); }

bool waits_for_card(const Context& context) { return !context.visit().help; }

bool card_moved(const Context& context) { return context.got<CardUnreadable>().trouble == CardTrouble::moved; }

void take_card(const Context& context) {
  wake(context.visit());
  context.emit(PlaySound{Sound::done});
  accept_identity(context, context.got<CardRead>().card, delivery::IdentifiedBy::card);
  if (context.page == At::lookup) return look_up_by_card(context);
  go_on(context);
}

void show_problem(const Context& context, CardProblem problem) {
  wake(context.visit());
  context.visit().card_problem = problem;
  arrive(context, {At::card_problem, 0});
  context.call_attention();
}

void object(const Context& context) { show_problem(context, *objection(context)); }

void refuse_unknown(const Context& context) { show_problem(context, CardTrouble::unsupported); }

void ask_to_lay_again(const Context& context) {
  wake(context.visit());
  context.visit().card_remark = CardRemark::moved;
  context.call_attention();
}

void offer_other_ways(const Context& context) {
  context.visit().wait.reset();
  if (context.visit().card_remark == CardRemark::none) context.visit().card_remark = CardRemark::slow;
}

/// What is on record is shown to a card alone.
bool offers_typing(const Page& page) {
  const State& state = page.state;
  if (page.item().kind == catalogue::ItemKind::record) return false;
  return !usable(state, Device::id_card_reader) || state.session->card_remark != CardRemark::none;
}

void type_by_hand(const Context& context) { arrive(context, {At::identify, 0}); }

void try_another(const Context& context) {
  forget_identity(context);
  if (context.visit().lookup) context.visit().lookup = Lookup{.purpose = context.visit().lookup->purpose};
  arrive(context, page_of_card(context.visit()));
}

void go_home(const Context& context) {
  forget_identity(context);
  arrive(context, {At::home, 0});
}

const char* name_of(const CardProblem& problem) {
  if (std::holds_alternative<CardTrouble>(problem)) return "unsupported";
  switch (std::get<identity::CardObjection>(problem)) {
    case identity::CardObjection::number_wrong: return "number-wrong";
    case identity::CardObjection::number_contradicts: return "number-contradicts";
    case identity::CardObjection::expired: return "expired";
    case identity::CardObjection::not_yet_valid: return "not-yet-valid";
    case identity::CardObjection::incomplete: return "incomplete";
  }
  return "incomplete";
}

}  // namespace

void accept_identity(const Context& context, identity::IdCard card, delivery::IdentifiedBy how) {
  Session& visit = context.visit();
  const std::optional<identity::IdCard> before = std::exchange(visit.card, std::move(card));
  visit.identified_by = how;
  if (const catalogue::Item* item = item_of(context.setup, context.state)) prefill(*item, visit, before);
}

void forget_identity(const Context& context) {
  Session& visit = context.visit();
  // What the card told goes with the card; what was answered besides stays.
  const catalogue::Item* item = item_of(context.setup, context.state);
  if (visit.card && item != nullptr) {
    for (const catalogue::Field& field : item->fields) {
      const auto answer = visit.answers.find(field.id);
      const base::PersonText told = form::prefilled(field, *visit.card);
      if (answer != visit.answers.end() && !told.empty() && answer->second == told) visit.answers.erase(answer);
    }
  }
  // Another person may follow: with name and number at hand neither would be asked again.
  visit.typed_name = {};
  visit.typed_number = {};
  visit.card.reset();
  visit.card_problem.reset();
  visit.identified_by = delivery::IdentifiedBy::card;
}

void view_card(Page& page) {
  const bool reader = usable(page.state, Device::id_card_reader);
  page.progress(Stage::card);
  page.heading(say(reader ? "card.title" : "card.no-reader.title"));
  if (!reader) {
    const bool card_only = page.item().kind == catalogue::ItemKind::record;
    page.notice("card.no-reader", say(card_only ? "card.no-reader.record" : "card.no-reader"), Emphasis::warning, "warning");
  } else if (page.visit().card_remark == CardRemark::moved) {
    page.notice("card.moved", say("card.moved"), Emphasis::warning, "warning");
  } else if (page.visit().card_remark == CardRemark::slow) {
    page.notice("card.slow", say("card.slow"));
  }
  if (reader) {
    page.picture("card-on-reader");
    page.busy("card.waiting", say("card.waiting"));
  }
  page.text("card.privacy", say("card.privacy"));
  const bool stuck = !reader || page.visit().card_remark != CardRemark::none;
  if (offers_typing(page)) page.button("type-by-hand", say("card.type"), reader ? Emphasis::normal : Emphasis::primary);
  if (stuck) page.button("get-help", say("ways.help"), Emphasis::quiet, "help");
}

void view_card_problem(Page& page) {
  const std::string id = std::string("card-problem.") + name_of(*page.visit().card_problem);
  if (!page.visit().item.empty() && page_of_card(page.visit()).at == At::card) page.progress(Stage::card);
  page.heading(say("card-problem.title"));
  page.notice("card-problem.reason", say(id), Emphasis::warning, "warning");
  page.text("card-problem.way", say(id + ".way"));
  page.button("another-card", say("card-problem.another"), Emphasis::primary, "card-on-reader");
  page.button("get-help", say("ways.help"), Emphasis::normal, "help");
  page.button("home", say("ways.home"));
}

Table card_transitions() {
  constexpr At kCard = At::card;
  constexpr Pages kReading{At::card, At::lookup};
  constexpr At kProblem = At::card_problem;
  return {
      // name                         pages     upon                   element         guard                             action
      {"card: read",                  kReading, Upon::card_read,       "",             [](const Context& c) { return waits_for_card(c) && card_is_in_order(c); }, take_card},
      {"card: objected to",           kReading, Upon::card_read,       "",             waits_for_card,                   object},
      {"card: moved",                 kReading, Upon::card_unreadable, "",             [](const Context& c) { return waits_for_card(c) && card_moved(c); }, ask_to_lay_again},
      {"card: unknown to the reader", kReading, Upon::card_unreadable, "",             waits_for_card,                   refuse_unknown},
      {"card: slow",                  kCard,    Upon::wait_over,       "",             always,                           offer_other_ways},
      {"card: type by hand",          kCard,    Upon::touch,           "type-by-hand", always,                           type_by_hand},
      {"card: help",                  kCard,    Upon::touch,           "get-help",     always,                           open_help},
      {"card problem: another card",  kProblem, Upon::touch,           "another-card", always,                           try_another},
      {"card problem: help",          kProblem, Upon::touch,           "get-help",     always,                           open_help},
      {"card problem: home",          kProblem, Upon::touch,           "home",         always,                           go_home},
  };
}

}  // namespace bancheng::core::session
