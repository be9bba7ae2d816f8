// Random walks: the check of the explorer's abstraction. A walk works on whole states and knows nothing of their names;
// it also does what the explorer merges (settings, visits one after the other with receipts left over).
#pragma once

#include <cstdint>

#include "explorer.h"

namespace bancheng::core::session::checks {

struct WalkPlan {
  std::uint32_t seed = 1;
  std::size_t walks = 100;
  std::size_t steps = 300;  ///< of each walk
};

struct WalkReport {
  std::size_t steps = 0;
  std::size_t ways = 0;  ///< followed to their end, an application stored
  std::size_t longest_way = 0;
  std::vector<std::string> violations;  ///< at most kMostViolations
};

/// Shows that the explorer has seen all there is, and that what it found for a name holds for every state of that name:
///  - each state on the walk has a name that the atlas knows;
///  - from the end of each walk the way of the atlas, taken name by name, ends with an application stored.
[[nodiscard]] WalkReport walk(const Table& table, const Setup& setup, const World& world, const Atlas& atlas,
                              const WalkPlan& plan);

}  // namespace bancheng::core::session::checks
