#include "kiosk/core/identity/dates.h"
#include "kiosk/core/identity/id_card.h"

namespace bancheng::core::identity {
namespace {

using std::chrono::year_month_day;

constexpr std::string_view kUnlimited = "长期";

bool carries_citizen_number(CardKind kind) { return kind != CardKind::foreigner_2017; }

bool is_permit_2017_number(std::string_view number) {
  if (number.size() != 15) return false;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const bool letter = number[i] >= 'A' && number[i] <= 'Z';
    const bool digit = number[i] >= '0' && number[i] <= '9';
    if (i < 3 ? !letter : !digit) return false;
  }
  return true;
}

std::optional<CardObjection> object_to_number(const IdCard& card) {
  const std::string_view number = card.number.view();
  if (!carries_citizen_number(card.kind)) {
    if (!is_permit_2017_number(number)) return CardObjection::number_wrong;
    if (number.substr(7, 6) != card.birth_date.view().substr(2)) return CardObjection::number_contradicts;
    return std::nullopt;
  }
  if (!is_citizen_number(number)) return CardObjection::number_wrong;
  if (number.substr(6, 8) != card.birth_date.view()) return CardObjection::number_contradicts;
  // The 17th digit is odd for men; 0 and 9 (unknown, not stated) contradict nothing.
  const bool male_number = (number[16] - '0') % 2 == 1;
  const std::string_view sex = card.sex_code.view();
  if ((sex == "1" && !male_number) || (sex == "2" && male_number)) return CardObjection::number_contradicts;
  return std::nullopt;
}

std::optional<CardObjection> object_to_validity(const IdCard& card, year_month_day today) {
  const auto from = parse_date(card.valid_from.view());
  if (!from) return CardObjection::incomplete;
  if (today < *from) return CardObjection::not_yet_valid;
  if (card.valid_to.empty() || card.valid_to.view() == kUnlimited) return std::nullopt;
  const auto to = parse_date(card.valid_to.view());
  if (!to) return CardObjection::incomplete;
  if (*to < today) return CardObjection::expired;
  return std::nullopt;
}

}  // namespace

std::optional<CardObjection> object_to(const IdCard& card, year_month_day today) {
  const bool has_name = !card.name.empty() || !card.latin_name.empty();
  if (!has_name || !parse_date(card.birth_date.view())) return CardObjection::incomplete;
  if (const auto objection = object_to_number(card)) return objection;
  return object_to_validity(card, today);
}

std::optional<int> age_on(const IdCard& card, year_month_day today) {
  const auto born = parse_date(card.birth_date.view());
  if (!born || *born > today) return std::nullopt;
  const int years = static_cast<int>(today.year()) - static_cast<int>(born->year());
  const bool birthday_passed = std::pair(today.month(), today.day()) >= std::pair(born->month(), born->day());
  return birthday_passed ? years : years - 1;
}

}  // namespace bancheng::core::identity
