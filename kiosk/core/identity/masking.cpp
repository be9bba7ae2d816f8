#include "kiosk/base/encoding.h"
#include "kiosk/core/identity/id_card.h"

namespace bancheng::core::identity {
namespace {

base::PersonText keep_ends(std::string_view text, std::size_t head, std::size_t tail) {
  base::PersonText masked;
  if (text.size() <= head + tail) {
    masked.append(std::string(text.size(), '*'));
    return masked;
  }
  masked.append(text.substr(0, head));
  masked.append(std::string(text.size() - head - tail, '*'));
  masked.append(text.substr(text.size() - tail));
  return masked;
}

/// The two-character family names of the published name lists; anything else has one character.
bool starts_with_double_surname(std::string_view name) {
  for (const std::string_view surname : {"欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "长孙", "宇文", "端木"}) {
    if (name.starts_with(surname) && name.size() > surname.size()) return true;
  }
  return false;
}

std::size_t length_of_first_character(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) ++length;
  return length;
}

}  // namespace

base::PersonText masked_number(std::string_view number) {
  return number.size() >= 15 ? keep_ends(number, 4, 4) : keep_ends(number, 2, 2);
}

base::PersonText masked_phone(std::string_view phone) { return keep_ends(phone, 3, phone.size() >= 11 ? 4 : 2); }

base::PersonText masked_name(std::string_view name) {
  if (name.empty()) return {};
  const std::size_t first = length_of_first_character(name);
  const std::size_t kept = starts_with_double_surname(name) ? 2 * first : first;
  base::PersonText masked(name.substr(0, kept));
  masked.append("*");
  return masked;
}

}  // namespace bancheng::core::identity
