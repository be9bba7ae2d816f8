// The words that a key of the catalogue may have. Private to core/catalogue.
#pragma once

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "kiosk/core/catalogue/yaml_reader.h"

namespace bancheng::core::catalogue {

template <typename Value, std::size_t N>
using Vocabulary = std::array<std::pair<std::string_view, Value>, N>;

/// The value of `word`, which stands under `key`; a complaint and the first value for any other word.
template <typename Value, std::size_t N>
Value word_of(YamlReader& reader, const Vocabulary<Value, N>& vocabulary, const std::string& key, const std::string& word) {
  std::string known;
  for (const auto& [name, value] : vocabulary) {
    if (name == word) return value;
    known += fmt::format("{}{}", known.empty() ? "" : ", ", name);
  }
  reader.complain_about(key, fmt::format("'{}' is '{}', expected one of: {}", key, word, known));
  return vocabulary.front().second;
}

}  // namespace bancheng::core::catalogue
