// Answers of a form and their validation. Everything typed is kept as typed; validation never changes or clears it.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "kiosk/base/clock.h"
#include "kiosk/base/person_text.h"
#include "kiosk/core/catalogue/item.h"
#include "kiosk/core/identity/id_card.h"

namespace bancheng::core::form {

/// By field id. A choice is answered by its choice id.
using Answers = std::map<std::string, base::PersonText, std::less<>>;

/// Closed vocabulary of what can be wrong with an answer; each has a sentence for the citizen ("field.error.<name>").
enum class AnswerError { missing, too_long, not_digits, not_a_phone, not_a_date, not_a_number, not_a_credit_code, not_a_choice, bad_character };
[[nodiscard]] const char* name_of(AnswerError error);

[[nodiscard]] std::optional<AnswerError> check(const catalogue::Field& field, const base::PersonText& answer);

/// What the card tells for this field; empty when nothing.
[[nodiscard]] base::PersonText prefilled(const catalogue::Field& field, const identity::IdCard& card);

/// The calendar date in Asia/Shanghai (UTC+8, no daylight saving since 1991).
[[nodiscard]] std::chrono::year_month_day date_in_china(base::WallTime at);

}  // namespace bancheng::core::form
