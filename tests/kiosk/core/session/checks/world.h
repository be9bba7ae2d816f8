// Worlds: what devices, disk and network answer, and what of it fails for good. All that may happen next is read off
// the state, so that a world needs no memory of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "specimens.h"

namespace bancheng::core::session::checks {

/// A person makes at most so many answers wrong at the same time: what any more of them do is shown by gaps_test.cpp.
inline constexpr std::size_t kMostGaps = 2;

struct World {
  enum class Disk { works, fails_at_times, fails };

  std::string name;
  std::optional<Device> failing;  ///< may become unusable at any moment, for good
  std::optional<Device> silent;   ///< says that it is usable and never answers
  Disk disk = Disk::works;
  bool hall = true;  ///< the hall acknowledges
  std::size_t most_gaps = kMostGaps;
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

/// The same, but no material has more than two pages. A page more than that makes no difference: the session knows of a
/// material whether it has no page, some with room for more, or as many as fit, and with two pages it is all of these. (A
/// page that is added to some or taken from some may leave some: no state that is not come to otherwise.) Names do not tell
/// the two setups apart, so that walks may go through the whole one by the atlas of this one.
[[nodiscard]] Setup with_few_pages(const Setup& setup);

/// What devices, disk and hall may do now.
[[nodiscard]] std::vector<Possible> answers_of(const World& world, const Setup& setup, const State& state);

/// A state that is met too, but that the explorer would not come to by itself, because its name does not tell it from
/// another where the ways part.
struct AlsoMet {
  const char* name;
  State state;
};
/// - While nobody is there, and at the end of a visit: with one more thing that an earlier visit left over, a receipt
/// that is
///   owed, at the printer or not printed, or a store that is not answered.
/// - On "check answers": with a material that is to follow.
/// - On any page of a visit: the survey, to which a help case over the page may lead.
[[nodiscard]] std::vector<AlsoMet> also_met(const State& state);

/// What a person may do with one element: one intent, or one for each kind of text or drawing.
[[nodiscard]] std::vector<Possible> touches_of(const Element& element);
inline constexpr const char* kTimePasses = "time passes";  ///< the name of a Tick at the next deadline
[[nodiscard]] bool is_interactive(const Element& element);

/// What is missing or wrong on the way to an application, in the order of the route (core's first_gap names the first).
[[nodiscard]] std::vector<Spot> gaps_of(const Setup& setup, const State& state);

enum class Times { exact, left_out };

/// A short name of what decides what can happen next. Two states with one name count as one state, of which the first
/// that was met is walked on from. What is left out, and why that is allowed:
/// - texts count as empty, good or bad; a card by what it tells the items that there are; pages of a material as none,
///   some, or as many as fit (with_few_pages says why that is enough);
/// - another page's answers count where they decide what follows (gaps), not on pages that only lead on to the next; so no
///   way to an application goes from where they count to where they do not (Exploration::is_step_back);
/// - what is only said, not asked about, does not count on the way back to "check answers" and under another page: which
///   reason a complaint, a failed try or a failed store has;
/// - what was needed for something that is over does not count: the text of a help case that is stored, the question that
///   the hall has answered, the pages given for a supplement that is left (it begins afresh);
/// - what lies under a help case or a cover counts by its page alone, and what is left over from an earlier visit does not
///   count within a visit: that neither touches the other is shown for every state by itself (checks 8 and 9);
/// - an item under way does not count while the person looks up how far matters are. It is left as it is (check 10), and
///   what it was comes back at home: for each state in which a look-up begins that is walked on from, too. No way to an
///   application is concluded from where the one state that was walked on from came back to (Exploration::is_return);
/// - times count relative to now, or not at all where they are left out.
/// Random walks (walk.h), which know nothing of names, then come only to states whose name is known, and from each of
/// them follow the way that was found for the name, to its end.
[[nodiscard]] std::string abstraction_of(const Setup& setup, const State& state, Times times = Times::exact);

/// A help case or a cover lies over a page that does not count in the name, or a look-up over an item under way.
/// (`is_looking_up`: the latter.)
[[nodiscard]] bool is_over_any_page(const Setup& setup, const State& state);
[[nodiscard]] bool is_looking_up(const Setup& setup, const State& state);

/// The name tells what is missing on the way to an application.
[[nodiscard]] bool tells_gaps(const State& state);
/// The name tells which person was begun to be typed in place of a card (of records, which want a card, it does not matter).
[[nodiscard]] bool tells_typed(const Setup& setup, const State& state);

}  // namespace bancheng::core::session::checks
