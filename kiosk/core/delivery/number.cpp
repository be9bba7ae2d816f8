#include "kiosk/core/delivery/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace bancheng::core::delivery {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kTerminalDigits = 5;
constexpr std::size_t kCounterDigits = 7;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_separator(char c) { return c == ' ' || c == '-'; }

// ISO/IEC 7064:2003, 9.2: the recursive method with modulus 10, and 11 for the doubling step.
char check_digit(std::string_view digits) {
  unsigned product = 10;
  for (const char c : digits) {
    unsigned sum = (product + static_cast<unsigned>(c - '0')) % 10;
    if (sum == 0) sum = 10;
    product = sum * 2 % 11;
  }
  return static_cast<char>('0' + (11 - product) % 10);
}

std::uint32_t number_of(std::string_view digits) {
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

char canonical(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') return '0';
  if (c == 'I' || c == 'L') return '1';
  return c;
}

}  // namespace

std::optional<std::string> make_number(NumberParts parts) {
  if (parts.terminal == 0 || parts.terminal > kLargestTerminal) return std::nullopt;
  if (parts.counter == 0 || parts.counter > kLargestCounter) return std::nullopt;
  std::string number = fmt::format("{:05}{:07}", parts.terminal, parts.counter);
  number.push_back(check_digit(number));
  return number;
}

std::optional<NumberParts> parse_number(std::string_view number) {
  if (number.size() != kNumberLength || !std::all_of(number.begin(), number.end(), is_digit)) return std::nullopt;
  if (check_digit(number.substr(0, kNumberLength - 1)) != number.back()) return std::nullopt;
  const NumberParts parts{number_of(number.substr(0, kTerminalDigits)),
                          number_of(number.substr(kTerminalDigits, kCounterDigits))};
  if (parts.terminal == 0 || parts.counter == 0) return std::nullopt;
  return parts;
}

std::optional<std::string> read_typed_number(std::string_view typed) {
  std::string number;
  std::copy_if(typed.begin(), typed.end(), std::back_inserter(number), [](char c) { return !is_separator(c); });
  if (!parse_number(number)) return std::nullopt;
  return number;
}

std::string grouped_number(std::string_view number) {
  if (!parse_number(number)) return std::string(number);
  return fmt::format("{} {} {}", number.substr(0, kTerminalDigits), number.substr(kTerminalDigits, kCounterDigits),
                     number.back());
}

std::string make_receipt_code(const ReceiptRandom& random) {
  std::string code;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const std::uint8_t byte : random) {
    bits = (bits << 8 | byte) & 0xFFFF;  // never more than 4 + 8 bits are held
    held += 8;
    while (held >= 5) {
      held -= 5;
      code.push_back(kAlphabet[bits >> held & 0x1F]);
    }
  }
  return code;
}

bool is_receipt_code(std::string_view code) {
  return code.size() == kReceiptCodeLength &&
         std::all_of(code.begin(), code.end(), [](char c) { return kAlphabet.find(c) != std::string_view::npos; });
}

std::optional<std::string> read_typed_receipt_code(std::string_view typed) {
  std::string code;
  for (const char c : typed) {
    if (!is_separator(c)) code.push_back(canonical(c));
  }
  if (!is_receipt_code(code)) return std::nullopt;
  return code;
}

std::string grouped_receipt_code(std::string_view code) {
  if (!is_receipt_code(code)) return std::string(code);
  return fmt::format("{}-{}-{}-{}", code.substr(0, 4), code.substr(4, 4), code.substr(8, 4), code.substr(12, 4));
}

}  // namespace bancheng::core::delivery
