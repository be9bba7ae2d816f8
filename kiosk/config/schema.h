// Schema: the keys of a TOML file as one table, from which its reader and its page of the reference come.
//
// A key is bound to the place of its value. What stands there before reading is the default, and stays when the file does
// not name the key. The table must not outlive these places.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "kiosk/base/result.h"

namespace bancheng::config {

struct Text {
  std::string* into = nullptr;
  /// What is wrong with a text, as "expected …"; empty: nothing. May be empty itself.
  std::function<std::string(const std::string&)> objection{};
};
struct Path {
  std::filesystem::path* into = nullptr;  ///< as it stands in the file
};
struct Flag {
  bool* into = nullptr;
};
struct Whole {
  int* into = nullptr;
  int least = 0;
  int most = 0;
};
/// With or without a decimal point.
struct Decimal {
  double* into = nullptr;
  double least = 0;
  double most = 0;
};
/// One of a closed list of words.
struct OneOf {
  std::vector<std::string> words;
  std::function<void(std::size_t)> set;
  std::function<std::size_t()> now;  ///< words.size(): none yet
};
/// A list of texts. Each at most once.
struct Texts {
  std::vector<std::string>* into = nullptr;
  std::vector<std::string> words{};      ///< which there are; empty: any
  std::string* where = nullptr;          ///< gets "file:line" of the list, for who can check it only later; may be null
};
using Value = std::variant<Text, Path, Flag, Whole, Decimal, OneOf, Texts>;

enum class Need { required, optional };

struct Key {
  std::string name;
  Value value;
  Need need = Need::optional;
  std::string kind;     ///< what is expected, after "expected"; empty: follows from the value
  std::string meaning;  ///< one sentence
};

/// The keys under [name]; those before the first [section] where the name is empty.
struct Section {
  std::string name;
  std::string meaning;
  std::vector<Key> keys;
};
using Schema = std::vector<Section>;

/// `one_of(config.size, {{"small", Size::small}, …})`
template <typename T>
[[nodiscard]] OneOf one_of(T& into, std::vector<std::pair<std::string, T>> values) {
  OneOf one;
  for (const auto& [word, value] : values) one.words.push_back(word);
  one.set = [&into, values](std::size_t i) { into = values[i].second; };
  one.now = [&into, values] {
    std::size_t i = 0;
    while (i < values.size() && !(values[i].second == into)) ++i;
    return i;
  };
  return one;
}

/// Reads `file` into the places of `schema`. Every mistake of the file, in the order of the lines; empty when there is
/// none. A file that cannot be read or is not TOML is one mistake.
[[nodiscard]] std::vector<base::Complaint> read_toml(const std::filesystem::path& file, const Schema& schema);

/// What a value of `key` has to be, as it stands after "expected".
[[nodiscard]] std::string expected(const Key& key);

/// A table for each section: key, what is expected, default, meaning (Markdown).
[[nodiscard]] std::string reference_of(const Schema& schema);

}  // namespace bancheng::config
