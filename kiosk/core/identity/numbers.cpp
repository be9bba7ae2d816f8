#include <array>
#include <charconv>
#include <cctype>

#include "kiosk/core/identity/dates.h"
#include "kiosk/core/identity/id_card.h"

namespace bancheng::core::identity {
namespace {

bool all_digits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return !text.empty();
}

/// ISO/IEC 7064 MOD 11-2 over the first 17 digits, as GB 11643-1999 clause 6.4 uses it.
char citizen_check_character(std::string_view first_17) {
  constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (first_17[i] - '0') * kWeights[i];
  return "10X98765432"[sum % 11];
}

}  // namespace

bool is_citizen_number(std::string_view number) {
  if (number.size() != 18 || !all_digits(number.substr(0, 17))) return false;
  if (!parse_date(number.substr(6, 8))) return false;
  return number[17] == citizen_check_character(number.substr(0, 17));
}

std::optional<std::chrono::year_month_day> parse_date(std::string_view yyyymmdd) {
  if (yyyymmdd.size() != 8 || !all_digits(yyyymmdd)) return std::nullopt;
  int value = 0;
  std::from_chars(yyyymmdd.data(), yyyymmdd.data() + yyyymmdd.size(), value);
  const std::chrono::year_month_day date{std::chrono::year(value / 10000),
                                         std::chrono::month(static_cast<unsigned>(value / 100 % 100)),
                                         std::chrono::day(static_cast<unsigned>(value % 100))};
  if (!date.ok()) return std::nullopt;
  return date;
}

}  // namespace bancheng::core::identity
