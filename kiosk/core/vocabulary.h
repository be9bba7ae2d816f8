// A closed vocabulary with the words by which its values are written, both ways.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace bancheng::core {

template <typename E, std::size_t N>
using Vocabulary = std::array<std::pair<E, const char*>, N>;

template <typename E, std::size_t N>
[[nodiscard]] const char* word_for(const Vocabulary<E, N>& vocabulary, E value) {
  for (const auto& [known, word] : vocabulary) {
    if (known == value) return word;
  }
  return "";
}

template <typename E, std::size_t N>
[[nodiscard]] std::optional<E> value_of(const Vocabulary<E, N>& vocabulary, std::string_view word) {
  for (const auto& [value, known] : vocabulary) {
    if (word == known) return value;
  }
  return std::nullopt;
}

}  // namespace bancheng::core
