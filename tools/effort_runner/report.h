// What the ways of an item come to, held against its budget.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/catalogue/item.h"
#include "tools/effort_runner/ways.h"

namespace bancheng::effort {

/// Of the ways without courier, where there are some: each measure by itself, from the cheapest to the dearest way.
struct Measured {
  core::catalogue::Effort least;
  core::catalogue::Effort most;
};
/// There must be a way.
[[nodiscard]] Measured measure(const Ways& ways);

/// The budget that fits: touches, characters and screens rounded up to the next 5, seconds to the next 10.
[[nodiscard]] core::catalogue::Effort fitting_budget(const core::catalogue::Effort& most);
/// As it stands in the item's file: "budget: {touches: …}".
[[nodiscard]] std::string as_yaml(const core::catalogue::Effort& budget);

/// What is wrong with the item, in sentences that say how to mend it; empty: nothing.
[[nodiscard]] std::vector<std::string> complaints_about(const core::catalogue::Item& item, const Ways& ways);

/// The way that takes longest among those that are measured. There must be one.
[[nodiscard]] const Way& longest(const Ways& ways);

enum class Layout { plain, markdown };
/// A line a item under a heading.
struct Line {
  std::string item;
  Measured measured;
  std::optional<core::catalogue::Effort> budget;
};
[[nodiscard]] std::string table(const std::vector<Line>& lines, Layout layout);

}  // namespace bancheng::effort
