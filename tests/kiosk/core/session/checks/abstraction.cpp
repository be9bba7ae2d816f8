#include <algorithm>
#include <set>

#include "kiosk/core/session/questions.h"
#include "world.h"

namespace bancheng::core::session::checks {
namespace {

/// Writes facts as characters; a separator keeps groups apart.
class Key {
 public:
  void add(char c) { text_.push_back(c); }
  void add(bool b) { add(b ? '1' : '0'); }
  void small(std::size_t n) { add(static_cast<char>('a' + std::min<std::size_t>(n, 25))); }
  void spot(Spot spot) {
    add(static_cast<char>('A' + static_cast<int>(spot.at)));
    small(spot.index);
  }
  void time(base::SteadyTime at, base::SteadyTime now) { text_ += std::to_string((at - now).count() / 1000) + ','; }
  void time(const std::optional<base::SteadyTime>& at, base::SteadyTime now) {
    if (at) time(*at, now);
    add(';');
  }
  void words(const std::string& words) { text_ += words; }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

char class_of(const Setup& setup, const State& state, Spot spot) {
  const bool bad = objection_to_answer(setup, state, spot).has_value();
  if (answer_to(setup, state, spot).empty()) return bad ? 'e' : 'o';
  return bad ? 'b' : 'g';
}

/// The answer of the present page in full, any other only by whether it can stand.
void add_answer(Key& key, const Setup& setup, const State& state, Spot spot, bool present) {
  const char its_class = class_of(setup, state, spot);
  if (present) {
    key.add(its_class);
  } else {
    key.add(its_class == 'g' || its_class == 'o');
  }
}

void add_filing(Key& key, const State& state, const Filing& filing) {
  const bool unanswered = std::any_of(state.pending.begin(), state.pending.end(),
                                      [&](const PendingStore& pending) { return pending.job == filing.job; });
  key.add(unanswered);
  key.add(filing.trouble ? static_cast<char>('0' + static_cast<int>(*filing.trouble)) : '-');
  key.add(!filing.number.empty());
}

void add_typed(Key& key, const Setup& setup, const State& state) {
  const Session& visit = *state.session;
  const std::size_t fields = visit.item.empty() ? 0 : setup.catalogue->find(visit.item)->fields.size();
  for (std::uint32_t i = 0; i < fields; ++i) {
    const Spot spot{At::field, i};
    add_answer(key, setup, state, spot, visit.main == spot);
  }
  for (std::uint32_t i = 0; i < kIdentifyQuestions; ++i) {
    const Spot spot{At::identify, i};
    add_answer(key, setup, state, spot, visit.main == spot);
  }
  if (visit.delivery != catalogue::Delivery::courier) return;
  for (std::uint32_t i = 0; i < kCourierQuestions; ++i) {
    const Spot spot{At::courier_field, i};
    add_answer(key, setup, state, spot, visit.main == spot);
  }
}

void add_identity(Key& key, const Session& visit) {
  key.add(!visit.card ? '-' : visit.card->kind == identity::CardKind::resident ? 'r' : 'f');
  key.add(visit.identified_by == delivery::IdentifiedBy::typed);
  key.add(static_cast<char>('0' + static_cast<int>(visit.card_remark)));
  if (visit.main.at == At::card_problem && visit.card_problem) key.small(visit.card_problem->index());
}

std::size_t strokes_class(const delivery::Signature& signature) {
  if (signature.empty()) return 0;
  return signature.front().size() > 1 ? 2 : 1;
}

void add_visit(Key& key, const Setup& setup, const State& state) {
  const Session& visit = *state.session;
  key.words(visit.item);
  key.add(visit.changing);
  add_identity(key, visit);
  for (const auto& [id, answer] : visit.declared) key.add(answer ? 'y' : 'n');
  add_typed(key, setup, state);
  key.add(visit.complaint.has_value());
  for (const MaterialState& material : visit.materials) {
    key.small(material.pages.size());
    key.add(material.to_follow);
  }
  key.add(visit.capture_job != 0);
  key.add(visit.capture_trouble ? static_cast<char>('0' + static_cast<int>(*visit.capture_trouble)) : '-');
  key.small(static_cast<std::size_t>(std::min(visit.captures_failed, 2)));
  key.add(visit.delivery ? static_cast<char>('0' + static_cast<int>(*visit.delivery)) : '-');
  key.small(strokes_class(visit.signature));
  key.add(visit.signature_refused);
}

void add_help(Key& key, const Setup& setup, const State& state) {
  const Help& help = *state.session->help;
  key.add('H');
  key.spot(help.spot);
  key.time(help.wait, state.now.steady);
  key.add(help.category ? static_cast<char>('0' + static_cast<int>(*help.category)) : '-');
  for (const At at : {At::help_text, At::help_phone}) {
    const Spot spot{at, 0};
    add_answer(key, setup, state, spot, help.spot == spot);
  }
  key.add(help.without_phone);
  key.add(help.complaint.has_value());
  add_filing(key, state, help.filing);
}

/// Slips by kind and state; several that are the same count once, whose they are counts.
void add_slips(Key& key, const State& state) {
  std::set<std::string> all;
  for (const Slip& slip : state.slips) {
    Key one;
    const bool of_visit = state.session && state.session->filing.number == slip.stored.number;
    const bool of_help = state.session && state.session->help && state.session->help->filing.number == slip.stored.number;
    one.add(of_visit ? 'v' : of_help ? 'h' : '-');
    one.add(static_cast<char>('0' + static_cast<int>(slip.kind)));
    one.add(static_cast<char>('0' + static_cast<int>(slip.paper)));
    one.add(slip.trouble ? static_cast<char>('0' + static_cast<int>(*slip.trouble)) : '-');
    one.add(slip.accepted);
    one.add(slip.tries > 0);
    if (slip.paper == Slip::Paper::printing) one.time(slip.deadline, state.now.steady);
    all.insert(one.take());
  }
  for (const std::string& one : all) key.words(one + '/');
}

void add_pending(Key& key, const State& state) {
  std::set<char> all;
  for (const PendingStore& pending : state.pending) all.insert(static_cast<char>('0' + static_cast<int>(pending.kind)));
  for (const char one : all) key.add(one);
}

}  // namespace

std::string abstraction_of(const Setup& setup, const State& state) {
  Key key;
  for (const bool usable : state.usable) key.add(usable);
  add_slips(key, state);
  key.add('|');
  add_pending(key, state);
  key.time(state.owed_until, state.now.steady);
  if (!state.session) return key.take();
  const Session& visit = *state.session;
  const bool covered = visit.warned || visit.ending;
  key.spot(visit.main);
  key.time(visit.wait, state.now.steady);
  key.time(visit.touched, state.now.steady);
  key.time(visit.warned, state.now.steady);
  key.add(visit.ending);
  add_filing(key, state, visit.filing);
  if (!covered && !visit.help) add_visit(key, setup, state);
  if (visit.help) add_help(key, setup, state);
  return key.take();
}

}  // namespace bancheng::core::session::checks
