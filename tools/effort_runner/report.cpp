#include "tools/effort_runner/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace bancheng::effort {
namespace {

using core::catalogue::Effort;

constexpr std::array<std::pair<const char*, int Effort::*>, 4> kMeasures{
    {{"touches", &Effort::touches}, {"characters", &Effort::characters}, {"screens", &Effort::screens}, {"seconds", &Effort::seconds}}};

Effort effort_of(const Cost& cost) { return {cost.touches, cost.characters, cost.screens, static_cast<int>(std::lround(cost.time.count()))}; }

std::vector<const Way*> measured_ways(const Ways& ways) {
  std::vector<const Way*> chosen;
  for (const Way& way : ways.ways) {
    if (!way.by_courier) chosen.push_back(&way);
  }
  if (!chosen.empty()) return chosen;
  for (const Way& way : ways.ways) chosen.push_back(&way);
  return chosen;
}

int up_to(int step, int value) { return (value + step - 1) / step * step; }

std::string from_to(int least, int most) { return least == most ? std::to_string(most) : fmt::format("{}–{}", least, most); }

std::vector<std::string> cells_of(const Line& line) {
  std::vector<std::string> cells{line.item};
  for (const auto& [name, measure] : kMeasures) cells.push_back(from_to(line.measured.least.*measure, line.measured.most.*measure));
  const auto& budget = line.budget;
  cells.push_back(budget ? fmt::format("{}, {}, {}, {}", budget->touches, budget->characters, budget->screens, budget->seconds) : "none");
  return cells;
}

}  // namespace

Measured measure(const Ways& ways) {
  const auto chosen = measured_ways(ways);
  Measured measured{effort_of(chosen.front()->cost), effort_of(chosen.front()->cost)};
  for (const Way* way : chosen) {
    const Effort effort = effort_of(way->cost);
    for (const auto& [name, measure] : kMeasures) {
      measured.least.*measure = std::min(measured.least.*measure, effort.*measure);
      measured.most.*measure = std::max(measured.most.*measure, effort.*measure);
    }
  }
  return measured;
}

Effort fitting_budget(const Effort& most) {
  return {up_to(5, most.touches), up_to(5, most.characters), up_to(5, most.screens), up_to(10, most.seconds)};
}

std::string as_yaml(const Effort& budget) {
  return fmt::format("budget: {{touches: {}, characters: {}, screens: {}, seconds: {}}}", budget.touches, budget.characters, budget.screens,
                     budget.seconds);
}

std::vector<std::string> complaints_about(const core::catalogue::Item& item, const Ways& ways) {
  if (ways.ways.empty()) return {"no way leads from the guide to the end for any of the specimen persons (tools/effort_runner/person.cpp)"};
  std::vector<std::string> complaints(ways.asked_twice.begin(), ways.asked_twice.end());
  const Effort most = measure(ways).most;
  const std::string fitting = as_yaml(fitting_budget(most));
  if (!item.budget) {
    complaints.push_back("has no budget; what it takes fits into " + fitting);
    return complaints;
  }
  for (const auto& [name, measure] : kMeasures) {
    if (most.*measure <= *item.budget.*measure) continue;
    complaints.push_back(fmt::format("takes {} {}, but its budget is {}; make it shorter, or if that cannot be: {}", most.*measure, name,
                                     *item.budget.*measure, fitting));
  }
  return complaints;
}

const Way& longest(const Ways& ways) {
  const auto chosen = measured_ways(ways);
  return **std::max_element(chosen.begin(), chosen.end(), [](const Way* a, const Way* b) { return a->cost.time < b->cost.time; });
}

std::string table(const std::vector<Line>& lines, Layout layout) {
  const bool plain = layout == Layout::plain;
  const auto row = [&](const std::vector<std::string>& cells) {
    if (!plain) return fmt::format("| {} |\n", fmt::join(cells, " | "));
    return fmt::format("{:<24} {:>9} {:>11} {:>9} {:>9}   {}\n", cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
  };
  std::string text = row({"item", "touches", "characters", "screens", "seconds", "budget"});
  if (!plain) text += "|---|---|---|---|---|---|\n";
  for (const Line& line : lines) text += row(cells_of(line));
  return text;
}

}  // namespace bancheng::effort
