// Worlds: what devices, disk and network answer, and what of it fails for good. All that may happen next is read off the
// state, so that a world needs no memory of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "specimens.h"

namespace bancheng::core::session::checks {

struct World {
  enum class Disk { works, fails_at_times, fails };

  std::string name;
  std::optional<Device> failing;  ///< may become unusable at any moment, for good
  std::optional<Device> silent;   ///< says that it is usable and never answers
  Disk disk = Disk::works;
  bool hall = true;               ///< the hall acknowledges
};

/// No failure, and every single permanent one.
[[nodiscard]] std::vector<World> all_worlds();

/// Something that may happen, with a name for the trace.
struct Possible {
  std::string name;
  Happening what;
};

/// The state in which the world's devices have reported.
[[nodiscard]] State opening_state(const Setup& setup, const World& world);

/// What devices, disk and hall may do now.
[[nodiscard]] std::vector<Possible> answers_of(const World& world, const State& state);

/// What a person may do with one element: one intent, or one for each kind of text or drawing.
[[nodiscard]] std::vector<Possible> touches_of(const Element& element);
[[nodiscard]] bool is_interactive(const Element& element);

/// A short name of everything about the state that decides what can happen next. Texts count as empty, good or bad; times
/// count relative to now; what lies under a help case or a cover counts by its page alone (that it is not touched from
/// above is shown for every state on its own).
[[nodiscard]] std::string abstraction_of(const Setup& setup, const State& state);

}  // namespace bancheng::core::session::checks
