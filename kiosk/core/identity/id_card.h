// An identity document as the product knows it, whatever reader it came from.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "kiosk/base/person_text.h"

namespace bancheng::core::identity {

enum class CardKind { resident, foreigner_2017, foreigner_2023, hmt_residence };

/// Values as on the chip, trimmed; dates YYYYMMDD, `valid_to` may be "长期" or empty (no expiry).
struct IdCard {
  CardKind kind = CardKind::resident;
  base::PersonText name;
  base::PersonText latin_name;
  base::PersonText sex_code;     ///< GB/T 2261: 0 unknown, 1 male, 2 female, 9 not stated
  base::PersonText nation_code;  ///< GB/T 3304
  base::PersonText nationality;  ///< ISO 3166 alpha-3
  base::PersonText birth_date;
  base::PersonText address;
  base::PersonText number;
  base::PersonText authority;
  base::PersonText valid_from;
  base::PersonText valid_to;
  base::PersonText pass_number;
  friend bool operator==(const IdCard&, const IdCard&) = default;
};

/// Why a card that was read cannot be used to go on at the terminal.
enum class CardObjection {
  number_wrong,        ///< check character (GB 11643 / ISO 7064 MOD 11-2) or shape
  number_contradicts,  ///< birth date or sex on the chip differ from the number
  expired,
  not_yet_valid,
  incomplete,          ///< a field that every card of its kind has is empty or not a date
};

/// Nothing when the card is in order on `today` (a date in Asia/Shanghai). A 2017 permit whose own check digit is off is
/// accepted: printed specimens carry such numbers (id-card-reader page, section 5).
[[nodiscard]] std::optional<CardObjection> object_to(const IdCard& card, std::chrono::year_month_day today);

/// GB 11643-1999 and the two permits that follow it: 18 characters, valid date, MOD 11-2.
[[nodiscard]] bool is_citizen_number(std::string_view number);

/// Unified social credit code of a company (GB 32100-2015): 18 of its 31 characters, the last one the check character by
/// MOD 31-3 (its clause 4.6 and annex), the organisation code inside checked by GB 11714. Upper case only.
[[nodiscard]] bool is_credit_code(std::string_view code);

/// Full years of age on `today`; nothing when the birth date is not a date.
[[nodiscard]] std::optional<int> age_on(const IdCard& card, std::chrono::year_month_day today);

/// 1101**********002X: the first four and last four characters; shorter numbers keep the first and last two.
[[nodiscard]] base::PersonText masked_number(std::string_view number);
/// 张*, 欧阳*… : the first character, then one star. For queues and lists.
[[nodiscard]] base::PersonText masked_name(std::string_view name);
/// 138****5678
[[nodiscard]] base::PersonText masked_phone(std::string_view phone);

/// The name of a nation code in Chinese ("汉族" without the suffix: "汉"); the code itself when it is not known.
[[nodiscard]] std::string nation_name(std::string_view code);

}  // namespace bancheng::core::identity
