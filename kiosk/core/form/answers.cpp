#include "kiosk/core/form/answers.h"

#include <algorithm>

#include "kiosk/base/encoding.h"
#include "kiosk/core/identity/dates.h"

namespace bancheng::core::form {
namespace {

using catalogue::CardSource;
using catalogue::Field;
using catalogue::FieldKind;

bool only(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

/// A mainland mobile number, or a landline with its area code (GB/T 7611 numbering: 0, two or three digits, seven or eight).
bool is_phone(std::string_view text) {
  std::string digits(text);
  std::erase(digits, '-');
  if (!only(digits, "0123456789")) return false;
  const bool mobile = digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
  const bool landline = digits.size() >= 10 && digits.size() <= 12 && digits[0] == '0' && digits[1] != '0';
  base::wipe(digits.data(), digits.size());
  return mobile || landline;
}

/// YYYY-MM-DD or YYYYMMDD.
bool is_date(std::string_view text) {
  std::string digits(text);
  if (digits.size() == 10 && digits[4] == '-' && digits[7] == '-') std::erase(digits, '-');
  const bool valid = identity::parse_date(digits).has_value();
  base::wipe(digits.data(), digits.size());
  return valid;
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

bool is_choice(const Field& field, std::string_view answer) {
  return std::any_of(field.choices.begin(), field.choices.end(), [&](const auto& choice) { return choice.id == answer; });
}

std::optional<AnswerError> check_kind(const Field& field, std::string_view answer) {
  switch (field.kind) {
    case FieldKind::text:
    case FieldKind::name:
      return std::nullopt;
    case FieldKind::digits:
      return only(answer, "0123456789") ? std::nullopt : std::optional(AnswerError::not_digits);
    case FieldKind::phone:
      return is_phone(answer) ? std::nullopt : std::optional(AnswerError::not_a_phone);
    case FieldKind::date:
      return is_date(answer) ? std::nullopt : std::optional(AnswerError::not_a_date);
    case FieldKind::citizen_number:
      return identity::is_citizen_number(answer) ? std::nullopt : std::optional(AnswerError::not_a_number);
    case FieldKind::credit_code:
      return identity::is_credit_code(answer) ? std::nullopt : std::optional(AnswerError::not_a_credit_code);
    case FieldKind::choice:
      return is_choice(field, answer) ? std::nullopt : std::optional(AnswerError::not_a_choice);
  }
  return std::nullopt;
}

bool only_spaces(std::string_view text) { return only(text, " "); }

base::PersonText dashed(std::string_view yyyymmdd) {
  if (!identity::parse_date(yyyymmdd)) return {};
  base::PersonText date(yyyymmdd.substr(0, 4));
  date.append("-");
  date.append(yyyymmdd.substr(4, 2));
  date.append("-");
  date.append(yyyymmdd.substr(6, 2));
  return date;
}

base::PersonText choice_for_sex(const Field& field, std::string_view sex_code) {
  const std::string_view id = sex_code == "1" ? "male" : sex_code == "2" ? "female" : "";
  return is_choice(field, id) ? base::PersonText(id) : base::PersonText();
}

}  // namespace

const char* name_of(AnswerError error) {
  switch (error) {
    case AnswerError::missing: return "missing";
    case AnswerError::too_long: return "too-long";
    case AnswerError::not_digits: return "not-digits";
    case AnswerError::not_a_phone: return "not-a-phone";
    case AnswerError::not_a_date: return "not-a-date";
    case AnswerError::not_a_number: return "not-a-number";
    case AnswerError::not_a_credit_code: return "not-a-credit-code";
    case AnswerError::not_a_choice: return "not-a-choice";
    case AnswerError::bad_character: return "bad-character";
  }
  return "missing";
}

std::optional<AnswerError> check(const Field& field, const base::PersonText& answer) {
  const std::string_view text = answer.view();
  if (only_spaces(text)) return field.required ? std::optional(AnswerError::missing) : std::nullopt;
  if (!base::is_valid_utf8(text) || has_control_character(text)) return AnswerError::bad_character;
  if (base::length_in_characters(text) > static_cast<std::size_t>(field.max_length)) return AnswerError::too_long;
  return check_kind(field, text);
}

base::PersonText prefilled(const Field& field, const identity::IdCard& card) {
  switch (field.prefill) {
    case CardSource::none: return {};
    case CardSource::name: return card.name.empty() ? card.latin_name : card.name;
    case CardSource::sex: return choice_for_sex(field, card.sex_code.view());
    case CardSource::birth_date: return dashed(card.birth_date.view());
    case CardSource::address: return card.address;
    case CardSource::number: return card.number;
  }
  return {};
}

std::chrono::year_month_day date_in_china(base::WallTime at) {
  return std::chrono::floor<std::chrono::days>(at + std::chrono::hours(8));
}

}  // namespace bancheng::core::form
