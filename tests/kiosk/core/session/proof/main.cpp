// The proof that no page is a dead end (explorer.h says what is shown), and with --mutate the proof of the proof.
#include <atomic>
#include <cstdio>
#include <string_view>
#include <thread>

#include "../checks/explorer.h"
#include "mutations.h"

namespace bancheng::core::session::checks {
namespace {

constexpr unsigned kThreads = 2;

std::vector<Report> explore_all(const std::vector<World>& worlds) {
  std::vector<Report> reports(worlds.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < worlds.size(); i = next++) reports[i] = explore(full_table(), worlds[i]);
  };
  std::thread other(work);
  work();
  other.join();
  return reports;
}

int prove() {
  bool good = true;
  std::printf("%-30s %10s %12s %8s\n", "world", "states", "transitions", "seconds");
  for (const Report& report : explore_all(all_worlds())) {
    std::printf("%-30s %10zu %12zu %8.2f\n", report.world.c_str(), report.states, report.transitions, report.seconds);
    for (const std::string& violation : report.violations) std::printf("  VIOLATION %s\n", violation.c_str());
    good = good && report.violations.empty();
  }
  std::printf("%s\n", good ? "all worlds hold" : "NOT PROVED");
  return good ? 0 : 1;
}

}  // namespace
}  // namespace bancheng::core::session::checks

int main(int argc, char** argv) {
  using namespace bancheng::core::session::checks;
  if (argc > 1 && std::string_view(argv[1]) == "--mutate") return run_mutations(kThreads) == 0 ? 0 : 1;
  return prove();
}
