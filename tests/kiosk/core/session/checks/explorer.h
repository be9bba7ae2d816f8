// Explorer: walks through every state that can be reached in one world and checks what must hold in each.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "kiosk/core/session/machine.h"
#include "world.h"

namespace bancheng::core::session::checks {

struct Report {
  std::string world;
  std::size_t states = 0;
  std::size_t transitions = 0;
  double seconds = 0;
  std::vector<std::string> violations;  ///< at most kMostViolations, each with the way that leads there
};
inline constexpr std::size_t kMostViolations = 10;

/// Called with what each step shows and does; may be empty.
struct Witness {
  std::function<void(const Screen&)> screen;
  std::function<void(const Effect&)> effect;
};

struct Wish {
  bool stop_at_first = false;  ///< of the violations
  Witness witness{};
};

/// Shows, for every reachable state of the world:
///  1 without the end intent and without the time-out a stored application or help case stays reachable, and from every
///    page before the end of a visit a stored application (not where the disk fails for good);
///  2 every enabled interactive element changes the state or emits an effect;
///  3 every state but attract has a deadline, and a Tick there changes the state;
///  4 every screen carries the help-case element;
///  5 by time alone attract is reached, with Wipe;
///  6 ids are unique and well-formed, the focus is an element;
///  7 nothing is stored twice, nothing is printed that is not stored;
///  8 a help case that is left again, and a warning that is extended, leave everything as it was.
[[nodiscard]] Report explore(const Table& table, const World& world, const Wish& wish = {});

}  // namespace bancheng::core::session::checks
