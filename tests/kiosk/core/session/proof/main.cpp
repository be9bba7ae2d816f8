// The proof that no page is a dead end (explorer.h and walk.h say what is shown), and with --mutate the proof of the
// proof.
//
//   session_proof [--every-world] [--by-page] [--walks=N] [NAME…]
//
// Without --every-world items that ship are walked through in the world without failure. --by-page says where the states
// come from. --walks: so many random walks instead of 60, for whoever has changed what a state's name tells. NAME: only
// these items ("specimens": the specimens together), and no judgement on texts, of which they say but some.
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>

#include "../checks/explorer.h"
#include "../checks/walk.h"
#include "catalogues.h"
#include "mutations.h"
#include "texts.h"

namespace bancheng::core::session::checks {
namespace {

constexpr unsigned kThreads = 2;

/// What was asked for on the command line.
struct Order {
  bool every_world = false;
  bool by_page = false;
  WalkPlan walks{.seed = 20260101, .walks = 60, .steps = 400};
  std::set<std::string_view> names;  ///< empty: all
};

/// One catalogue in one world.
struct Task {
  const NamedSetup* setup;
  World world;
};
struct Result {
  Report report;
  WalkReport walks;
  TextUse texts;
};

Result prove_one(const Task& task, const WalkPlan& walks) {
  Result result;
  const Witness witness{[&](const Screen& screen) { result.texts.note(screen); },
                        [&](const Effect& effect) { result.texts.note(effect); }};
  const Setup few_pages = with_few_pages(task.setup->setup);
  result.report = explore(full_table(), few_pages, task.world, {.atlas = true, .witness = witness});
  if (result.report.violations.empty()) {
    result.walks = walk(full_table(), task.setup->setup, task.world, *result.report.atlas, walks);
  }
  result.report.atlas.reset();
  return result;
}

void print(const Task& task, const Result& result, bool by_page);

std::vector<Result> prove_each(const std::vector<Task>& tasks, const Order& order) {
  std::vector<Result> results(tasks.size());
  std::atomic<std::size_t> next = 0;
  std::mutex printing;
  const auto work = [&] {
    for (std::size_t i = next++; i < tasks.size(); i = next++) {
      results[i] = prove_one(tasks[i], order.walks);
      const std::lock_guard one_at_a_time(printing);
      print(tasks[i], results[i], order.by_page);
    }
  };
  std::thread other(work);
  work();
  other.join();
  return results;
}

void print(const Task& task, const Result& result, bool by_page) {
  std::printf("%-26s %-30s %8zu %11zu %8.2f %9zu %6zu %6zu\n", task.setup->name.c_str(), result.report.world.c_str(),
              result.report.states, result.report.transitions, result.report.seconds, result.walks.steps,
              result.walks.ways, result.walks.longest_way);
  if (by_page) {
    for (const auto& [page, states] : result.report.states_by_page) std::printf("  %-40s %8zu\n", page.c_str(), states);
  }
  for (const std::string& violation : result.report.violations) std::printf("  VIOLATION %s\n", violation.c_str());
  for (const std::string& violation : result.walks.violations)
    std::printf("  VIOLATION on a walk: %s\n", violation.c_str());
  std::fflush(stdout);
}

/// Each flow is walked through in every world with the specimens, which have every shape of question. With the items that
/// ship it is enough to see, in a minute, what lies in the items themselves; `--every-world` takes them everywhere.
bool is_for_items(const World& world) { return world.name == all_worlds().front().name; }

std::vector<Task> tasks_of(const std::vector<NamedSetup>& setups, const Order& order) {
  std::vector<Task> tasks;
  for (const NamedSetup& setup : setups) {
    if (!order.names.empty() && !order.names.contains(setup.name)) continue;
    for (const World& world : all_worlds()) {
      if (!order.every_world && setup.ships && !is_for_items(world)) continue;
      tasks.push_back({&setup, world});
      // Pairs of wrong answers are followed with the specimens: an item with many questions has very many.
      if (setup.ships) tasks.back().world.most_gaps = 1;
    }
  }
  return tasks;
}

int prove(const std::vector<NamedSetup>& setups, const Order& order) {
  const std::vector<Task> tasks = tasks_of(setups, order);
  bool good = true;
  TextUse texts;
  std::printf("%-26s %-30s %8s %11s %8s %9s %6s %6s\n", "items", "world", "states", "transitions", "seconds", "walked",
              "ways", "longest");
  const std::vector<Result> results = prove_each(tasks, order);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    good = good && results[i].report.violations.empty() && results[i].walks.violations.empty();
    texts.add(results[i].texts);
  }
  for (const std::string& mistake : order.names.empty() ? mistakes_of(texts, is_of_session) : std::vector<std::string>()) {
    std::printf("  TEXT %s\n", mistake.c_str());
    good = false;
  }
  std::printf("%zu messages, each in every language with the arguments that it is given\n", texts.messages());
  std::printf("%s\n", good ? "all worlds hold" : "NOT PROVED");
  return good ? 0 : 1;
}

Order order_of(const std::vector<std::string_view>& arguments) {
  constexpr std::string_view kWalks = "--walks=";
  Order order;
  for (const std::string_view one : arguments) {
    if (one == "--every-world") order.every_world = true;
    else if (one == "--by-page") order.by_page = true;
    else if (one.starts_with(kWalks)) order.walks.walks = std::stoul(std::string(one.substr(kWalks.size())));
    else order.names.insert(one);
  }
  return order;
}

}  // namespace
}  // namespace bancheng::core::session::checks

int main(int argc, char** argv) {
  using namespace bancheng::core::session::checks;
  if (argc > 1 && std::string_view(argv[1]) == "--mutate") return run_mutations(kThreads) == 0 ? 0 : 1;
  return prove(all_setups(), order_of({argv + 1, argv + argc}));
}
