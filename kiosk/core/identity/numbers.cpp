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

/// GB 32100-2015, table 1: digits and capital letters without I, O, S, V, Z.
constexpr std::string_view kCreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// GB 32100-2015, clause 4.6: weights 3^(i-1) mod 31; the check character makes the sum divisible by 31.
bool credit_check_fits(std::string_view code) {
  std::size_t sum = 0;
  std::size_t weight = 1;
  for (const char c : code.substr(0, 17)) {
    sum += kCreditAlphabet.find(c) * weight;
    weight = weight * 3 % 31;
  }
  return kCreditAlphabet[(31 - sum % 31) % 31] == code[17];
}

/// GB 11714-1997: eight characters and a check character by MOD 11, letters counting from 10.
bool organisation_check_fits(std::string_view nine) {
  constexpr std::array<int, 8> kWeights{3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) {
    const int value = nine[i] <= '9' ? nine[i] - '0' : nine[i] - 'A' + 10;
    sum += value * kWeights[i];
  }
  return "0123456789X0"[11 - sum % 11] == nine[8];
}

}  // namespace

bool is_credit_code(std::string_view code) {
  if (code.size() != 18 || code.find_first_not_of(kCreditAlphabet) != std::string_view::npos) return false;
  return all_digits(code.substr(2, 6)) && credit_check_fits(code) && organisation_check_fits(code.substr(8, 9));
}

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
