// One life of a terminal: kiosk and courier on one outbox, in a child process that may be killed at a numbered step.
#pragma once

#include <filesystem>

#include "tests/crash/fault_disk.h"
#include "tests/crash/hall_line.h"
#include "tests/delivery_bench/keys.h"

namespace bancheng::crash {

struct Plan {
  bool stores = true;    ///< an application and a help case; a life that only delivers otherwise
  Fate fate = Fate::none;
  std::uint64_t step = 0;
};

/// Forks, lives, and answers what was witnessed. A life that ends in any way but by its fate or by itself throws.
[[nodiscard]] Witness live(const std::filesystem::path& outbox, const bench::Keys& keys, bench::ModelHall& hall, const Plan& plan);

}  // namespace bancheng::crash
