#include <doctest/doctest.h>

#include "tool.h"

using namespace bancheng::tests;

namespace {

/// What lint says after one replacement, without the folder's name.
std::string lint_after(const std::string& file, const std::string& what, const std::string& with) {
  const Workshop workshop;
  REQUIRE(workshop.replace("catalogue/" + file, what, with));
  const Outcome outcome = run_catalogue_tool("lint " + workshop.catalogue());
  CHECK(outcome.code == (outcome.output.empty() ? 0 : 1));
  std::string output = outcome.output;
  for (std::size_t at; (at = output.find(workshop.catalogue() + "/")) != std::string::npos;) output.erase(at, workshop.catalogue().size() + 1);
  return output;
}

}  // namespace

TEST_CASE("lint is content with a good catalogue and names a mistake with file, line and reason") {
  CHECK(lint_after("matter.yaml", "version: 3", "version: 4") == "");
  CHECK(lint_after("matter.yaml", "kind: name", "kind: surname") ==
        "matter.yaml:43: 'kind' is 'surname', expected one of: text, name, digits, phone, date, citizen_number, credit_code, choice\n");
  CHECK(lint_after("parts/company.yaml", "role: authorised", "role: nobody") ==
        "parts/company.yaml:17: 'role' has no answer 'nobody', but: legal, authorised\n");
  CHECK(run_catalogue_tool("lint /nowhere").code == 1);
}

TEST_CASE("lint doubts texts that look as if they stood in the wrong language") {
  CHECK(lint_after("matter.yaml", "{zh-CN: 一句话, en: One sentence}", "{zh-CN: One sentence, en: 一句话}") ==
        "matter.yaml:8: the Chinese text holds no Chinese\nmatter.yaml:8: the English text is Chinese\n");
  CHECK(lint_after("matter.yaml", "{zh-CN: 费用, en: Fee}", "{zh-CN: 费用, en: 费用}") == "matter.yaml:15: the English text is Chinese\n");
  CHECK(lint_after("matter.yaml", "{zh-CN: 费用, en: Fee}", "{zh-CN: 费用 Fee and more, en: 费用 Fee and more}") ==
        "matter.yaml:15: both languages have the same text\n");
  CHECK(lint_after("matter.yaml", "[别名, 俗称]", "[别名, alias]") == "matter.yaml:9: the Chinese text holds no Chinese\n");
  CHECK(lint_after("home.yaml", "给谁办,", "\"给谁办?\",") == "home.yaml:14: the Chinese text has the narrow sign '?' after a character\n");
  CHECK(lint_after("matter.yaml", "en: Fee", "en: Fee at the app 交管12123") == "");
}

TEST_CASE("lint names items that no life event leads to") {
  CHECK(lint_after("home.yaml", "[matter, wish, record]", "[matter, wish]") == "record.yaml:1: no life event of home.yaml leads to this item\n");
}

TEST_CASE("lint looks for the drawings, small and large") {
  const Workshop workshop;
  workshop.write("icons/picture.svg", "<svg/>");
  const auto lint = [&] { return run_catalogue_tool("lint " + workshop.catalogue() + " --icons " + workshop.folder() + "/icons"); };
  const Outcome without_large = lint();
  CHECK(without_large.code == 1);
  CHECK(without_large.output.find("/catalogue/matter.yaml:6: 'icon' has no drawing " + workshop.folder() + "/icons/picture-large.svg\n") !=
        std::string::npos);
  CHECK(without_large.output.find("/catalogue/matter.yaml:64: 'picture' has no drawing") != std::string::npos);
  workshop.write("icons/picture-large.svg", "<svg/>");
  CHECK(lint().output == "");
  CHECK(lint().code == 0);
}
