// The specimen persons against the product's own checks: every case is refused for its reason, and for no other.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

#include "kiosk/base/encoding.h"
#include "kiosk/core/identity/id_card.h"
#include "tools/specimens/persons.h"
#include "tools/specimens/sheets.h"

using namespace bancheng;
using core::identity::CardKind;
using core::identity::CardObjection;

namespace {

core::identity::IdCard card_of(const nlohmann::ordered_json& person) {
  static const std::map<std::string, CardKind> kKinds{{"resident", CardKind::resident},
                                                      {"foreigner_2017", CardKind::foreigner_2017},
                                                      {"foreigner_2023", CardKind::foreigner_2023},
                                                      {"hmt_residence", CardKind::hmt_residence}};
  const auto text = [&](const char* field) { return base::PersonText(person.value(field, std::string())); };
  return {kKinds.at(person.at("layout")), text("name"),      text("latin_name"), text("sex_code"),   text("nation_code"), text("nationality"),
          text("birth_date"),            text("address"),   text("number"),     text("authority"),  text("valid_from"),  text("valid_to"),
          text("pass_number")};
}

}  // namespace

TEST_CASE("the check character: published numbers") {
  for (const std::string number : {"11010519491231002X", "440524188001010014", "932682198501010017", "911124198108030024", "931586198001010028"}) {
    CHECK(specimens::check_character(number) == number.back());
  }
}

TEST_CASE("every specimen is accepted or refused as its name says") {
  const std::map<std::string, CardObjection> refused{{"resident-expired", CardObjection::expired},
                                                     {"resident-not-yet-valid", CardObjection::not_yet_valid},
                                                     {"resident-bad-checksum", CardObjection::number_wrong},
                                                     {"resident-sex-mismatch", CardObjection::number_contradicts},
                                                     {"resident-birth-mismatch", CardObjection::number_contradicts},
                                                     {"resident-incomplete", CardObjection::incomplete}};
  const std::chrono::year_month_day today{std::chrono::year(2026), std::chrono::month(3), std::chrono::day(1)};
  std::size_t seen = 0;
  for (const auto& person : specimens::all_persons()) {
    CAPTURE(person.file);
    const auto objection = core::identity::object_to(card_of(person.card), today);
    if (const auto expected = refused.find(person.file); expected != refused.end()) {
      ++seen;
      REQUIRE(objection);
      CHECK(*objection == expected->second);
    } else {
      CHECK_FALSE(objection);
    }
  }
  CHECK(seen == refused.size());
}

TEST_CASE("no two specimens share a file or a number, and all fields fit their places on the chip") {
  const std::map<std::string, std::size_t> most{{"name", 15}, {"address", 35}, {"newest_address", 35}, {"authority", 15}, {"number", 18}, {"pass_number", 9}};
  std::set<std::string> files, numbers;
  for (const auto& person : specimens::all_persons()) {
    CAPTURE(person.file);
    CHECK(files.insert(person.file).second);
    for (const auto& [field, length] : most) {
      if (!person.card.contains(field)) continue;
      const auto utf16 = base::to_utf16le(person.card.at(field).get<std::string>());
      REQUIRE(utf16);
      CHECK(utf16->size() / 2 <= length);
    }
    const std::string number = person.card.at("number");
    // Two files show the same printed foreigner's permit.
    if (person.file != "foreigner-2023-long-name") CHECK(numbers.insert(number).second);
  }
  CHECK(files.contains("resident"));
}

TEST_CASE("no number can be a person's") {
  const std::set<std::string> printed{"11010519491231002X", "931586198001010028", "PAK310080010103", "CAN110081080319"};
  for (const auto& person : specimens::all_persons()) {
    CAPTURE(person.file);
    const std::string number = person.card.at("number");
    const bool impossible = number.starts_with("99") || (person.card.at("layout") == "hmt_residence" && number.substr(14, 3) == "000");
    CHECK((printed.contains(number) || impossible));
  }
}

TEST_CASE("sheets are drawn in their sizes") {
  std::set<std::string> files;
  for (const auto& sheet : specimens::all_sheets()) {
    CAPTURE(sheet.file);
    CHECK(files.insert(sheet.file).second);
    const auto page = sheet.draw();
    CHECK(page->width() > 80);
    CHECK(page->height() > 50);
  }
  CHECK(files.size() == 6);
}
