#include "tools/effort_runner/ways.h"

#include <algorithm>
#include <map>
#include <optional>
#include <queue>
#include <tuple>

#include "kiosk/core/session/machine.h"
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/questions.h"
#include "tools/effort_runner/known.h"
#include "tools/effort_runner/person.h"
#include "tools/effort_runner/world.h"

namespace bancheng::effort {
namespace {

using namespace core::session;
using core::catalogue::ItemKind;

/// A visit on its way.
struct Traveller {
  State state;
  Cost cost;
  Known known;
  std::vector<Spot> left;         ///< pages
  std::set<std::string> touched;  ///< on this page
  bool looked_over = false;       ///< this page
  std::vector<std::string> steps;
  std::set<std::string> asked_twice;
  std::size_t born = 0;           ///< first come, first served among equals
};

struct LaterIsDearer {
  bool operator()(const Traveller& a, const Traveller& b) const {
    return std::tie(a.cost.touches, a.cost.characters, a.born) > std::tie(b.cost.touches, b.cost.characters, b.born);
  }
};

/// What a person does to one element.
struct Act {
  std::string name;
  Intent intent;
  Cost cost;
};

core::delivery::Signature drawn() {
  core::delivery::Stroke stroke;
  for (std::uint32_t i = 0; i <= 10; ++i) stroke.push_back({static_cast<float>(i) / 10, 0.5F, i * 20});
  return {stroke};
}

Act act_on(const Element& element, const Setup& setup, const State& state) {
  if (element.role == Role::signature) return {"sign", Intent{element.id, drawn()}, signature()};
  if (element.role != Role::field) return {"touch " + element.id, Intent{element.id, {}}, touch()};
  const core::catalogue::Field spec = present_question(setup, state)->spec;
  const Typed typed = specimen_answer(spec.kind, spec.max_length);
  return {"type " + std::to_string(typed.keys) + " keys", Intent{element.id, base::PersonText(typed.text)}, typing(typed.keys, typed.picks)};
}

bool can_be_acted_on(const Element& element) {
  const bool role = element.role == Role::button || element.role == Role::choice || element.role == Role::field || element.role == Role::signature;
  return role && element.enabled && element.place != Place::bar;
}

/// The page that has the paper for which the person came.
At last_page(ItemKind kind) {
  if (kind == ItemKind::guide) return At::guide;
  return kind == ItemKind::record ? At::document : At::receipt;
}

/// Pages that lead away from the matter.
bool is_aside(At at) {
  constexpr Pages kAside{At::home, At::items, At::search, At::finder, At::lookup, At::submissions, At::survey, At::goodbye};
  return kAside.has(at);
}

/// All that was answered, by which ways differ.
std::string answers_of(const core::catalogue::Item& item, const Session& visit) {
  std::string all;
  for (const auto& [id, yes] : visit.declared) all += id + (yes ? "=yes " : "=no ");
  for (const core::catalogue::Field& field : item.fields) {
    const auto answer = visit.answers.find(field.id);
    if (answer == visit.answers.end() || answer->second.empty() || !applies(field.when, item, visit)) continue;
    const bool choice = field.kind == core::catalogue::FieldKind::choice;
    all += field.id + (choice ? "=" + std::string(answer->second.view()) : "") + " ";
  }
  if (visit.delivery == core::catalogue::Delivery::courier) all += "courier";
  return all;
}

class Search {
 public:
  Search(const Setup& setup, const core::catalogue::Item& item, const core::identity::IdCard& card) : setup_(setup), item_(item), card_(card) {}

  Ways run() {
    add(at_guide());
    while (!open_.empty()) {
      Traveller next = open_.top();
      open_.pop();
      expand(std::move(next));
    }
    for (auto& [answers, way] : found_) ways_.ways.push_back(std::move(way));
    return std::move(ways_);
  }

