// Numbers that the terminal itself gives to what it stores, and the code on the receipt.
//
// A number is 13 digits: terminal (5), counter (7), check digit by ISO/IEC 7064:2003 MOD 11,10 (a hybrid system: it finds
// every single wrong digit and nearly all swaps of neighbours, and needs no letter, so it can be said by phone in any
// language). Printed and shown in groups: "12345 0000042 2". A number is no secret; alone it shows nobody anything.
//
// A receipt code is 80 random bits in 16 characters of base 32 without I, L, O and U. With it (in the receipt's QR) a
// matter can be looked up without the card, so it is treated as a secret of the receipt's owner.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bancheng::core::delivery {

inline constexpr std::uint32_t kLargestTerminal = 99'999;
inline constexpr std::uint32_t kLargestCounter = 9'999'999;
inline constexpr std::size_t kNumberLength = 13;
inline constexpr std::size_t kReceiptCodeLength = 16;

struct NumberParts {
  std::uint32_t terminal = 0;
  std::uint32_t counter = 0;
  friend bool operator==(const NumberParts&, const NumberParts&) = default;
};

/// Nothing when either part is 0 or too large.
[[nodiscard]] std::optional<std::string> make_number(NumberParts parts);

/// Exactly 13 digits with the right check digit; anything else, also grouped, is refused.
[[nodiscard]] std::optional<NumberParts> parse_number(std::string_view number);

/// A number as a person types it: spaces and hyphens are skipped. Answers the ungrouped number.
[[nodiscard]] std::optional<std::string> read_typed_number(std::string_view typed);

/// "12345 0000042 2"; text that is no number comes back unchanged.
[[nodiscard]] std::string grouped_number(std::string_view number);

using ReceiptRandom = std::array<std::uint8_t, 10>;
[[nodiscard]] std::string make_receipt_code(const ReceiptRandom& random);
[[nodiscard]] bool is_receipt_code(std::string_view code);

/// A code as a person types it: any case, spaces and hyphens skipped, O read as 0, I and L as 1.
[[nodiscard]] std::optional<std::string> read_typed_receipt_code(std::string_view typed);

/// "ABCD-EFGH-JKMN-PQRS"; text that is no code comes back unchanged.
[[nodiscard]] std::string grouped_receipt_code(std::string_view code);

}  // namespace bancheng::core::delivery
