// Ways: every sensible way from an item's guide to its end, found by trying what can be touched on the real session.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "kiosk/core/session/session.h"
#include "tools/effort_runner/model.h"

namespace bancheng::effort {

/// The shortest way (touches, then characters) for one set of answers.
struct Way {
  Cost cost;
  bool by_courier = false;
  std::vector<std::string> steps;  ///< "screen: act", from the guide on
};

struct Ways {
  std::vector<Way> ways;                ///< one for each set of answers that can be given; empty: the item cannot be done
  std::set<std::string> asked_twice;    ///< what was asked though it was known, on any of them
};

/// A way begins when the item's guide is shown and ends when the paper for which the person came is printed: the receipt, the
/// record or the guide. It is sensible: nothing goes wrong, no page is come to again once it was left (but those on which
/// one only waits), nothing is touched twice on a page, the bar is left alone. So each material gets one page, and answers that
/// do not meet a condition lead nowhere. `catalogue` must have the item.
[[nodiscard]] Ways find_ways(std::shared_ptr<const core::catalogue::Catalogue> catalogue, const std::string& item);

}  // namespace bancheng::effort
