// What a terminal's profile decides about its screens.
#include <doctest/doctest.h>

#include "checks/visit.h"

namespace bancheng::core::session::checks {

TEST_CASE("a terminal of one language has no button for languages, and takes no other") {
  Setup setup = specimen_setup();
  setup.languages = {Language::zh_cn};
  Visit visit(full_table(), setup);
  visit.begin();
  visit.expect_no_element("bar.language");
  CHECK(visit.problems().empty());
  Step step = session::step(setup, visit.state(), Event{visit.state().now, Intent{"bar.language", {}}});
  CHECK(view(setup, step.state).settings.language == Language::zh_cn);
}

TEST_CASE("opening hours are on the first page and in guides, where there are any") {
  Setup setup = specimen_setup();
  for (const bool told : {true, false}) {
    if (!told) setup.opening_hours.clear();
    const Screen attract = view(setup, initial_state(setup));
    CHECK((attract.find("attract.hours") != nullptr) == told);
    Visit visit(full_table(), setup);
    visit.begin();
    visit.touch("item.pass");
    CHECK((visit.screen().find("guide.terminal-hours") != nullptr) == told);
  }
}

}  // namespace bancheng::core::session::checks
