// Whatever is missing on "check answers", all of it is asked for, one after the other, and nothing else. The explorer
// follows a person who makes two answers wrong at a time; this shows every set of them.
#include <doctest/doctest.h>

#include <array>
#include <bit>

#include "checks/visit.h"
#include "checks/world.h"
#include "kiosk/core/session/moves.h"

namespace bancheng::core::session::checks {
namespace {

/// On "check answers" with everything given, the result by courier.
State complete() {
  Visit visit(full_table());
  visit.to_check();
  visit.touch("change.delivery.way");
  visit.touch("delivery.courier");
  for (const char* answer : {"recipient", "phone", "address"}) {
    visit.touch(std::string("change.courier.") + answer);
    visit.type(std::string_view(answer) == "phone" ? kGoodPhone : "样本");
    visit.touch("continue");
  }
  REQUIRE(visit.problems().empty());
  REQUIRE(visit.state().session->main.at == At::check);
  return visit.state();
}

using Spoil = void (*)(Session&);
/// One for each thing that can be missing, in the order of the route.
constexpr std::array<Spoil, 9> kSpoils{
    [](Session& visit) { visit.answers["name"] = {}; },
    [](Session& visit) { visit.answers["number"] = base::PersonText("1"); },
    [](Session& visit) { visit.answers["phone"] = {}; },
    [](Session& visit) { visit.answers["living"] = {}; },
    [](Session& visit) { visit.materials[0].pages.clear(); },
    [](Session& visit) { visit.materials[1].pages.clear(); },
    [](Session& visit) { visit.courier.recipient = {}; },
    [](Session& visit) { visit.courier.phone = {}; },
    [](Session& visit) { visit.courier.address = {}; },
};

State act(const Setup& setup, const State& state, Happening what) {
  return step(setup, state, {state.now, std::move(what)}).state;
}

/// Gives what the present page asks for, and goes on.
State mend(const Setup& setup, State state) {
  if (state.session->main.at == At::material) {
    state = act(setup, state, Intent{"capture", {}});
    state = act(setup, state, PageCaptured{{99}, state.session->capture_job});
    return act(setup, state, Intent{"keep", {}});
  }
  const Screen screen = view(setup, state);
  for (const Element& element : screen.elements) {
    if (element.role == Role::choice) return act(setup, state, Intent{element.id, {}});
    if (element.role != Role::field) continue;
    state = act(setup, state, touches_of(element).at(1).what);
    return act(setup, state, Intent{"continue", {}});
  }
  return state;
}

}  // namespace

TEST_CASE("every set of missing answers is asked for, in the order of the route, and nothing else") {
  const Setup setup = specimen_setup();
  const State whole = complete();
  for (unsigned set = 0; set < 1U << kSpoils.size(); ++set) {
    CAPTURE(set);
    State state = whole;
    for (std::size_t i = 0; i < kSpoils.size(); ++i) {
      if ((set >> i & 1U) != 0) kSpoils[i](*state.session);
    }
    const std::vector<Spot> gaps = gaps_of(setup, state);
    REQUIRE(gaps.size() == static_cast<std::size_t>(std::popcount(set)));
    state = act(setup, state, Intent{"continue", {}});
    for (const Spot gap : gaps) {
      REQUIRE(state.session->main == gap);
      state = mend(setup, state);
    }
    if (!gaps.empty()) {
      REQUIRE(state.session->main.at == At::check);
      state = act(setup, state, Intent{"continue", {}});
    }
    REQUIRE(state.session->main.at == At::sign);
  }
}

}  // namespace bancheng::core::session::checks
