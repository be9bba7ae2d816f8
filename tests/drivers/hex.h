// Bytes written as the protocol pages write them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bancheng::testing {

using Bytes = std::vector<std::uint8_t>;

inline Bytes hex(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != ' ') digits.push_back(c);
  }
  Bytes bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) bytes.push_back(static_cast<std::uint8_t>(std::stoi(digits.substr(i, 2), nullptr, 16)));
  return bytes;
}

inline Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

template <typename Container>
Bytes plain(const Container& bytes) {
  return {bytes.begin(), bytes.end()};
}

inline Bytes operator+(Bytes a, const Bytes& b) {
  Bytes joined;
  joined.reserve(a.size() + b.size());
  for (const std::uint8_t byte : a) joined.push_back(byte);
  for (const std::uint8_t byte : b) joined.push_back(byte);
  return joined;
}

}  // namespace bancheng::testing
