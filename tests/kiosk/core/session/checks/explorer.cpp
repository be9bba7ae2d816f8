#include "explorer.h"

#include <chrono>
#include <deque>
#include <set>
#include <unordered_map>

#include "kiosk/core/session/moves.h"

namespace bancheng::core::session::checks {
namespace {

using NodeId = std::uint32_t;
constexpr NodeId kNone = ~NodeId{0};

struct Node {
  NodeId parent = kNone;
  std::string by;             ///< what led here
  At page = At::attract;
  At main = At::attract;
  bool in_visit = false;
  bool application_stored = false;
  bool help_case_stored = false;
  NodeId after_tick = kNone;
  std::vector<NodeId> next;   ///< without the end intent and without what ends the visit
};

bool is_stored(const std::optional<Session>& session) { return session && !session->filing.number.empty(); }

bool has_wipe(const Effects& effects) {
  for (const Effect& effect : effects) {
    if (std::holds_alternative<Wipe>(effect)) return true;
  }
  return false;
}

bool is_end_intent(const Happening& what) {
  const auto* intent = std::get_if<Intent>(&what);
  return intent != nullptr && (intent->element == "bar.end" || intent->element == "end-confirm" || intent->element == "end-now");
}

/// Without what an ignored event leaves behind: the hour and the time of the last touch.
State without_clock(State state) {
  state.now = {};
  if (state.session) state.session->touched = {};
  return state;
}

/// Also without what opening another page over it stops: waits and a capture.
State at_rest(State state) {
  state = without_clock(std::move(state));
  if (state.session) {
    state.session->wait.reset();
    state.session->capture_job = 0;
  }
  return state;
}

class Exploration {
 public:
  Exploration(const Table& table, const World& world, const Wish& wish)
      : table_(table), world_(world), wish_(wish), setup_(specimen_setup()) {}

