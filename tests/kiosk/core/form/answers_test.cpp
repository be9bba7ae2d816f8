#include <doctest/doctest.h>

#include "kiosk/core/form/answers.h"

using namespace bancheng::core;
using bancheng::base::PersonText;
using form::AnswerError;

namespace {

catalogue::Field field(catalogue::FieldKind kind, bool required = true) {
  catalogue::Field made;
  made.id = "f";
  made.kind = kind;
  made.required = required;
  made.max_length = 20;
  return made;
}

std::optional<AnswerError> check(const catalogue::Field& of, const char* answer) { return form::check(of, PersonText(answer)); }

}  // namespace

TEST_CASE("a required answer may not be empty or blank, another may") {
  CHECK(check(field(catalogue::FieldKind::text), "") == AnswerError::missing);
  CHECK(check(field(catalogue::FieldKind::text), "  ") == AnswerError::missing);
  CHECK_FALSE(check(field(catalogue::FieldKind::text, false), ""));
}

TEST_CASE("length counts characters, not bytes") {
  auto short_field = field(catalogue::FieldKind::text);
  short_field.max_length = 3;
  CHECK_FALSE(check(short_field, "𠮷样本"));
  CHECK(check(short_field, "样本样本") == AnswerError::too_long);
}

TEST_CASE("phones") {
  const auto phone = field(catalogue::FieldKind::phone);
  for (const char* good : {"13800000000", "19900000000", "010-00000000", "02100000000", "0571-0000000"}) CHECK_FALSE(check(phone, good));
  for (const char* bad : {"1380000000", "138000000000", "12800000000", "00100000000", "138a0000000", "0571"})
    CHECK(check(phone, bad) == AnswerError::not_a_phone);
}

TEST_CASE("dates are days of the calendar") {
  const auto date = field(catalogue::FieldKind::date);
  CHECK_FALSE(check(date, "1949-12-31"));
  CHECK_FALSE(check(date, "19491231"));
  CHECK_FALSE(check(date, "2024-02-29"));
  CHECK(check(date, "2023-02-29") == AnswerError::not_a_date);
  CHECK(check(date, "1949-1231") == AnswerError::not_a_date);
}

TEST_CASE("numbers, digits, choices, characters") {
  CHECK_FALSE(check(field(catalogue::FieldKind::citizen_number), "11010519491231002X"));
  CHECK(check(field(catalogue::FieldKind::citizen_number), "110105194912310020") == AnswerError::not_a_number);
  CHECK(check(field(catalogue::FieldKind::digits), "12a") == AnswerError::not_digits);
  auto choice = field(catalogue::FieldKind::choice);
  choice.choices = {{"yes", {}}, {"no", {}}};
  CHECK_FALSE(check(choice, "no"));
  CHECK(check(choice, "maybe") == AnswerError::not_a_choice);
  CHECK(check(field(catalogue::FieldKind::text), "a\tb") == AnswerError::bad_character);
  CHECK(check(field(catalogue::FieldKind::text), "\xFF\xFE") == AnswerError::bad_character);
}

TEST_CASE("the card fills what it tells") {
  identity::IdCard card;
  card.name = PersonText("样本");
  card.sex_code = PersonText("2");
  card.birth_date = PersonText("19491231");
  auto asked = field(catalogue::FieldKind::choice);
  asked.prefill = catalogue::CardSource::sex;
  CHECK(form::prefilled(asked, card).empty());
  asked.choices = {{"male", {}}, {"female", {}}};
  CHECK(form::prefilled(asked, card).view() == "female");
  asked.prefill = catalogue::CardSource::birth_date;
  CHECK(form::prefilled(asked, card).view() == "1949-12-31");
  asked.prefill = catalogue::CardSource::name;
  CHECK(form::prefilled(asked, card).view() == "样本");
}

TEST_CASE("the day in China begins eight hours before UTC's") {
  using namespace std::chrono;
  const auto at = [](int hour) { return bancheng::base::WallTime(sys_days(year(2026) / 11 / 22) + hours(hour)); };
  CHECK(form::date_in_china(at(15)) == year_month_day(year(2026) / 11 / 22));
  CHECK(form::date_in_china(at(16)) == year_month_day(year(2026) / 11 / 23));
}
