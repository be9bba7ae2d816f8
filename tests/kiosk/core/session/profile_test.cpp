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

TEST_CASE("home shows what the terminal has counted before what the catalogue says, and no more than fits") {
  Setup setup = specimen_setup();
  setup.most_used = {"leaflet", "gone", "extract", "wish"};
  setup.home_tiles = 2;
  Visit visit(full_table(), setup);
  visit.begin();
  for (const char* shown : {"item.leaflet", "item.extract"}) visit.expect_element(shown);
  for (const char* left_out : {"item.pass", "item.gone", "item.wish"}) visit.expect_no_element(left_out);
  CHECK(visit.problems().empty());
}

}  // namespace bancheng::core::session::checks
