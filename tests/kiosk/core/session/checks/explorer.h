// Explorer: walks through every state that can be reached in one world and checks what must hold in each.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "kiosk/core/session/machine.h"
#include "world.h"

namespace bancheng::core::session::checks {

/// The way that was found: for each state's name without times, what to do next, and how many steps are left until an
/// application (or, where that is over, anything) is stored. Steps left 0: it is stored.
struct Atlas {
  struct Way {
    std::uint32_t steps_left = 0;
    std::string next;  ///< name of what is to happen (Possible::name)
  };
  std::unordered_map<std::string, Way> ways;
  /// Names of states in which nothing can be stored any more, as may be on the last pages of a visit.
  static constexpr std::uint32_t kNever = ~std::uint32_t{0};
};

struct Report {
  std::string world;
  std::size_t states = 0;
  std::size_t transitions = 0;
  double seconds = 0;                   ///< of this thread's processor
  std::map<std::string, std::size_t> states_by_page;  ///< pages to which a change leads from "check answers" apart
  std::vector<std::string> violations;  ///< at most kMostViolations, each with the way that leads there
  std::shared_ptr<const Atlas> atlas;   ///< where it was wished for
};
inline constexpr std::size_t kMostViolations = 10;

/// Whether anything of the catalogue ends with an application; records and guides do not.
[[nodiscard]] bool knows_applications(const Setup& setup);

/// Whether this step makes more answers wrong than are followed up.
[[nodiscard]] bool spoils_too_much(const World& world, const Setup& setup, const State& before, const State& after);

/// Called with what each step shows and does; may be empty.
struct Witness {
  std::function<void(const Screen&)> screen;
  std::function<void(const Effect&)> effect;
};

struct Wish {
  bool stop_at_first = false;  ///< of the violations
  bool atlas = false;
  Witness witness{};
};

/// Shows, for every reachable state of the world (abstraction_of says which states count as one, and why nothing of this
/// is lost by it):
///  1 without the end intent and without the time-out a stored application or help case stays reachable, and from every
///    page before the end of a visit a stored application (not where the disk fails for good);
///  2 every enabled interactive element changes the state or emits an effect;
///  3 every state but attract has a deadline, and a Tick there changes the state;
///  4 every screen carries the help-case element;
///  5 by time alone attract is reached, with Wipe;
///  6 ids are unique and well-formed, the focus is an element;
///  7 nothing is stored twice, nothing is printed that is not stored;
///  8 a help case that is left again, "end the visit?" taken back and a warning that is extended leave everything as it was;
///  9 what is left over from an earlier visit does not touch the present one;
/// 10 looking up how far matters are leaves an item under way as it was, but for another card that is laid.
[[nodiscard]] Report explore(const Table& table, const Setup& setup, const World& world, const Wish& wish = {});

}  // namespace bancheng::core::session::checks
