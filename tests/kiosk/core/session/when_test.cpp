// An answer to a question that does not apply counts as not given, for whatever hangs on it, however many steps away.
#include <doctest/doctest.h>

#include <algorithm>

#include "checks/visit.h"
#include "kiosk/core/receipt/receipt.h"
#include "kiosk/core/session/moves.h"

namespace bancheng::core::session::checks {
namespace {

constexpr const char* kCompany = "91350100M000100Y43";

/// "order" for somebody else, some of it: all that hangs on that is given. On "check answers".
void to_check_for_another(Visit& visit) {
  visit.begin();
  visit.touch("item.order");
  visit.touch("start");
  visit.lay(Specimen::elder);
  visit.type("2026-01-05");
  visit.touch("continue");
  visit.touch("choice.other");
  visit.type("1");
  visit.touch("continue");
  visit.touch("choice.some");
  visit.type(kCompany);
  visit.touch("continue");
  visit.touch("capture");
  visit.captured(1);
  visit.touch("keep");
  visit.expect_screen("check");
  visit.expect_element("change.company");
  visit.expect_element("change.material.letter");
}

void change_role_to_oneself(Visit& visit) {
  visit.touch("change.role");
  visit.touch("choice.self");
  visit.expect_screen("check");
}

bool says(const receipt::Receipt& paper, const LocalText& what) {
  return std::any_of(paper.lines.begin(), paper.lines.end(), [&](const receipt::Line& line) {
    const auto* check = std::get_if<receipt::CheckLine>(&line);
    return check != nullptr && check->text == Words(what);
  });
}

}  // namespace

TEST_CASE("what hangs on a question that no longer applies is neither asked nor handed over") {
  Visit visit(full_table());
  to_check_for_another(visit);
  change_role_to_oneself(visit);
  for (const char* gone : {"change.scope", "change.company", "change.material.letter"}) visit.expect_no_element(gone);
  visit.touch("continue");
  visit.draw(good_signature());
  visit.touch("submit");
  REQUIRE(visit.problems() == std::vector<std::string>());
  const auto& application = std::get<delivery::Application>(visit.last_store()->submission.content);
  CHECK_FALSE(application.answers.contains("scope"));
  CHECK_FALSE(application.answers.contains("company"));
  CHECK(application.materials.empty());
}

TEST_CASE("what was answered counts again when the question applies again") {
  Visit visit(full_table());
  to_check_for_another(visit);
  change_role_to_oneself(visit);
  visit.touch("change.role");
  visit.touch("choice.other");
  visit.expect_screen("check");
  visit.expect_element("change.company");
  visit.expect_element("change.material.letter");
  CHECK(visit.problems() == std::vector<std::string>());
}

TEST_CASE("a help case takes along only answers that count") {
  Visit visit(full_table());
  to_check_for_another(visit);
  change_role_to_oneself(visit);
  visit.file_help_case();
  REQUIRE(visit.problems() == std::vector<std::string>());
  const auto& help_case = std::get<delivery::HelpCase>(visit.last_store()->submission.content);
  CHECK(help_case.answers.contains("role"));
  CHECK_FALSE(help_case.answers.contains("scope"));
  CHECK_FALSE(help_case.answers.contains("company"));
}

TEST_CASE("the printed guide does not name a material that hangs on a question that no longer applies") {
  Visit visit(full_table());
  to_check_for_another(visit);
  const LocalText letter = visit.setup().catalogue->find("order")->materials.front().name;
  const auto print_guide = [&] {
    while (visit.problems().empty() && visit.screen().id != "guide") visit.touch("bar.back");
    visit.touch("print");
    REQUIRE(visit.problems() == std::vector<std::string>());
    return visit.effect<Print>()->receipt;
  };
  CHECK(says(print_guide(), letter));
  for (const char* touch : {"start", "continue", "choice.self"}) visit.touch(touch);
  CHECK_FALSE(says(print_guide(), letter));
}

TEST_CASE("conditions: what hangs on one that is not asked does not apply") {
  Visit visit(full_table());
  const catalogue::Item& wish = *visit.setup().catalogue->find("wish");
  Session session;
  session.declared = {{"before", true}, {"where", true}};
  CHECK(applies(wish.fields.front().when, wish, session));
  session.declared["before"] = false;
  CHECK_FALSE(applies(wish.fields.front().when, wish, session));
}

TEST_CASE("a phone number that a question asked for which no longer applies is not taken for the person's") {
  Setup setup = specimen_setup();
  auto changed = std::make_shared<catalogue::Catalogue>(*setup.catalogue);
  const auto order = std::find_if(changed->items.begin(), changed->items.end(), [](const catalogue::Item& item) { return item.id == "order"; });
  order->fields.back().kind = catalogue::FieldKind::phone;
  setup.catalogue = changed;
  State state = initial_state(setup);
  state.session.emplace();
  state.session->item = "order";
  state.session->answers = {{"role", base::PersonText("other")}, {"scope", base::PersonText("some")}, {"company", base::PersonText(kGoodPhone)}};
  CHECK(known_phone(setup, state).view() == kGoodPhone);
  state.session->answers["role"] = base::PersonText("self");
  CHECK(known_phone(setup, state).empty());
}

}  // namespace bancheng::core::session::checks
