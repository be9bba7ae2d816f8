// The screen checker: every screen that the session shows, in each language, text size, orientation and profile, laid out by
// the shipped composer; both contrasts are computed on each. Prints every finding; ends with 1 when there is one.
//
//   screen_checker [profile orientation]      one terminal only, such as: screen_checker hall portrait
#include <atomic>
#include <chrono>
#include <cstdio>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "../checks/layout_check.h"
#include "../checks/reached_screens.h"

namespace bancheng::ui::checks {
namespace {

using core::Language;
using core::session::Screen;
using core::session::TextSize;

constexpr unsigned kThreads = 2;
constexpr TextSize kSizes[] = {TextSize::small, TextSize::medium, TextSize::large, TextSize::largest};
constexpr const char* kSizeNames[] = {"small", "medium", "large", "largest"};

/// By screen, rule and element: settings with the numbers.
using Findings = std::map<std::string, std::set<std::string>>;

struct Task {
  const Screen* screen;
  Language language;
};

struct Tally {
  std::size_t layouts = 0;
  std::size_t pages = 0;
  Findings findings;
  void add(const Tally& other) {
    layouts += other.layouts;
    pages += other.pages;
    for (const auto& [where, list] : other.findings) findings[where].insert(list.begin(), list.end());
  }
};

void check_in_all_settings(LayoutCheck& check, const Task& task, const std::vector<Terminal>& terminals, Tally& tally) {
  for (const Terminal& terminal : terminals) {
    for (std::size_t i = 0; i < 4; ++i) {
      ++tally.layouts;
      const std::string setting = terminal.name + ", " + (task.language == Language::en ? "en" : "zh-CN") + ", " + kSizeNames[i];
      for (const Finding& finding : check.check(*task.screen, kSizes[i], terminal)) {
        tally.findings[task.screen->id + ": " + finding.rule + ": " + finding.element].insert(setting + ": " + finding.what);
      }
    }
  }
}

Tally check_all(const std::vector<Task>& tasks, const std::vector<Terminal>& terminals) {
  Tally all;
  std::mutex mutex;
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    Tally mine;
    LayoutCheck chinese(Language::zh_cn);
    LayoutCheck english(Language::en);
    for (std::size_t i = next++; i < tasks.size(); i = next++) {
      check_in_all_settings(tasks[i].language == Language::en ? english : chinese, tasks[i], terminals, mine);
    }
    mine.pages = chinese.pages() + english.pages();
    const std::lock_guard lock(mutex);
    all.add(mine);
  };
  std::vector<std::thread> workers;
  for (unsigned i = 1; i < kThreads; ++i) workers.emplace_back(work);
  work();
  for (std::thread& worker : workers) worker.join();
  return all;
}

std::size_t print(const Findings& findings) {
  std::size_t count = 0;
  for (const auto& [where, list] : findings) {
    std::printf("%s\n", where.c_str());
    for (const std::string& one : list) std::printf("    %s\n", one.c_str());
    count += list.size();
  }
  return count;
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

int run(const std::string& only) {
  std::vector<Terminal> terminals = all_terminals();
  if (!only.empty()) std::erase_if(terminals, [&](const Terminal& terminal) { return terminal.name != only; });
  auto begin = std::chrono::steady_clock::now();
  const ScreenShapes shapes = reached_screens(kThreads);
  std::printf("%zu shapes of screens met in %.1f s\n", shapes.size(), seconds_since(begin));
  const std::vector<Screen> chinese = shapes.longest(Language::zh_cn);
  const std::vector<Screen> english = shapes.longest(Language::en);
  std::vector<Task> tasks;
  for (const Screen& screen : chinese) tasks.push_back({&screen, Language::zh_cn});
  for (const Screen& screen : english) tasks.push_back({&screen, Language::en});
  begin = std::chrono::steady_clock::now();
  const Tally tally = check_all(tasks, terminals);
  const std::size_t count = print(tally.findings);
  std::printf("%zu layouts (%zu terminals, 2 languages, 4 sizes), %zu pages, each in both contrasts, in %.1f s: %zu findings at %zu elements\n",
              tally.layouts, terminals.size(), tally.pages, seconds_since(begin), count, tally.findings.size());
  return tally.layouts == 0 || count > 0 ? 1 : 0;
}

}  // namespace
}  // namespace bancheng::ui::checks

int main(int argc, char** argv) {
  return bancheng::ui::checks::run(argc > 2 ? std::string(argv[1]) + " " + argv[2] : "");
}