  Report run() {
    const auto start = std::chrono::steady_clock::now();
    report_.world = world_.name;
    visit(opening_state(setup_, world_), kNone, "start");
    while (!waiting_.empty() && !done()) {
      auto [id, state] = std::move(waiting_.front());
      waiting_.pop_front();
      expand(id, state);
    }
    if (!done()) check_reachability();
    if (!done()) check_time_out();
    report_.states = nodes_.size();
    report_.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
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

  NodeId visit(State state, NodeId parent, const std::string& by) {
    const auto [known, fresh] = ids_.try_emplace(abstraction_of(setup_, state), static_cast<NodeId>(nodes_.size()));
    if (!fresh) return known->second;
    Node node{.parent = parent, .by = by, .page = shown_page(state), .next = {}};
    node.in_visit = state.session.has_value();
    if (state.session) node.main = state.session->main.at;
    node.application_stored = is_stored(state.session);
    node.help_case_stored = state.session && state.session->help && !state.session->help->filing.number.empty();
    nodes_.push_back(std::move(node));
    waiting_.emplace_back(known->second, std::move(state));
    return known->second;
  }

  Step take(const State& state, const Happening& what) const {
    return step_with(table_, setup_, state, Event{state.now, what});
  }

  Step tick(const State& state) const {
    const base::SteadyTime at = *next_deadline(state);
    const base::Milliseconds later = std::max(base::Milliseconds(0), at - state.now.steady);
    return step_with(table_, setup_, state, Event{{state.now.wall + later, state.now.steady + later}, Tick{}});
  }

  NodeId follow(NodeId id, const State& before, Step step, const Possible& what) {
    ++report_.transitions;
    if (wish_.witness.effect) {
      for (const Effect& effect : step.effects) wish_.witness.effect(effect);
    }
    check_effects(id, before, step, what);
    const bool wiped = has_wipe(step.effects);
    const NodeId to = visit(std::move(step.state), id, what.name);
    if (!wiped && !is_end_intent(what.what)) nodes_[id].next.push_back(to);
    return to;
  }

  void expand(NodeId id, const State& state) {
    const Screen screen = view(setup_, state);
    if (wish_.witness.screen) wish_.witness.screen(screen);
    check_screen(id, screen);
    for (const Element& element : screen.elements) {
      if (is_interactive(element)) touch(id, state, element);
    }
    for (const Possible& answer : answers_of(world_, state)) follow(id, state, take(state, answer.what), answer);
    let_time_pass(id, state);
    if (state.session && !state.session->help && nodes_[id].page == nodes_[id].main) check_help_and_back(id, state);
  }

  void touch(NodeId id, const State& state, const Element& element) {
    bool matters = false;
    for (const Possible& one : touches_of(element)) {
      Step step = take(state, one.what);
      matters = matters || !step.effects.empty() || without_clock(step.state) != without_clock(state);
      const bool setting = element.id == "bar.language" || element.id == "bar.size" || element.id == "bar.contrast";
      if (!setting || !state.session) {
        follow(id, state, std::move(step), one);
      } else {
        check_setting(id, state, std::move(step.state));
      }
    }
    if (!matters) violation(id, "2: element " + element.id + " does nothing");
  }

  /// A setting changes nothing but itself (and the time of the touch); so the states behind it need no walk of their own.
  void check_setting(NodeId id, const State& before, State after) {
    ++report_.transitions;
    if (!after.session) return violation(id, "2: a setting ended the visit");
    after.session->settings = before.session->settings;
    State as_before = before;
    for (State* state : {&after, &as_before}) {
      if (state->session->warned) state->session->warned = base::SteadyTime{};
    }
    if (without_clock(after) != without_clock(as_before)) violation(id, "2: a setting changed something else");
  }

  void let_time_pass(NodeId id, const State& state) {
    if (!next_deadline(state)) {
      if (nodes_[id].page != At::attract) violation(id, "3: no deadline");
      return;
    }
    Step step = tick(state);
    if (step.effects.empty() && without_clock(step.state) == without_clock(state)) {
      violation(id, "3: the deadline passes and nothing happens");
      return;
    }
    const bool warned = step.state.session && step.state.session->warned && !(state.session && state.session->warned);
    if (warned) check_extension(id, state, step.state);
    const NodeId to = follow(id, state, std::move(step), {"time passes", Tick{}});
    nodes_[id].after_tick = to;
  }

  void check_extension(NodeId id, const State& before, const State& warned) {
    const State extended = take(warned, Intent{"extend", {}}).state;
    if (without_clock(extended) != without_clock(before)) violation(id, "8: the extension does not lead back");
  }

  void check_help_and_back(NodeId id, const State& state) {
    const State helped = take(state, Intent{"bar.help", {}}).state;
    if (shown_page(helped) != At::help_category) return violation(id, "8: help does not open");
    const State back = take(helped, Intent{"bar.back", {}}).state;
    if (at_rest(back) != at_rest(state)) violation(id, "8: leaving the help case does not lead back");
  }

  void check_screen(NodeId id, const Screen& screen) {
    const Element* help = screen.find("bar.help");
    if (help == nullptr || !help->enabled) violation(id, "4: no help-case element");
    std::set<std::string> ids;
    for (const Element& element : screen.elements) {
      if (!ids.insert(element.id).second) violation(id, "6: twice on the screen: " + element.id);
      if (element.id.empty() || element.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") != std::string::npos) {
        violation(id, "6: id not well-formed: " + element.id);
      }
    }
    if (screen.focus.empty() || !ids.contains(screen.focus)) violation(id, "6: the focus is nowhere");
    if (nodes_[id].page == At::store_failed || nodes_[id].page == At::help_store_failed) {
      if (!ids.contains("try-again") || !ids.contains("store-failed.phone")) violation(id, "1: no way on when storing fails");
    }
  }

  void check_effects(NodeId id, const State& before, const Step& step, const Possible& what) {
    const bool ended = before.session && !step.state.session;
    if (ended && !has_wipe(step.effects)) violation(id, "5: the visit ends without Wipe by " + what.name);
    for (const Effect& effect : step.effects) {
      if (const auto* store = std::get_if<Store>(&effect)) check_store(id, before, *store);
      if (std::holds_alternative<Print>(effect) && step.state.slips.empty()) violation(id, "7: printed, though nothing is stored");
    }
  }

  void check_store(NodeId id, const State& before, const Store& store) {
    if (!before.session || std::holds_alternative<delivery::Survey>(store.submission.content)) return;
    const bool application = std::holds_alternative<delivery::Application>(store.submission.content);
    if (!application && !before.session->help) return;
    const Filing& filing = application ? before.session->filing : before.session->help->filing;
    if (is_unanswered(before, filing) || !filing.number.empty()) violation(id, "7: the same thing is stored twice");
  }

  /// Marks every node from which one of the marked can be reached.
  [[nodiscard]] std::vector<bool> reaching(std::vector<bool> marked) const {
    std::vector<std::vector<NodeId>> before(nodes_.size());
    std::deque<NodeId> open;
    for (NodeId id = 0; id < nodes_.size(); ++id) {
      for (const NodeId to : nodes_[id].next) before[to].push_back(id);
      if (marked[id]) open.push_back(id);
    }
    while (!open.empty()) {
      for (const NodeId from : before[open.front()]) {
        if (marked[from]) continue;
        marked[from] = true;
        open.push_back(from);
      }
      open.pop_front();
    }
    return marked;
  }

  void check_reachability() {
    if (world_.disk == World::Disk::fails) return;
    std::vector<bool> stored(nodes_.size());
    std::vector<bool> application(nodes_.size());
    for (NodeId id = 0; id < nodes_.size(); ++id) {
      application[id] = nodes_[id].application_stored;
      stored[id] = nodes_[id].application_stored || nodes_[id].help_case_stored;
    }
    stored = reaching(std::move(stored));
    application = reaching(std::move(application));
    for (NodeId id = 0; id < nodes_.size(); ++id) {
      const Node& node = nodes_[id];
      if (!stored[id]) violation(id, "1: neither application nor help case can be stored any more");
      const bool leaving = node.main == At::survey || node.main == At::goodbye;
      if (node.in_visit && !leaving && !application[id]) violation(id, "1: no application can be stored any more");
    }
  }

  void check_time_out() {
    for (NodeId id = 0; id < nodes_.size(); ++id) {
      std::size_t steps = 0;
      NodeId at = id;
      while (at != kNone && nodes_[at].page != At::attract && steps <= kMostTicks) {
        at = nodes_[at].after_tick;
        ++steps;
      }
      if (at == kNone || steps > kMostTicks) violation(id, "5: attract is not reached by time alone");
    }
  }

  static constexpr std::size_t kMostTicks = 100;

  const Table& table_;
  const World& world_;
  const Wish& wish_;
  const Setup setup_;
  Report report_;
  std::vector<Node> nodes_;
  std::unordered_map<std::string, NodeId> ids_;
  std::deque<std::pair<NodeId, State>> waiting_;
};

}  // namespace

Report explore(const Table& table, const World& world, const Wish& wish) { return Exploration(table, world, wish).run(); }

}  // namespace bancheng::core::session::checks
