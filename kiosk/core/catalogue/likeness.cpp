#include "kiosk/core/catalogue/likeness.h"

#include <algorithm>

namespace bancheng::core::catalogue {
namespace {

/// Which letters of `typed` are used up after each word, by taking at least one letter of every word.
bool uses_up(std::string_view typed, const std::vector<std::string>& words, std::size_t first) {
  std::vector<bool> reached(typed.size() + 1, false);
  reached[0] = true;
  for (std::size_t word = first; word < words.size(); ++word) {
    std::vector<bool> next(typed.size() + 1, false);
    for (std::size_t from = 0; from < typed.size(); ++from) {
      if (!reached[from]) continue;
      for (std::size_t n = 1; n <= words[word].size() && from + n <= typed.size() && typed[from + n - 1] == words[word][n - 1]; ++n)
        next[from + n] = true;
    }
    if (next[typed.size()]) return true;
    reached = std::move(next);
  }
  return false;
}

}  // namespace

std::size_t slips_to_a_beginning(std::string_view typed, std::string_view word) {
  word = word.substr(0, typed.size() + 2);
  // Optimal string alignment; three rows are enough, since a swap looks back two.
  std::vector<std::size_t> before_last(word.size() + 1), last(word.size() + 1), row(word.size() + 1);
  for (std::size_t j = 0; j <= word.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= typed.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= word.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (typed[i - 1] != word[j - 1])});
      if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1]) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return *std::min_element(last.begin(), last.end());
}

Spelled spelled_from(std::string_view typed, const std::vector<std::string>& words, std::size_t first) {
  std::size_t at = 0;
  for (std::size_t word = first; word < words.size() && at < typed.size(); ++word) {
    const std::string_view rest = typed.substr(at);
    if (rest.starts_with(words[word])) {
      at += words[word].size();
      if (at == typed.size() && word + 1 == words.size()) return Spelled::whole;
    } else if (words[word].starts_with(rest)) {
      return Spelled::unfinished;
    } else {
      break;
    }
  }
  if (at == typed.size() && at > 0) return Spelled::unfinished;
  return uses_up(typed, words, first) ? Spelled::shortened : Spelled::not_at_all;
}

}  // namespace bancheng::core::catalogue
