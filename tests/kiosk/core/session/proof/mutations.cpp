#include "mutations.h"

#include <atomic>
#include <cstdio>
#include <map>
#include <mutex>
#include <thread>

#include "../checks/explorer.h"
#include "../checks/visit.h"

namespace bancheng::core::session::checks {
namespace {

Table without(const Table& table, std::size_t index) {
  Table fewer = table;
  fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(index));
  return fewer;
}

/// Who noticed: the proof, a script, or nobody. The proof goes first where it is quick: in the world without failure.
struct Verdict {
  bool by_script = false;
  bool by_proof = false;
};

Verdict judge(const Table& table) {
  Verdict verdict;
  for (const Script& script : all_scripts()) {
    Visit visit(table);
    script.play(visit);
    if (!visit.problems().empty()) {
      verdict.by_script = true;
      break;
    }
  }
  const std::vector<World> worlds = all_worlds();
  for (const World& world : worlds) {
    // Where a script has noticed already, one world is enough to see whether the proof notices too.
    if (verdict.by_script && &world != &worlds.front()) break;
    if (!explore(table, specimen_setup(), world, {.stop_at_first = true}).violations.empty()) {
      verdict.by_proof = true;
      break;
    }
  }
  return verdict;
}

const char* say(Verdict verdict) {
  if (verdict.by_script && verdict.by_proof) return "script and proof";
  if (verdict.by_script) return "script";
  return verdict.by_proof ? "proof" : "NOBODY";
}

}  // namespace

int run_mutations(unsigned threads) {
  const Table& table = full_table();
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::map<std::string, int> counts;
  int survivors = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < table.size(); i = next++) {
      const Verdict verdict = judge(without(table, i));
      const std::lock_guard lock(mutex);
      ++counts[say(verdict)];
      if (verdict.by_script || verdict.by_proof) continue;
      ++survivors;
      std::printf("survived: %s\n", std::string(table[i].name).c_str());
    }
  };
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < threads; ++i) workers.emplace_back(work);
  for (std::thread& worker : workers) worker.join();
  std::printf("%zu transitions taken out one at a time; noticed by", table.size());
  for (const auto& [who, count] : counts) std::printf(" %s: %d;", who.c_str(), count);
  std::printf(" survivors: %d\n", survivors);
  return survivors;
}

}  // namespace bancheng::core::session::checks
