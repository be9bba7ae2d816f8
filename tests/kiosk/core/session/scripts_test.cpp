// Every script against the whole table: the unit tests of the flows.
#include <doctest/doctest.h>

#include "checks/visit.h"

namespace bancheng::core::session::checks {

TEST_CASE("the flows do what their scripts say") {
  for (const Script& script : all_scripts()) {
    CAPTURE(std::string(script.name));
    Visit visit(full_table());
    script.play(visit);
    const std::string problem = visit.problems().empty() ? "" : visit.problems().front();
    CHECK(problem == "");
  }
}

}  // namespace bancheng::core::session::checks