 private:
  [[nodiscard]] Traveller at_guide() const {
    Traveller traveller;
    State& state = traveller.state;
    state = initial_state(setup_);
    // Monday, 5 January 2026, ten in the morning in China. The clock stands still: waits are counted, not lived through.
    state.now = {std::chrono::sys_days{std::chrono::January / 5 / 2026} + std::chrono::hours(2), {std::chrono::hours(1)}};
    state.usable.fill(true);
    for (const std::string& element : {std::string("start"), "item." + item_.id}) state = take(state, Intent{element, {}});
    traveller.cost.screens = 1;
    return traveller;
  }

  [[nodiscard]] State take(const State& state, Happening what) const { return step(setup_, state, Event{state.now, std::move(what)}).state; }

  void add(Traveller traveller) {
    traveller.born = ++born_;
    open_.push(std::move(traveller));
  }

  void expand(Traveller here) {
    const auto answer = answer_of(here.state, card_);
    const Screen screen = view(setup_, here.state);
    if (answer) return follow(here, screen, answer->name, answer->what, answer->cost);
    if (!here.looked_over) here.cost += waiting(kLookOver);
    here.looked_over = true;
    if (here.state.session->main.at == last_page(item_.kind) && screen.find("printed") != nullptr) return keep(std::move(here));
    for (const Element& element : screen.elements) {
      if (!can_be_acted_on(element) || here.touched.contains(element.id)) continue;
      const Act act = act_on(element, setup_, here.state);
      Traveller next = here;
      next.touched.insert(element.id);
      follow(next, screen, act.name, act.intent, act.cost);
    }
  }

  /// The first to come to an end with these answers has the shortest way.
  void keep(Traveller here) {
    const Session& visit = *here.state.session;
    ways_.asked_twice.merge(here.asked_twice);
    const bool courier = visit.delivery == core::catalogue::Delivery::courier;
    found_.try_emplace(answers_of(item_, visit), Way{here.cost, courier, std::move(here.steps)});
  }

  void follow(const Traveller& before, const Screen& screen, const std::string& name, const Happening& what, const Cost& cost) {
    Traveller after = before;
    after.state = take(before.state, what);
    after.cost += cost;
    after.steps.push_back(screen.id + ": " + name);
    if (!is_sensible(after)) return;
    const Spot from = before.state.session->main, to = after.state.session->main;
    if (from != to && !leave(after, from, to)) return;
    add(std::move(after));
  }

  [[nodiscard]] bool is_sensible(const Traveller& after) const {
    const auto& visit = after.state.session;
    if (!visit || visit->help || visit->ending || visit->item != item_.id || is_aside(visit->main.at)) return false;
    return !visit->complaint && !visit->signature_refused;
  }

  /// From one page to another; false where that one was left before.
  [[nodiscard]] bool leave(Traveller& after, Spot from, Spot to) const {
    const bool only_waits = answer_of(after.state, card_).has_value();
    const bool again = std::find(after.left.begin(), after.left.end(), to) != after.left.end();
    if (again && !only_waits) return false;
    after.left.push_back(from);
    after.touched.clear();
    after.looked_over = false;
    ++after.cost.screens;
    after.known.note_answer(setup_, after.state, from);
    if (const auto objection = after.known.objection_to(setup_, after.state, to)) after.asked_twice.insert(*objection);
    return true;
  }

  const Setup& setup_;
  const core::catalogue::Item& item_;
  const core::identity::IdCard& card_;
  std::priority_queue<Traveller, std::vector<Traveller>, LaterIsDearer> open_;
  std::size_t born_ = 0;
  std::map<std::string, Way> found_;
  Ways ways_;
};

}  // namespace

Ways find_ways(std::shared_ptr<const core::catalogue::Catalogue> catalogue, const std::string& id) {
  Setup setup;
  setup.catalogue = std::move(catalogue);
  setup.most_used = {id};  // home leads straight to it
  const core::catalogue::Item& item = *setup.catalogue->find(id);
  Ways ways;
  for (const core::identity::IdCard& card : specimen_persons()) {
    ways = Search(setup, item, card).run();
    if (!ways.ways.empty()) break;
  }
  return ways;
}

}  // namespace bancheng::effort
