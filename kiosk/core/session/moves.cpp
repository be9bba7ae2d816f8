#include "kiosk/core/session/moves.h"

#include <algorithm>

#include "kiosk/core/session/questions.h"
#include "kiosk/core/session/slips.h"

namespace bancheng::core::session {
namespace {

bool is_asked(const catalogue::Condition& condition) { return condition.kind == catalogue::Condition::Kind::yes_no; }

bool condition_met_by_card(const catalogue::Condition& condition, const State& state) {
  const auto age = identity::age_on(*state.session->card, form::date_in_china(state.now.wall));
  if (!age) return false;
  return condition.kind == catalogue::Condition::Kind::age_at_most ? *age <= condition.years : *age >= condition.years;
}

/// Adds what a condition asks or tells; false when it is unmet, so that nothing can follow.
bool add_condition(const catalogue::Item& item, std::uint32_t index, const State& state, std::vector<Spot>& spots) {
  const catalogue::Condition& condition = item.conditions[index];
  if (!applies(condition.when, item, *state.session)) return true;
  if (is_asked(condition)) spots.push_back({At::condition, index});
  if (!is_unmet(condition, item, state)) return true;
  spots.push_back({At::condition_unmet, index});
  return false;
}

/// What was answered, whether or not it counts; empty when nothing was.
std::string_view given(const Session& visit, std::string_view id) {
  if (const auto declared = visit.declared.find(id); declared != visit.declared.end()) return declared->second ? "yes" : "no";
  const auto answer = visit.answers.find(id);
  return answer == visit.answers.end() ? std::string_view() : answer->second.view();
}

/// On what the question itself hangs.
const catalogue::When& when_of(const catalogue::Item& item, std::string_view id) {
  static const catalogue::When kAlways;
  for (const catalogue::Condition& condition : item.conditions) {
    if (condition.id == id) return condition.when;
  }
  for (const catalogue::Field& field : item.fields) {
    if (field.id == id) return field.when;
  }
  return kAlways;
}

bool answered_by_card(const catalogue::Field& field, const identity::IdCard& card) {
  const base::PersonText told = form::prefilled(field, card);
  return !told.empty() && !form::check(field, told);
}

bool by_courier(const Session& visit) { return visit.delivery == catalogue::Delivery::courier; }

void add_delivery(const catalogue::Item& item, const Session& visit, std::vector<Spot>& spots) {
  if (item.deliveries.size() > 1) spots.push_back({At::delivery, 0});
  if (!by_courier(visit)) return;
  for (std::uint32_t i = 0; i < kCourierQuestions; ++i) spots.push_back({At::courier_field, i});
}

std::optional<Spot> condition_gap(const catalogue::Item& item, const State& state) {
  for (std::uint32_t i = 0; i < item.conditions.size(); ++i) {
    std::vector<Spot> spots;
    if (!add_condition(item, i, state, spots)) return spots.back();
    if (!spots.empty() && !state.session->declared.contains(item.conditions[i].id)) return spots.back();
  }
  return std::nullopt;
}

std::optional<Spot> answer_gap(const Setup& setup, const catalogue::Item& item, const State& state) {
  for (std::uint32_t i = 0; i < item.fields.size(); ++i) {
    if (!applies(item.fields[i].when, item, *state.session)) continue;
    if (objection_to_answer(setup, state, {At::field, i})) return Spot{At::field, i};
  }
  return std::nullopt;
}

std::optional<Spot> delivery_gap(const Setup& setup, const catalogue::Item& item, const State& state) {
  if (item.deliveries.size() > 1 && !state.session->delivery) return Spot{At::delivery, 0};
  if (!by_courier(*state.session)) return std::nullopt;
  for (std::uint32_t i = 0; i < kCourierQuestions; ++i) {
    if (objection_to_answer(setup, state, {At::courier_field, i})) return Spot{At::courier_field, i};
  }
  return std::nullopt;
}

void add_materials(const catalogue::Item& item, const Session& visit, std::vector<Spot>& spots) {
  for (std::uint32_t i = 0; i < item.materials.size(); ++i) {
    if (is_wanted(item.materials[i], item, visit)) spots.push_back({At::material, i});
  }
}

std::vector<Spot> route_of_supplement(const catalogue::Item& item, const Session& visit) {
  std::vector<Spot> spots{{At::submission, 0}};
  add_materials(item, visit, spots);
  spots.push_back({At::check, 0});
  return spots;
}

/// A material that already has pages is shown, not scanned anew.
Spot entry_to(const Session& visit, Spot spot) {
  const bool scanned = spot.at == At::material && !visit.materials[spot.index].pages.empty();
  return scanned ? Spot{At::material_review, spot.index} : spot;
}

Spot as_on_route(Spot spot) { return spot.at == At::material_review ? Spot{At::material, spot.index} : spot; }

std::optional<base::Milliseconds> wait_of(At at) {
  switch (at) {
    case At::card: return times::kCard;
    case At::storing:
    case At::help_storing: return times::kStore;
    case At::store_failed:
    case At::help_store_failed: return times::kStoreAgain;
    case At::asking: return times::kAsk;
    case At::survey: return times::kSurvey;
    case At::goodbye: return times::kGoodbye;
    default: return std::nullopt;
  }
}

std::optional<base::SteadyTime> wait_from(base::SteadyTime now, At at) {
  const auto wait = wait_of(at);
  return wait ? std::optional(now + *wait) : std::nullopt;
}

/// A wait that goes on though a help case is open over it.
bool goes_on_behind(At at) { return at == At::storing || at == At::store_failed || at == At::asking; }

std::optional<Spot> back_while_changing(const Session& visit) {
  switch (visit.main.at) {
    case At::identify:
    case At::condition:
    case At::condition_unmet:
    case At::field:
    case At::material:
    case At::material_review:
    case At::delivery:
    case At::courier_field: return Spot{At::check, 0};
    default: return std::nullopt;
  }
}

base::PersonText known_address(const Context& context) {
  const catalogue::Item& item = context.item();
  for (std::uint32_t i = 0; i < item.fields.size(); ++i) {
    if (item.fields[i].prefill != catalogue::CardSource::address || !applies(item.fields[i].when, item, context.visit())) continue;
    return answer_to(context.setup, context.state, {At::field, i});
  }
  return context.visit().card->address;
}

bool is_for_record(const Session& visit) { return visit.lookup && visit.lookup->purpose == Lookup::Purpose::record; }

/// At the first page of looking up: what was asked before is gone; the card and level 2 stay.
void begin_lookup_anew(Lookup& lookup) {
  Lookup fresh{.purpose = lookup.purpose};
  if (lookup.who && std::holds_alternative<inquiry::ByCard>(*lookup.who)) {
    fresh.who = lookup.who;
    fresh.pass = lookup.pass;
  }
  lookup = std::move(fresh);
}

std::optional<Spot> spot_before_on_route(const catalogue::Item& item, const State& state) {
  const std::vector<Spot> spots = route(item, state);
  const auto here = std::find(spots.begin(), spots.end(), as_on_route(state.session->main));
  if (here == spots.end() || here == spots.begin()) return std::nullopt;
  return entry_to(*state.session, *std::prev(here));
}

}  // namespace

Spot page_of_card(const Session& visit) {
  const bool progress = visit.lookup && visit.lookup->purpose == Lookup::Purpose::progress;
  return {progress ? At::lookup : At::card, 0};
}

bool usable(const State& state, Device device) { return state.usable[static_cast<std::size_t>(device)]; }

const catalogue::Item* item_of(const Setup& setup, const State& state) {
  if (!state.session || state.session->item.empty()) return nullptr;
  return setup.catalogue->find(state.session->item);
}

bool applies(const catalogue::When& when, const catalogue::Item& item, const Session& visit) {
  return std::all_of(when.begin(), when.end(), [&](const auto& one) {
    const auto& [id, wanted] = one;
    return given(visit, id) == wanted && applies(when_of(item, id), item, visit);
  });
}

bool may_apply(const catalogue::When& when, const catalogue::Item& item, const Session& visit) {
  return std::all_of(when.begin(), when.end(), [&](const auto& one) {
    const auto& [id, wanted] = one;
    const std::string_view answer = given(visit, id);
    return (answer.empty() || answer == wanted) && may_apply(when_of(item, id), item, visit);
  });
}

form::Answers answers_that_count(const catalogue::Item& item, const Session& visit) {
  form::Answers answers;
  for (const catalogue::Field& field : item.fields) {
    const auto answer = visit.answers.find(field.id);
    if (answer != visit.answers.end() && applies(field.when, item, visit)) answers.insert(*answer);
  }
  return answers;
}

bool is_unmet(const catalogue::Condition& condition, const catalogue::Item& item, const State& state) {
  const Session& visit = *state.session;
  if (!applies(condition.when, item, visit)) return false;
  if (!is_asked(condition)) return visit.card && !condition_met_by_card(condition, state);
  const auto declared = visit.declared.find(condition.id);
  return declared != visit.declared.end() && declared->second != condition.wanted;
}

bool is_wanted(const catalogue::Material& material, const catalogue::Item& item, const Session& visit) {
  if (!visit.supplementing) return applies(material.when, item, visit);
  const auto& wanted = visit.supplementing->materials;
  return std::find(wanted.begin(), wanted.end(), material.id) != wanted.end();
}

bool is_signed(const catalogue::Item& item, const Session& visit) {
  return item.kind == catalogue::ItemKind::application && !visit.supplementing;
}

std::vector<Spot> route(const catalogue::Item& item, const State& state) {
  const Session& visit = *state.session;
  if (visit.supplementing) return route_of_supplement(item, visit);
  std::vector<Spot> spots{{At::guide, 0}};
  const bool by_card_alone = item.kind == catalogue::ItemKind::record;
  if (!visit.card || (by_card_alone && visit.identified_by != delivery::IdentifiedBy::card)) {
    spots.push_back({At::card, 0});
    return spots;
  }
  if (item.kind == catalogue::ItemKind::record) {
    spots.push_back({At::consent, 0});
    return spots;
  }
  for (std::uint32_t i = 0; i < item.conditions.size(); ++i) {
    if (!add_condition(item, i, state, spots)) return spots;
  }
  for (std::uint32_t i = 0; i < item.fields.size(); ++i) {
    if (applies(item.fields[i].when, item, visit) && !answered_by_card(item.fields[i], *visit.card)) spots.push_back({At::field, i});
  }
  add_materials(item, visit, spots);
  add_delivery(item, visit, spots);
  spots.push_back({At::check, 0});
  if (is_signed(item, visit)) spots.push_back({At::sign, 0});
  return spots;
}

std::optional<Spot> first_gap(const Setup& setup, const catalogue::Item& item, const State& state) {
  const Session& visit = *state.session;
  if (!visit.supplementing) {
    if (!visit.card) return Spot{At::card, 0};
    if (const auto gap = condition_gap(item, state)) return gap;
    if (const auto gap = answer_gap(setup, item, state)) return gap;
  }
  for (std::uint32_t i = 0; i < item.materials.size(); ++i) {
    if (!is_wanted(item.materials[i], item, visit)) continue;
    if (visit.materials[i].pages.empty() && !visit.materials[i].to_follow) return Spot{At::material, i};
  }
  return visit.supplementing ? std::nullopt : delivery_gap(setup, item, state);
}

void prefill_courier(const Context& context) {
  Session& visit = context.visit();
  delivery::Courier& courier = visit.courier;
  if (courier.recipient.empty()) courier.recipient = visit.card->name.empty() ? visit.card->latin_name : visit.card->name;
  if (courier.phone.empty()) courier.phone = known_phone(context.setup, context.state);
  if (courier.address.empty()) courier.address = known_address(context);
}

void arrive(const Context& context, Spot spot) {
  Session& visit = context.visit();
  // An item may have no other way than the courier, so that nobody chose it.
  if (spot == Spot{At::courier_field, 0} && !visit.changing) prefill_courier(context);
  visit.main = spot;
  visit.wait = wait_from(context.state.now.steady, spot.at);
  visit.complaint.reset();
  visit.signature_refused = false;
  visit.printout.reset();
  visit.capture_job = 0;
  visit.capture_trouble.reset();
  if (spot.at != At::material) visit.captures_failed = 0;
  if (spot.at == At::home) visit.lookup.reset();
  if (visit.lookup && (spot.at == At::lookup || spot.at == At::consent)) {
    begin_lookup_anew(*visit.lookup);
  }
  if (spot.at == At::card || spot.at == At::lookup) visit.card_remark = CardRemark::none;
  // Whoever leaves for home or begins an item does not come back to "check answers" from a change.
  if (spot.at == At::home || spot.at == At::guide || spot.at == At::check) visit.changing = false;
  if (spot.at == At::check) visit.signature.clear();  // it stood under what may be changed now
}

void arrive_help(const Context& context, Spot spot) {
  Help& help = context.help();
  help.spot = spot;
  help.wait = wait_from(context.state.now.steady, spot.at);
  help.complaint.reset();
}

void go_on(const Context& context) {
  Session& visit = context.visit();
  if (visit.changing) {
    arrive(context, entry_to(visit, first_gap(context.setup, context.item(), context.state).value_or(Spot{At::check, 0})));
    return;
  }
  const std::vector<Spot> spots = route(context.item(), context.state);
  auto here = std::find(spots.begin(), spots.end(), as_on_route(visit.main));
  // Pages beside the route (card, typing by hand) lead to what follows the guide.
  if (here == spots.end()) here = spots.begin();
  arrive(context, entry_to(visit, *std::next(here)));
}

std::optional<Spot> spot_before(const Setup& setup, const State& state) {
  const Session& visit = *state.session;
  if (visit.changing) {
    if (const auto check = back_while_changing(visit)) return check;
  }
  switch (visit.main.at) {
    case At::items:
    case At::search: return Spot{At::home, 0};
    case At::finder: return visit.main.index > 0 ? Spot{At::finder, visit.main.index - 1} : Spot{At::home, 0};
    case At::lookup: return Spot{At::home, 0};
    case At::asking:
    case At::ask_failed:
    case At::code: return Spot{is_for_record(visit) ? At::consent : At::lookup, 0};
    case At::submissions: return Spot{At::lookup, 0};
    case At::submission: return Spot{visit.lookup->submissions ? At::submissions : At::lookup, 0};
    case At::document: return Spot{is_for_record(visit) ? At::guide : At::submission, 0};
    case At::guide: return visit.found_on;
    case At::card_problem: return page_of_card(visit);
    case At::identify: return visit.main.index == 0 ? Spot{At::card, 0} : Spot{At::identify, visit.main.index - 1};
    case At::store_failed: return is_unanswered(state, visit.filing) ? std::nullopt : std::optional(Spot{is_signed(*item_of(setup, state), visit) ? At::sign : At::check, 0});
    case At::material:
      if (!visit.materials[visit.main.index].pages.empty()) return Spot{At::material_review, visit.main.index};
      [[fallthrough]];
    case At::consent:
    case At::card:
    case At::condition:
    case At::condition_unmet:
    case At::field:
    case At::material_review:
    case At::delivery:
    case At::courier_field:
    case At::check:
    case At::sign: return spot_before_on_route(*item_of(setup, state), state);
    default: return std::nullopt;
  }
}

std::optional<Spot> help_spot_before(const State& state) {
  const Help& help = *state.session->help;
  switch (help.spot.at) {
    case At::help_text: return Spot{At::help_category, 0};
    case At::help_phone: return Spot{At::help_text, 0};
    case At::help_store_failed:
      return is_unanswered(state, help.filing) ? std::nullopt : std::optional(Spot{At::help_phone, 0});
    default: return std::nullopt;
  }
}

void begin_item(const Context& context, const catalogue::Item& item) {
  Session& visit = context.visit();
  for (const MaterialState& material : visit.materials) {
    for (const delivery::PageId page : material.pages) context.emit(DropPage{page});
  }
  visit.item = item.id;
  visit.declared.clear();
  visit.answers.clear();
  visit.materials.assign(item.materials.size(), {});
  visit.delivery.reset();
  if (item.deliveries.size() == 1) visit.delivery = item.deliveries.front();
  visit.signature.clear();
  visit.filing = {};
  visit.supplementing.reset();
  prefill(item, visit, std::nullopt);
}

void choose_item(const Context& context, const catalogue::Item& item, Spot from) {
  Session& visit = context.visit();
  // What was given to supplement an application of the item is no application.
  if (visit.item != item.id || visit.supplementing) begin_item(context, item);
  visit.found_on = from;
  visit.lookup.reset();
  arrive(context, {At::guide, 0});
}

void prefill(const catalogue::Item& item, Session& visit, const std::optional<identity::IdCard>& before) {
  if (!visit.card) return;
  for (const catalogue::Field& field : item.fields) {
    if (field.prefill == catalogue::CardSource::none) continue;
    base::PersonText& answer = visit.answers[field.id];
    const bool untouched = answer.empty() || (before && answer == form::prefilled(field, *before));
    if (untouched) answer = form::prefilled(field, *visit.card);
  }
}

void begin_visit(const Context& context) {
  Session visit;
  visit.settings = context.setup.defaults;
  visit.touched = context.state.now.steady;
  visit.idle_after = context.setup.long_times ? times::kIdleLong : times::kIdle;
  visit.warning_for = context.setup.long_times ? times::kWarningLong : times::kWarning;
  context.state.session = std::move(visit);
  context.state.owed_until.reset();
}

void end_visit(const Context& context) {
  State& state = context.state;
  state.session.reset();
  drop_settled_slips(state);
  context.emit(Wipe{});
  print_owed(context);
}

bool nothing_to_lose(const State& state) {
  const Session& visit = *state.session;
  if (visit.help) return false;
  return visit.main.at == At::goodbye || (visit.item.empty() && !visit.card);
}

base::PersonText known_phone(const Setup& setup, const State& state) {
  const Session& visit = *state.session;
  if (const catalogue::Item* item = item_of(setup, state)) {
    for (std::uint32_t i = 0; i < item->fields.size(); ++i) {
      const catalogue::Field& field = item->fields[i];
      const bool own = field.kind == catalogue::FieldKind::phone && field.means.empty();
      if (!own || !applies(field.when, *item, visit)) continue;
      if (!objection_to_answer(setup, state, {At::field, i})) return answer_to(setup, state, {At::field, i});
    }
  }
  return visit.courier.phone;
}

void open_help(const Context& context) {
  Session& visit = context.visit();
  Help help;
  help.stuck_on = screen_id(visit.help ? visit.help->spot.at : visit.main.at);
  visit.ending = false;
  visit.warned.reset();
  visit.capture_job = 0;
  if (!goes_on_behind(visit.main.at)) visit.wait.reset();
  help.phone = known_phone(context.setup, context.state);
  visit.help = std::move(help);
  arrive_help(context, {At::help_category, 0});
}

void close_help(const Context& context) {
  Session& visit = context.visit();
  visit.help.reset();
  if (!visit.wait) visit.wait = wait_from(context.state.now.steady, visit.main.at);
}

bool is_unanswered(const State& state, const Filing& filing) {
  return std::any_of(state.pending.begin(), state.pending.end(),
                     [&](const PendingStore& pending) { return pending.job == filing.job; });
}

std::uint64_t next_job(State& state) { return ++state.last_job; }

}  // namespace bancheng::core::session
