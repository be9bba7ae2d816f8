#include <algorithm>

#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/questions.h"
#include "world.h"

namespace bancheng::core::session::checks {
namespace {

/// Writes facts as characters; a separator keeps groups apart.
class Key {
 public:
  Key(base::SteadyTime now, Times times) : now_(now), times_(times) {}

  void add(char c) { text_.push_back(c); }
  void add(bool b) { add(b ? '1' : '0'); }
  template <typename Enum>
  requires std::is_enum_v<Enum>
  void one_of(Enum value) { add(static_cast<char>('0' + static_cast<int>(value))); }
  template <typename Enum>
  void one_of(const std::optional<Enum>& value) {
    if (!value) return add('-');
    one_of(*value);
  }
  void small(std::size_t n) { add(static_cast<char>('a' + std::min<std::size_t>(n, 25))); }
  void spot(Spot spot) {
    add(static_cast<char>('A' + static_cast<int>(spot.at)));
    small(spot.index);
  }
  /// How long until (or since) `at`; only that there is something to wait for, where times are left out.
  void time(const std::optional<base::SteadyTime>& at) {
    if (at) text_ += times_ == Times::exact ? std::to_string((*at - now_).count() / 1000) : "t";
    add(';');
  }
  void words(const std::string& words) { text_ += words; }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  base::SteadyTime now_;
  Times times_;
  std::string text_;
};

struct Subject {
  const Setup& setup;
  const State& state;
  [[nodiscard]] const Session& visit() const { return *state.session; }
};

bool is_bad(const Subject& of, Spot spot) { return objection_to_answer(of.setup, of.state, spot).has_value(); }

/// Of the question on the present page: empty or filled, acceptable or why not. On the way back to "check answers" it
/// is enough whether there is a reason.
void add_own_answer(Key& key, const Subject& of, Spot spot, bool changing) {
  if (!question_on(of.setup, of.state, spot)) return;
  key.add(answer_to(of.setup, of.state, spot).empty());
  if (changing) return key.add(is_bad(of, spot));
  key.one_of(objection_to_answer(of.setup, of.state, spot));
}

void add_complaint(Key& key, const std::optional<form::AnswerError>& complaint, bool changing) {
  if (changing) return key.add(complaint.has_value());
  key.one_of(complaint);
}

/// Why it failed is said on the page itself, until it is stored.
void add_filing(Key& key, const Subject& of, const Filing& filing, bool covered) {
  if (!filing.number.empty()) return key.add('n');
  key.add(is_unanswered(of.state, filing));
  if (!covered) key.one_of(filing.trouble);
}

const Slip* slip_of(const Subject& of, const std::string& number) {
  const auto slip = std::find_if(of.state.slips.begin(), of.state.slips.end(),
                                 [&](const Slip& one) { return one.stored.number == number; });
  return slip == of.state.slips.end() ? nullptr : &*slip;
}

void add_shown_slip(Key& key, const Subject& of, const std::string& number) {
  const Slip* slip = slip_of(of, number);
  if (slip == nullptr) return key.add('-');
  key.one_of(slip->paper);
  if (slip->paper == Slip::Paper::printing) key.time(slip->deadline);
  key.one_of(slip->trouble);
  key.add(slip->accepted);
}

void add_covered_slip(Key& key, const Subject& of, const std::string& number) {
  const Slip* slip = slip_of(of, number);
  if (slip == nullptr) return key.add('-');
  key.one_of(slip->paper);
}

/// What goes on when the visit is over, or nearly so: receipts that are not settled, a store that is not answered (what
/// becomes of a survey changes nothing). Times left out.
void add_background(Key& key, const Subject& of) {
  bool owed = false, printing = false, failed = false, store = false;
  for (const Slip& slip : of.state.slips) {
    owed = owed || slip.paper == Slip::Paper::owed;
    printing = printing || slip.paper == Slip::Paper::printing;
    failed = failed || slip.paper == Slip::Paper::failed;
  }
  for (const PendingStore& pending : of.state.pending)
    store = store || pending.kind != delivery::SubmissionKind::survey;
  for (const bool fact : {owed, printing, failed, store}) key.add(fact);
}

std::size_t strokes_class(const delivery::Signature& signature) {
  if (signature.empty()) return 0;
  return signature.front().size() > 1 ? 2 : 1;
}

/// No page, some, or as many as fit.
void add_pages(Key& key, const Subject& of) {
  const auto most = static_cast<std::size_t>(item_of(of.setup, of.state)->materials[of.visit().main.index].max_pages);
  const std::size_t pages = of.visit().materials[of.visit().main.index].pages.size();
  key.add(pages == 0 ? '0' : pages < most ? 's' : 'f');
}

/// Whether failed tries here count on the page that follows: they do until another page than a material's is come to.
bool leads_to_another_material(const Subject& of) {
  const Session& visit = of.visit();
  if (!visit.changing) return true;
  const std::vector<Spot> gaps = gaps_of(of.setup, of.state);
  return std::any_of(gaps.begin(), gaps.end(), [&](Spot gap) { return gap.at == At::material && gap.index != visit.main.index; });
}

/// Failed tries make way for "bring it later", which nobody is offered who has a page, and everybody who has chosen it
/// before. On the way back to "check answers" it is enough that the last try failed.
void add_material(Key& key, const Subject& of) {
  const Session& visit = of.visit();
  const MaterialState& material = visit.materials[visit.main.index];
  add_pages(key, of);
  key.add(material.to_follow);
  key.add(visit.capture_job != 0);
  if (visit.changing) {
    key.add(visit.capture_trouble.has_value());
  } else {
    key.one_of(visit.capture_trouble);
  }
  const bool count = (material.pages.empty() && !material.to_follow) || leads_to_another_material(of);
  if (count) key.small(static_cast<std::size_t>(std::min(visit.captures_failed, 2)));
}

void add_card_problem(Key& key, const CardProblem& problem) {
  key.small(problem.index());
  std::visit([&](auto which) { key.one_of(which); }, problem);
}

/// What else is asked because of answers.
void add_what_applies(Key& key, const Subject& of) {
  const catalogue::Item* item = item_of(of.setup, of.state);
  if (item == nullptr) return;
  const auto note = [&](const catalogue::When& when) {
    if (!when.empty()) key.add(applies(when, *item, of.visit()));
  };
  for (const catalogue::Field& field : item->fields) note(field.when);
  for (const catalogue::Material& material : item->materials) note(material.when);
}

void add_printout(Key& key, const Session& visit) {
  if (!visit.printout) return key.add('-');
  key.one_of(visit.printout->paper);
  key.one_of(visit.printout->trouble);
  if (visit.printout->paper == Printout::Paper::printing) key.time(visit.printout->deadline);
}

/// Whose ages a card meets, of the items that there are.
void add_ages(Key& key, const Subject& of, const identity::IdCard& card) {
  const auto age = identity::age_on(card, form::date_in_china(of.state.now.wall));
  for (const catalogue::Item& item : of.setup.catalogue->items) {
    for (const catalogue::Condition& condition : item.conditions) {
      if (condition.kind == catalogue::Condition::Kind::age_at_least) key.add(age && *age >= condition.years);
      if (condition.kind == catalogue::Condition::Kind::age_at_most) key.add(age && *age <= condition.years);
    }
  }
}

/// Whose questions it answers.
void add_told(Key& key, const Subject& of, const identity::IdCard& card) {
  for (const catalogue::Item& item : of.setup.catalogue->items) {
    for (const catalogue::Field& field : item.fields) {
      if (field.prefill == catalogue::CardSource::none) continue;
      const base::PersonText told = form::prefilled(field, card);
      key.add(told.empty());
      key.one_of(form::check(field, told));
    }
  }
}

/// What a card tells decides by the items that there are. A supplement asks nothing of it, and an item after it begins
/// afresh.
void add_card(Key& key, const Subject& of) {
  const Session& visit = of.visit();
  if (!visit.card) return key.add('-');
  key.add(visit.identified_by == delivery::IdentifiedBy::typed ? 't' : 'c');
  if (visit.supplementing) return;
  add_ages(key, of, *visit.card);
  add_told(key, of, *visit.card);
}

/// Which answers are bad, and for which items the person is of age. The page of the card leads back to them.
void add_identify(Key& key, const Subject& of) {
  const Session& visit = of.visit();
  for (std::uint32_t i = 0; i < kIdentifyQuestions; ++i) key.add(is_bad(of, {At::identify, i}));
  if (!is_bad(of, {At::identify, 1})) add_ages(key, of, card_from_typed(visit.typed_name, visit.typed_number));
}

/// What was asked of the hall and what it said. Pages that only lead to an answer know of an earlier one that it is
/// there; the question that an answer was to, and what became of it, counts on those alone.
void add_lookup(Key& key, const Session& visit) {
  if (!visit.lookup) return key.add('-');
  const Lookup& lookup = *visit.lookup;
  key.one_of(lookup.purpose);
  key.add(!lookup.who ? '-' : std::holds_alternative<inquiry::ByCard>(*lookup.who) ? 'c' : 'r');
  key.add(lookup.pass.empty());
  key.add(lookup.code_was_foreign);
  if (lookup.submissions) key.small(lookup.submissions->lines.size());
  key.add('/');
  if (constexpr Pages kLeading{At::asking, At::ask_failed, At::code}; kLeading.has(visit.main.at)) {
    key.add(lookup.sent.has_value());
    key.one_of(lookup.trouble);
    key.add(lookup.job != 0);
    if (lookup.question) key.small(lookup.question->index());
    return key.add(lookup.details.has_value());
  }
  if (!lookup.details) return;
  key.one_of(lookup.details->line.progress);
  key.add(lookup.details->supplement.has_value());
  key.add(lookup.details->result.has_value());
  key.words(lookup.details->line.item);
}

void add_gaps(Key& key, const Subject& of) {
  for (const Spot spot : gaps_of(of.setup, of.state)) key.spot(spot);
}

bool is_leaving(At main) { return main == At::survey || main == At::goodbye; }

/// Of what the visit was about, the last pages only know whether there is anything to lose, a card to take along and a
/// phone number for a help case.
void add_last_pages(Key& key, const Subject& of) {
  const Session& visit = of.visit();
  if (visit.main.at == At::survey) key.add(nothing_to_lose(of.state));
  key.add(visit.card && visit.identified_by == delivery::IdentifiedBy::card);
  key.add(known_phone(of.setup, of.state).empty());
  add_background(key, of);
}

/// The pages on which it counts how the result is to be handed over.
constexpr Pages kEnd{At::delivery, At::courier_field, At::check, At::sign};
/// Those on which it counts of which materials a supplement has pages: left, it begins afresh.
constexpr Pages kSupplement{At::material, At::material_review, At::check};

/// How far one's matters are, from the question to the answer: an item that is under way lies below, as under a help case.
bool is_aside(const Subject& of) {
  const Session& visit = of.visit();
  if (!visit.lookup || visit.lookup->purpose != Lookup::Purpose::progress) return false;
  constexpr Pages kAside{At::asking, At::ask_failed, At::code, At::submissions, At::submission, At::document};
  // At level 2 the page of the card has been passed before without it.
  return kAside.has(visit.main.at) || (visit.main.at == At::lookup && !visit.lookup->pass.empty());
}

void add_aside(Key& key, const Subject& of) {
  const Session& visit = of.visit();
  key.add(!visit.card ? '-' : visit.identified_by == delivery::IdentifiedBy::typed ? 't' : 'c');
  key.add(nothing_to_lose(of.state));
  key.add(visit.supplementing.has_value());
  if (visit.main.at == At::lookup) key.one_of(visit.card_remark);
  add_own_answer(key, of, visit.main, false);
  add_complaint(key, visit.complaint, false);
  add_printout(key, visit);
  add_lookup(key, visit);
}

/// Everything that the page itself depends on. Other pages' answers count where they decide what follows: on "check
/// answers" and while something is being changed from there.
void add_page(Key& key, const Subject& of) {
  const Session& visit = of.visit();
  if (is_leaving(visit.main.at)) return add_last_pages(key, of);
  if (is_aside(of)) return add_aside(key, of);
  key.words(visit.item);
  add_card(key, of);
  for (const auto& [id, answer] : visit.declared) key.add(answer ? 'y' : 'n');
  add_what_applies(key, of);
  key.add(visit.supplementing.has_value());
  if (visit.supplementing && kSupplement.has(visit.main.at)) {
    for (const MaterialState& material : visit.materials) key.add(material.pages.empty());
  }
  key.add(visit.changing);
  add_own_answer(key, of, visit.main, visit.changing);
  add_complaint(key, visit.complaint, visit.changing);
  if (visit.changing || visit.main.at == At::check) add_gaps(key, of);
  if (visit.changing || kEnd.has(visit.main.at)) key.one_of(visit.delivery);
  switch (visit.main.at) {
    case At::lookup:
      key.one_of(visit.card_remark);
      return add_lookup(key, visit);
    case At::submission:
    case At::document:
      add_printout(key, visit);
      return add_lookup(key, visit);
    case At::asking:
    case At::ask_failed:
    case At::code:
    case At::submissions:
    case At::consent:
      return add_lookup(key, visit);
    case At::items:
      return key.words(visit.life_event);
    case At::search:
      return key.words(std::string(visit.sought.view()));
    case At::finder:
      for (std::size_t i = 0; i <= visit.main.index; ++i) key.words(visit.finder[i] + ",");
      return;
    case At::guide:
      key.spot(visit.found_on);
      return add_printout(key, visit);
    case At::condition_unmet:
      return add_printout(key, visit);
    case At::card:
      key.one_of(visit.card_remark);
      return add_identify(key, of);
    case At::card_problem:
      key.spot(page_of_card(visit));
      return add_card_problem(key, *visit.card_problem);
    case At::identify:
      return add_identify(key, of);
    case At::material:
    case At::material_review:
      return add_material(key, of);
    case At::sign:
      key.small(strokes_class(visit.signature));
      return key.add(visit.signature_refused);
    case At::storing:
    case At::store_failed:
      return add_filing(key, of, visit.filing, false);
    case At::receipt:
      return add_shown_slip(key, of, visit.filing.number);
    default:
      return;
  }
}

/// A visit on which something goes on by itself under whatever lies over it.
bool is_live(At main) {
  return main == At::storing || main == At::store_failed || main == At::receipt || main == At::asking;
}

/// The visit under a help case or a cover: by its page where something goes on or it is nearly over; any other page is
/// as good as the next, because what lies over it leaves it as it is (shown for each page by itself).
void add_below(Key& key, const Subject& of) {
  const Session& visit = of.visit();
  if (!is_leaving(visit.main.at) && !is_live(visit.main.at)) return key.add(visit.filing.number.empty());
  key.spot(visit.main);
  if (is_leaving(visit.main.at)) return;
  // What may be answered.
  if (visit.main.at == At::asking) return key.small(visit.lookup->question->index());
  add_filing(key, of, visit.filing, true);
  add_covered_slip(key, of, visit.filing.number);
}

void add_help_page(Key& key, const Subject& of) {
  const Help& help = *of.visit().help;
  key.add(help.category.has_value());
  for (const At at : {At::help_text, At::help_phone}) {
    const Spot spot{at, 0};
    if (help.spot == spot) {
      add_own_answer(key, of, spot, false);
    } else {
      key.add(is_bad(of, spot));
    }
  }
  add_complaint(key, help.complaint, false);
}

void add_help(Key& key, const Subject& of, bool covered) {
  const Help& help = *of.visit().help;
  key.spot(help.spot);
  key.time(help.wait);
  add_filing(key, of, help.filing, covered);
  if (covered) return add_covered_slip(key, of, help.filing.number);
  // What was stored is not asked again.
  if (help.spot.at == At::help_receipt) return add_shown_slip(key, of, help.filing.number);
  add_help_page(key, of);
}

void add_visit(Key& key, const Subject& of) {
  const Session& visit = of.visit();
  const bool covered = visit.warned || visit.ending;
  key.add(visit.ending);
  key.time(visit.warned);
  if (!visit.warned) key.time(visit.touched);
  if (!covered && !visit.help) {
    key.spot(visit.main);
    key.time(visit.wait);
    return add_page(key, of);
  }
  key.add('|');
  if (visit.help) add_help(key, of, covered);
  key.add('|');
  add_below(key, of);
}

}  // namespace

bool is_over_any_page(const Setup& setup, const State& state) {
  if (!state.session) return false;
  const Session& visit = *state.session;
  if (is_leaving(visit.main.at)) return false;
  if (visit.help || visit.warned || visit.ending) return !is_live(visit.main.at) || visit.main.at == At::asking;
  return is_looking_up(setup, state);
}

bool tells_gaps(const State& state) {
  if (!state.session || shown_page(state) != state.session->main.at || state.session->supplementing) return false;
  return state.session->changing || state.session->main.at == At::check;
}

bool tells_typed(const Setup& setup, const State& state) {
  const catalogue::Item* item = item_of(setup, state);
  if (item == nullptr || item->kind == catalogue::ItemKind::record || shown_page(state) != state.session->main.at) return false;
  constexpr Pages kTelling{At::card, At::identify};
  return kTelling.has(state.session->main.at) && !state.session->typed_number.empty();
}

bool is_looking_up(const Setup& setup, const State& state) {
  if (!state.session || shown_page(state) != state.session->main.at) return false;
  // Below a look-up from which a supplement was begun lies nothing but that.
  return is_aside({setup, state}) && !state.session->supplementing;
}

std::vector<Spot> gaps_of(const Setup& setup, const State& state) {
  const catalogue::Item* item = item_of(setup, state);
  if (item == nullptr || (!state.session->card && !state.session->supplementing)) return {};
  const Session& visit = *state.session;
  std::vector<Spot> gaps;
  const auto ask = [&](At at, std::size_t count) {
    for (std::uint32_t i = 0; i < count; ++i) {
      if (objection_to_answer(setup, state, {at, i})) gaps.push_back({at, i});
    }
  };
  for (std::uint32_t i = 0; !visit.supplementing && i < item->fields.size(); ++i) {
    if (applies(item->fields[i].when, *item, visit) && objection_to_answer(setup, state, {At::field, i})) gaps.push_back({At::field, i});
  }
  for (std::uint32_t i = 0; i < visit.materials.size(); ++i) {
    if (!is_wanted(item->materials[i], *item, visit)) continue;
    if (visit.materials[i].pages.empty() && !visit.materials[i].to_follow) gaps.push_back({At::material, i});
  }
  if (visit.supplementing) return gaps;
  if (!item->deliveries.empty() && !visit.delivery) gaps.push_back({At::delivery, 0});
  if (visit.delivery == catalogue::Delivery::courier) ask(At::courier_field, kCourierQuestions);
  if (visit.identified_by == delivery::IdentifiedBy::typed) ask(At::identify, kIdentifyQuestions);
  return gaps;
}

std::string abstraction_of(const Setup& setup, const State& state, Times times) {
  Key key(state.now.steady, times);
  const Subject of{setup, state};
  for (const bool usable : state.usable) key.add(usable);
  if (state.session) {
    add_visit(key, of);
  } else {
    key.add('|');
    key.time(state.owed_until);
    add_background(key, of);
  }
  return key.take();
}

}  // namespace bancheng::core::session::checks
