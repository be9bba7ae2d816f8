#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "kiosk/core/catalogue/load.h"

using namespace bancheng::core;
using catalogue::load_item;

namespace {

std::string shipped_item() {
  std::ifstream file(BANCHENG_SOURCE_DIR "/assets/catalogue/elderly-card.yaml");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

/// The complaints about `text`, each "line: what".
std::vector<std::string> complaints(const std::string& text) {
  const auto item = load_item({"item.yaml", text});
  std::vector<std::string> said;
  if (!item) {
    for (const auto& complaint : item.error()) said.push_back(complaint.where.substr(10) + ": " + complaint.what);
  }
  return said;
}

}  // namespace

TEST_CASE("the shipped item is read whole") {
  const auto item = load_item({"elderly-card.yaml", shipped_item()});
  REQUIRE(item);
  CHECK(item->id == "elderly-card");
  CHECK(item->name.at(Language::zh_cn) == "老年人优待证");
  REQUIRE(item->conditions.size() == 2);
  CHECK(item->conditions[0].kind == catalogue::Condition::Kind::age_at_least);
  CHECK(item->conditions[0].years == 60);
  CHECK(item->conditions[1].kind == catalogue::Condition::Kind::yes_no);
  CHECK(item->fields.size() == 4);
  CHECK(item->fields[0].prefill == catalogue::CardSource::address);
  CHECK(item->fields[3].choices.size() == 3);
  CHECK(item->materials.at(1).max_pages == 2);
  CHECK(item->deliveries.size() == 2);
}

TEST_CASE("every mistake is named with its line") {
  const std::string good = shipped_item();
  const auto only = [](const std::vector<std::string>& said) {
    REQUIRE(said.size() == 1);
    return said.front();
  };
  CHECK(only(complaints(replaced(good, "version: 1\n", "version: first\n"))) == "3: 'version' must be a whole number from 1 to 1000000");
  CHECK(only(complaints(replaced(good, "icon: elderly-card\n", "icon: elderly-card\ncolour: red\n"))) == "6: 'colour' is not a known key here");
  CHECK(only(complaints(replaced(good, "  en: Elderly preferential card\n", ""))) == "7: 'en' is missing");
  CHECK(only(complaints(replaced(good, "kind: phone", "kind: telephone"))).find("expected one of: text, name") != std::string::npos);
  CHECK(only(complaints(replaced(good, "id: address", "id: phone"))).find("'phone' stands twice among the fields") != std::string::npos);
  CHECK(only(complaints(replaced(good, "deliveries: [pick-up, courier]", "deliveries: []"))).find("no way") != std::string::npos);
  CHECK(complaints("id: [").size() == 1);
  CHECK(complaints("- a\n- b\n").front() == "1: expected a mapping of keys");
}

TEST_CASE("a catalogue refuses an item that stands twice, or one bad file") {
  const catalogue::Source source{"a.yaml", shipped_item()};
  CHECK(catalogue::load_catalogue({source})->items.size() == 1);
  CHECK_FALSE(catalogue::load_catalogue({source, source}));
  CHECK_FALSE(catalogue::load_catalogue({source, {"b.yaml", "id: x"}}));
}
