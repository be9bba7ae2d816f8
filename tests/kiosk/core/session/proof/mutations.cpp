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

/// Who noticed. The proof, which takes minutes, is asked only where no script has noticed.
enum class Verdict { script, proof, nobody };

Verdict judge(const Table& table) {
  for (const Script& script : all_scripts()) {
    Visit visit(table);
    script.play(visit);
    if (!visit.problems().empty()) return Verdict::script;
  }
  for (const World& world : all_worlds()) {
    if (!explore(table, specimen_setup(), world, {.stop_at_first = true}).violations.empty()) return Verdict::proof;
  }
  return Verdict::nobody;
}

const char* say(Verdict verdict) {
  switch (verdict) {
    case Verdict::script: return "a script";
    case Verdict::proof: return "the proof";
    case Verdict::nobody: return "NOBODY";
  }
  return "";
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
      if (verdict == Verdict::proof) std::printf("by the proof alone: %s\n", std::string(table[i].name).c_str());
      std::fflush(stdout);
      if (verdict != Verdict::nobody) continue;
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
