#include "tools/simulators/hex.h"

#include <charconv>
#include <string>

namespace bancheng::simulators {

std::optional<Bytes> from_hex(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != ' ') digits.push_back(c);
  }
  if (digits.size() % 2 != 0) return std::nullopt;
  Bytes bytes;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    std::uint8_t value = 0;
    const char* pair = digits.data() + i;
    const auto parsed = std::from_chars(pair, pair + 2, value, 16);
    if (parsed.ec != std::errc{} || parsed.ptr != pair + 2) return std::nullopt;
    bytes.push_back(value);
  }
  return bytes;
}

std::optional<unsigned> number_of(std::string_view text) {
  unsigned value = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
  return value;
}

}  // namespace bancheng::simulators
