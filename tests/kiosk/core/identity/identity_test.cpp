#include <doctest/doctest.h>

#include "kiosk/core/identity/dates.h"
#include "kiosk/core/identity/id_card.h"

using namespace bancheng::core::identity;
using bancheng::base::PersonText;
using std::chrono::year_month_day;

namespace {

constexpr year_month_day kToday{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(22)};

IdCard specimen() {
  IdCard card;
  card.name = PersonText("样本");
  card.sex_code = PersonText("2");
  card.birth_date = PersonText("19491231");
  card.number = PersonText("11010519491231002X");
  card.valid_from = PersonText("20100101");
  card.valid_to = PersonText("长期");
  return card;
}

}  // namespace

TEST_CASE("the published specimen numbers pass the check of GB 11643") {
  for (const char* number : {"11010519491231002X", "440524188001010014", "932682198501010017", "911124198108030024", "931586198001010028"}) {
    CAPTURE(number);
    CHECK(is_citizen_number(number));
  }
}

TEST_CASE("every changed digit of a number is noticed") {
  const std::string number = "11010519491231002X";
  for (std::size_t i = 0; i < 17; ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string changed = number;
      changed[i] = digit;
      CHECK(is_citizen_number(changed) == (digit == number[i]));
    }
  }
  CHECK_FALSE(is_citizen_number("11010519491231002x"));
  CHECK_FALSE(is_citizen_number("11010519491231002"));
  CHECK_FALSE(is_citizen_number("11010519491331002X"));
  CHECK_FALSE(is_citizen_number(""));
}

TEST_CASE("a unified social credit code is held against both of its check characters") {
  const std::string code = "91350100M000100Y43";  // GB 32100-2015, annex
  CHECK(is_credit_code(code));
  for (std::size_t i = 0; i < code.size(); ++i) {
    for (const char other : std::string_view("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
      std::string changed = code;
      changed[i] = other;
      CAPTURE(changed);
      CHECK(is_credit_code(changed) == (other == code[i]));
    }
  }
  CHECK_FALSE(is_credit_code("91350100m000100y43"));
  CHECK_FALSE(is_credit_code("91350100M000100Y4"));
  CHECK_FALSE(is_credit_code("9135010OM000100Y43"));
  CHECK_FALSE(is_credit_code(""));
}

TEST_CASE("a card in order is accepted") { CHECK_FALSE(object_to(specimen(), kToday)); }

TEST_CASE("objections name what is wrong") {
  IdCard card = specimen();
  SUBCASE("check character") {
    card.number = PersonText("110105194912310021");
    CHECK(object_to(card, kToday) == CardObjection::number_wrong);
  }
  SUBCASE("birth date") {
    card.birth_date = PersonText("19491230");
    CHECK(object_to(card, kToday) == CardObjection::number_contradicts);
  }
  SUBCASE("sex") {
    card.sex_code = PersonText("1");
    CHECK(object_to(card, kToday) == CardObjection::number_contradicts);
  }
  SUBCASE("validity is good until the end of its last day") {
    card.valid_to = PersonText("20261122");
    CHECK_FALSE(object_to(card, kToday));
    card.valid_to = PersonText("20261121");
    CHECK(object_to(card, kToday) == CardObjection::expired);
  }
  SUBCASE("not yet valid") {
    card.valid_from = PersonText("20261123");
    CHECK(object_to(card, kToday) == CardObjection::not_yet_valid);
  }
  SUBCASE("without a name") {
    card.name = PersonText();
    CHECK(object_to(card, kToday) == CardObjection::incomplete);
  }
  SUBCASE("garbage for a date") {
    card.valid_to = PersonText("2026");
    CHECK(object_to(card, kToday) == CardObjection::incomplete);
  }
}

TEST_CASE("a 2017 permit is judged by its own rules, its check digit is not held against it") {
  IdCard card = specimen();
  card.kind = CardKind::foreigner_2017;
  card.number = PersonText("CAN110081080319");
  card.birth_date = PersonText("19810803");
  CHECK_FALSE(object_to(card, kToday));
  card.number = PersonText("CA1110081080319");
  CHECK(object_to(card, kToday) == CardObjection::number_wrong);
}

TEST_CASE("age changes on the birthday") {
  IdCard card = specimen();
  card.birth_date = PersonText("19661122");
  CHECK(age_on(card, kToday) == 60);
  card.birth_date = PersonText("19661123");
  CHECK(age_on(card, kToday) == 59);
  card.birth_date = PersonText("20270101");
  CHECK_FALSE(age_on(card, kToday));
  card.birth_date = PersonText("");
  CHECK_FALSE(age_on(card, kToday));
}

TEST_CASE("masking keeps what is needed to recognise one's own, no more") {
  CHECK(masked_number("11010519491231002X").view() == "1101**********002X");
  CHECK(masked_number("PAK310080010103").view() == "PAK3*******0103");
  CHECK(masked_number("123").view() == "***");
  CHECK(masked_phone("13800000000").view() == "138****0000");
  CHECK(masked_name("样本").view() == "样*");
  CHECK(masked_name("欧阳样本").view() == "欧阳*");
  CHECK(masked_name("𠮷样本").view() == "𠮷*");
  CHECK(masked_name("").view().empty());
}

TEST_CASE("nations by code") {
  CHECK(nation_name("01") == "汉");
  CHECK(nation_name("56") == "基诺");
  CHECK(nation_name("29") == "柯尔克孜");
  CHECK(nation_name("97") == "其他");
  CHECK(nation_name("57") == "57");
  CHECK(nation_name("x") == "x");
}
