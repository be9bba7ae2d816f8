#include "walk.h"

#include <algorithm>
#include <deque>
#include <random>

#include "state_checks.h"

namespace bancheng::core::session::checks {
namespace {

constexpr std::size_t kLongestWay = 300;
constexpr std::size_t kTrail = 25;

class Walker {
 public:
  Walker(const Table& table, const Setup& setup, const World& world, const Atlas& atlas, std::uint32_t seed)
      : bench_{table, setup}, world_(world), atlas_(atlas), random_(seed) {}

  void run(std::size_t steps) {
    state_ = opening_state(bench_.setup, world_);
    trail_.clear();
    for (std::size_t i = 0; i < steps && report_.violations.empty(); ++i) {
      if (!wander()) return;
      ++report_.steps;
    }
    follow_way();
  }

  WalkReport take() { return std::move(report_); }

 private:
  void violation(const std::string& what) {
    std::string text = what + "\n    on " + screen_id(shown_page(state_)) + " after";
    for (const std::string& one : trail_) text += " > " + one;
    report_.violations.push_back(text);
  }

  /// What this state's name says is to be done; nothing (and a violation) where the name is not known.
  const Atlas::Way* way() {
    const std::string name = abstraction_of(bench_.setup, state_, Times::left_out);
    const auto found = atlas_.ways.find(name);
    if (found != atlas_.ways.end()) return &found->second;
    violation("a state that the explorer does not know: " + name);
    return nullptr;
  }

  [[nodiscard]] std::vector<Possible> possible() const {
    std::vector<Possible> all = answers_of(world_, bench_.setup, state_);
    for (const Element& element : view(bench_.setup, state_).elements) {
      if (!is_interactive(element)) continue;
      for (Possible& one : touches_of(element)) all.push_back(std::move(one));
    }
    if (next_deadline(state_)) all.push_back({kTimePasses, Tick{}});
    return all;
  }

  [[nodiscard]] Step step(const Possible& one) const {
    return std::holds_alternative<Tick>(one.what) ? bench_.tick(state_) : bench_.take(state_, one.what);
  }

  void go(const Possible& one, State to) {
    state_ = std::move(to);
    trail_.push_back(one.name);
    if (trail_.size() > kTrail) trail_.pop_front();
  }

  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }

  /// A step: now and then the one that leads on (or a walk would never come far), else any.
  bool wander() {
    const Atlas::Way* known = way();
    if (known == nullptr) return false;
    const std::vector<Possible> all = possible();
    const Possible* chosen = &all[below(all.size())];
    if (below(3) == 0) {
      const auto found =
          std::find_if(all.begin(), all.end(), [&](const Possible& one) { return one.name == known->next; });
      if (found != all.end()) chosen = &*found;
    }
    Step next = step(*chosen);
    if (!spoils_too_much(world_, bench_.setup, state_, next.state)) go(*chosen, std::move(next.state));
    return true;
  }

  void follow_way() {
    for (std::size_t steps = 0; steps < kLongestWay; ++steps) {
      const Atlas::Way* known = way();
      if (known == nullptr) return;
      if (known->steps_left == Atlas::kNever && (world_.disk == World::Disk::fails || !knows_applications(bench_.setup))) return;
      if (known->steps_left == 0) {
        ++report_.ways;
        report_.longest_way = std::max(report_.longest_way, steps);
        return;
      }
      if (!take_named(known->steps_left == Atlas::kNever ? kTimePasses : known->next)) return;
    }
    violation("the way does not end");
  }

  bool take_named(const std::string& name) {
    const std::vector<Possible> all = possible();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Possible& one) { return one.name == name; });
    if (found == all.end()) {
      violation("the way goes by \"" + name + "\", which can't happen here");
      return false;
    }
    go(*found, step(*found).state);
    return true;
  }

  const Bench bench_;
  const World& world_;
  const Atlas& atlas_;
  std::mt19937 random_;
  State state_;
  std::deque<std::string> trail_;
  WalkReport report_;
};

}  // namespace

WalkReport walk(const Table& table, const Setup& setup, const World& world, const Atlas& atlas, const WalkPlan& plan) {
  Walker walker(table, setup, world, atlas, plan.seed);
  for (std::size_t i = 0; i < plan.walks; ++i) walker.run(plan.steps);
  return walker.take();
}

}  // namespace bancheng::core::session::checks
