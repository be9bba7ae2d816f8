#include "explorer.h"

#include <algorithm>
#include <ctime>
#include <deque>

#include "kiosk/core/session/moves.h"
#include "state_checks.h"

namespace bancheng::core::session::checks {
namespace {

using NodeId = std::uint32_t;
constexpr NodeId kNone = ~NodeId{0};

struct Edge {
  NodeId to = kNone;
  std::string by;
};

struct Node {
  NodeId parent = kNone;
  std::string by;  ///< what led here
  At page = At::attract;
  At main = At::attract;
  bool in_visit = false;
  bool over_any_page = false;  ///< a help case or a cover over a page that its name does not tell
  bool tells_gaps = false;     ///< its name tells which answers are missing or wrong
  bool tells_typed = false;    ///< its name tells whose name and number were typed
  bool application_stored = false;
  bool help_case_stored = false;
  std::vector<Edge> next;  ///< without the end intent and without what ends the visit
  std::string name{};      ///< without times, where an atlas is wished for
};

bool is_end_intent(const Happening& what) {
  const auto* intent = std::get_if<Intent>(&what);
  return intent != nullptr &&
         (intent->element == "bar.end" || intent->element == "end-confirm" || intent->element == "end-now");
}

bool is_setting(const std::string& element) {
  return element == "bar.language" || element == "bar.size" || element == "bar.contrast";
}

/// A guide is no receipt: it has no number.
bool is_receipt(const receipt::Receipt& paper) {
  return std::any_of(paper.lines.begin(), paper.lines.end(),
                     [](const receipt::Line& line) { return std::holds_alternative<receipt::BigNumber>(line); });
}

/// What else the machine does, does not count.
double seconds_of_thread() {
  std::timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

bool has_number(const std::optional<Session>& session) { return session && !session->filing.number.empty(); }

class Exploration {
 public:
  Exploration(const Table& table, const Setup& setup, const World& world, const Wish& wish)
      : world_(world), wish_(wish), setup_(setup), bench_{table, setup} {}

  Report run() {
    const double start = seconds_of_thread();
    report_.world = world_.name;
    visit(opening_state(setup_, world_), kNone, "start");
    while (!waiting_.empty() && !done()) {
      auto [id, state] = std::move(waiting_.front());
      waiting_.pop_front();
      expand(id, state);
    }
    if (!done()) check_reachability();
    if (wish_.atlas) report_.atlas = draw_atlas();
    report_.states = nodes_.size();
    report_.seconds = seconds_of_thread() - start;
    return std::move(report_);
  }

 private:
  [[nodiscard]] bool done() const {
    return report_.violations.size() >= kMostViolations || (wish_.stop_at_first && !report_.violations.empty());
  }

  void violation(NodeId at, const std::string& what) {
    if (done()) return;
    std::string way;
    for (NodeId id = at; id != kNone; id = nodes_[id].parent) way = " > " + nodes_[id].by + way;
    report_.violations.push_back(what + "\n    on " + screen_id(nodes_[at].page) + " by" + way);
  }

  Complain complaints_at(NodeId id) {
    return [this, id](const std::string& what) { violation(id, what); };
  }

  NodeId visit(State state, NodeId parent, const std::string& by) {
    const auto [known, fresh] = ids_.try_emplace(abstraction_of(setup_, state), static_cast<NodeId>(nodes_.size()));
    if (!fresh) return known->second;
    Node node{.parent = parent, .by = by, .page = shown_page(state), .next = {}};
    const bool changing = state.session && state.session->changing && state.session->main.at == node.page;
    ++report_.states_by_page[std::string(screen_id(node.page)) + (changing ? ", changed" : "")];
    node.in_visit = state.session.has_value();
    if (state.session) node.main = state.session->main.at;
    node.over_any_page = is_over_any_page(setup_, state);
    node.tells_gaps = tells_gaps(state);
    node.tells_typed = tells_typed(setup_, state);
    if (wish_.atlas) node.name = abstraction_of(setup_, state, Times::left_out);
    node.application_stored = has_number(state.session);
    node.help_case_stored = state.session && state.session->help && !state.session->help->filing.number.empty();
    nodes_.push_back(std::move(node));
    waiting_.emplace_back(known->second, std::move(state));
    return known->second;
  }

  NodeId follow(NodeId id, const State& before, Step step, const Possible& what) {
    ++report_.transitions;
    if (wish_.witness.effect) {
      for (const Effect& effect : step.effects) wish_.witness.effect(effect);
    }
    check_effects(id, before, step, what);
    if (is_looking_up(setup_, before) && is_looking_up(setup_, step.state)) check_look_up(before, step.state, complaints_at(id));
    const bool wiped = has_wipe(step.effects);
    std::vector<State> again = there_and_again(before, step.state, what.name);
    if (!is_over_any_page(setup_, before) && is_over_any_page(setup_, step.state)) add_way_back(step.state, again);
    const NodeId to = visit(std::move(step.state), id, what.name);
    for (State& one : again) visit(std::move(one), to, "and again");
    if (!wiped && !is_end_intent(what.what)) nodes_[id].next.push_back({to, what.name});
    return to;
  }

  /// After a step to another page: the steps that lead right back. So a page is come to anew, with all that had been
  /// said on it before.
  [[nodiscard]] std::vector<State> there_and_again(const State& before, const State& after,
                                                   const std::string& by) const {
    const bool moved =
        before.session && after.session && !after.session->help && after.session->main != before.session->main;
    if (!moved || after.session->ending || after.session->warned) return {};
    std::vector<State> again;
    const auto keep = [&](State state) {
      if (state.session && state.session->main == before.session->main) again.push_back(std::move(state));
    };
    if (by != "bar.back") {
      keep(bench_.take(after, Intent{"bar.back", {}}).state);
      return again;
    }
    const Screen shown = view(setup_, after);
    for (const Element& element : shown.elements) {
      const bool leads_on =
          element.place != Place::bar && (element.role == Role::button || element.role == Role::choice);
      if (leads_on) keep(bench_.take(after, Intent{element.id, {}}, &shown).state);
    }
    return again;
  }

  /// Once an item lies below, its own state is forgotten (abstraction_of): what becomes of it is walked on from here. Under
  /// a help case and a cover it is left as it was (check 8); a look-up may have changed the card.
  void add_way_back(const State& over, std::vector<State>& again) const {
    if (is_looking_up(setup_, over)) again.push_back(bench_.take(over, Intent{"bar.back", {}}).state);
  }

  void expand(NodeId id, const State& state) {
    const Screen screen = view(setup_, state);
    if (wish_.witness.screen) wish_.witness.screen(screen);
    check_screen(screen, complaints_at(id));
    for (const Element& element : screen.elements) {
      if (is_interactive(element)) touch(id, state, screen, element);
    }
    for (const Possible& answer : answers_of(world_, setup_, state)) follow(id, state, bench_.take(state, answer.what), answer);
    let_time_pass(id, state);
    const auto came_back = [&](State back, const char* way) { visit(std::move(back), id, way); };
    check_layers(bench_, state, screen, came_back, complaints_at(id));
    check_background(bench_, state, complaints_at(id));
    for (AlsoMet& also : also_met(state)) meet(id, std::move(also));
  }

  void meet(NodeId id, AlsoMet also) {
    // From "check answers" the name of the state is the same: what can be told apart is one step further.
    if (shown_page(also.state) == At::check) {
      for (const Element& element : view(setup_, also.state).elements) {
        if (!element.id.starts_with("change.material.")) continue;
        visit(bench_.take(also.state, Intent{element.id, {}}).state, id, std::string(also.name) + ", " + element.id);
      }
    }
    visit(std::move(also.state), id, also.name);
  }

  void touch(NodeId id, const State& state, const Screen& screen, const Element& element) {
    if (is_setting(element.id) && state.session) {
      ++report_.transitions;
      return check_setting(bench_, state, screen, element.id, complaints_at(id));
    }
    bool matters = false;
    for (const Possible& one : touches_of(element)) {
      Step step = bench_.take(state, one.what, &screen);
      matters = matters || !step.effects.empty() || !same_but_for_clock(state, step.state);
      if (element.id == "bar.help" && wish_.witness.screen) wish_.witness.screen(view(setup_, step.state));
      if (!spoils_too_much(world_, setup_, state, step.state)) follow(id, state, std::move(step), one);
    }
    if (!matters) violation(id, "2: element " + element.id + " does nothing");
  }

  void let_time_pass(NodeId id, const State& state) {
    if (!next_deadline(state)) {
      if (nodes_[id].page != At::attract) violation(id, "3: no deadline");
      return;
    }
    Step step = bench_.tick(state);
    if (step.effects.empty() && same_but_for_clock(state, step.state)) {
      violation(id, "3: the deadline passes and nothing happens");
      return;
    }
    follow(id, state, std::move(step), {kTimePasses, Tick{}});
    check_time_alone(bench_, state, complaints_at(id));
  }

  void check_effects(NodeId id, const State& before, const Step& step, const Possible& what) {
    const bool ended = before.session && !step.state.session;
    if (ended && !has_wipe(step.effects)) violation(id, "5: the visit ends without Wipe by " + what.name);
    for (const Effect& effect : step.effects) {
      if (const auto* store = std::get_if<Store>(&effect)) check_store(id, before, *store);
      const auto* print = std::get_if<Print>(&effect);
      if (print != nullptr && is_receipt(print->receipt) && step.state.slips.empty())
        violation(id, "7: printed, though nothing is stored");
    }
  }

  void check_store(NodeId id, const State& before, const Store& store) {
    if (!before.session || std::holds_alternative<delivery::Survey>(store.submission.content)) return;
    const bool help_case = std::holds_alternative<delivery::HelpCase>(store.submission.content);
    if (help_case && !before.session->help) return;
    const Filing& filing = !help_case ? before.session->filing : before.session->help->filing;
    if (is_unanswered(before, filing) || !filing.number.empty()) violation(id, "7: the same thing is stored twice");
  }

  using Marks = std::vector<bool>;
  /// For every node the first step of a shortest way to a marked one; kNever and none where there is none.
  struct Ways {
    std::vector<std::uint32_t> steps;
    std::vector<const std::string*> first;
    [[nodiscard]] bool found(NodeId id) const { return steps[id] != Atlas::kNever; }
  };

  /// Back from a help case or a cover to the page below. Which page that is, the name does not tell (add_below), so
  /// nothing may be concluded from where it leads the one state that was walked on from.
  [[nodiscard]] bool is_return(const Node& from, const Node& to) const {
    return from.over_any_page && !to.over_any_page;
  }

  /// From "check answers", or a page to which a change led from there, back to one whose name does not tell what is missing:
  /// it comes to "check answers" again with the same missing, whatever the one state that was walked on from lacked. From the
  /// page of the card back to the guide, which does not tell what was typed there, likewise.
  [[nodiscard]] static bool is_step_back(const Node& from, const Node& to) {
    constexpr Pages kOnwards{At::sign, At::storing, At::store_failed, At::receipt, At::survey, At::goodbye};
    if (to.over_any_page) return false;
    return (from.tells_gaps && !to.tells_gaps && !kOnwards.has(to.main)) || (from.tells_typed && to.main == At::guide);
  }

  [[nodiscard]] Ways ways_to(const Marks& marked) const {
    struct Before {
      NodeId from;
      const std::string* by;
    };
    std::vector<std::vector<Before>> before(nodes_.size());
    Ways ways{std::vector(nodes_.size(), Atlas::kNever), std::vector<const std::string*>(nodes_.size(), nullptr)};
    std::deque<NodeId> open;
    for (NodeId id = 0; id < nodes_.size(); ++id) {
      for (const Edge& edge : nodes_[id].next) {
        const Node& to = nodes_[edge.to];
        if (!is_return(nodes_[id], to) && !is_step_back(nodes_[id], to)) before[edge.to].push_back({id, &edge.by});
      }
      if (!marked[id]) continue;
      ways.steps[id] = 0;
      open.push_back(id);
    }
    while (!open.empty()) {
      const NodeId to = open.front();
      open.pop_front();
      for (const Before& one : before[to]) {
        if (ways.found(one.from)) continue;
        ways.steps[one.from] = ways.steps[to] + 1;
        ways.first[one.from] = one.by;
        open.push_back(one.from);
      }
    }
    return ways;
  }

  [[nodiscard]] Marks nodes_that(bool (*fits)(const Node&)) const {
    Marks marked(nodes_.size());
    for (NodeId id = 0; id < nodes_.size(); ++id) marked[id] = fits(nodes_[id]);
    return marked;
  }

  /// Ways to a stored application. From a help case or a cover over any page: the way back to that page, whose own way
  /// goes on from there.
  [[nodiscard]] Ways ways_to_application() const {
    Ways ways = ways_to(nodes_that([](const Node& node) { return node.application_stored; }));
    Marks returning(nodes_.size());
    Ways back{std::vector(nodes_.size(), Atlas::kNever), std::vector<const std::string*>(nodes_.size(), nullptr)};
    for (NodeId id = 0; id < nodes_.size(); ++id) {
      for (const Edge& edge : nodes_[id].next) {
        // The first one is by a touch of the cover itself, which is the same over every page.
        const bool leads_on = is_return(nodes_[id], nodes_[edge.to]) && ways.found(edge.to);
        if (returning[id] || !leads_on) continue;
        returning[id] = true;
        back.first[id] = &edge.by;
      }
    }
    const Ways to_return = ways_to(returning);
    for (NodeId id = 0; id < nodes_.size(); ++id) {
      if (ways.found(id) || !nodes_[id].over_any_page || !to_return.found(id)) continue;
      ways.steps[id] = 1 + to_return.steps[id];
      ways.first[id] = returning[id] ? back.first[id] : to_return.first[id];
    }
    return ways;
  }

  void check_reachability() {
    if (world_.disk == World::Disk::fails) return;
    const Ways stored =
        ways_to(nodes_that([](const Node& node) { return node.application_stored || node.help_case_stored; }));
    const bool any = knows_applications(setup_);
    const Ways application = ways_to_application();
    for (NodeId id = 0; id < nodes_.size(); ++id) {
      const Node& node = nodes_[id];
      if (!stored.found(id)) violation(id, "1: neither application nor help case can be stored any more");
      const bool leaving = node.main == At::survey || node.main == At::goodbye;
      if (any && node.in_visit && !leaving && !application.found(id))
        violation(id, "1: no application can be stored any more");
    }
  }

  [[nodiscard]] std::shared_ptr<const Atlas> draw_atlas() const {
    auto atlas = std::make_shared<Atlas>();
    const Ways ways = ways_to_application();
    for (NodeId id = 0; id < nodes_.size(); ++id) {
      Atlas::Way way{ways.steps[id], ways.first[id] == nullptr ? std::string() : *ways.first[id]};
      const auto [known, fresh] = atlas->ways.try_emplace(nodes_[id].name, way);
      if (!fresh && way.steps_left < known->second.steps_left) known->second = way;
    }
    return atlas;
  }

  const World& world_;
  const Wish& wish_;
  const Setup& setup_;
  const Bench bench_;
  Report report_;
  std::vector<Node> nodes_;
  std::unordered_map<std::string, NodeId> ids_;
  std::deque<std::pair<NodeId, State>> waiting_;
};

}  // namespace

bool knows_applications(const Setup& setup) {
  return std::any_of(setup.catalogue->items.begin(), setup.catalogue->items.end(), [](const catalogue::Item& item) {
    return item.kind == catalogue::ItemKind::application || item.kind == catalogue::ItemKind::appointment_wish;
  });
}

bool spoils_too_much(const World& world, const Setup& setup, const State& before, const State& after) {
  if (!before.session || !after.session || !before.session->changing) return false;
  const std::size_t gaps = gaps_of(setup, after).size();
  return gaps > world.most_gaps && gaps > gaps_of(setup, before).size();
}

Report explore(const Table& table, const Setup& setup, const World& world, const Wish& wish) {
  return Exploration(table, setup, world, wish).run();
}

}  // namespace bancheng::core::session::checks
