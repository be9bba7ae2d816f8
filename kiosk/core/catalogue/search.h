// Search that forgives: finds items by what people call them, however they spell it.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/core/catalogue/item.h"

namespace bancheng::core::catalogue {

/// Spells a text in Latin lower case, one syllable or word an entry: "老年证" -> lao, nian, zheng. This room has no
/// dictionary; kiosk/text/spelling.h is one.
using Speller = std::function<std::vector<std::string>(std::string_view)>;

/// Names, summaries, synonyms and life events of a catalogue, prepared for looking up. Immutable.
class SearchIndex {
 public:
  SearchIndex() = default;
  SearchIndex(const Catalogue& catalogue, const Speller& spell);

  /// Ids of the items that fit, best first, at most `most`. `typed` may be Chinese, pinyin, the first letters of its
  /// syllables (lnz), English, any mixture, unfinished or mistyped. Empty or blank: nothing.
  [[nodiscard]] std::vector<std::string> find(std::string_view typed, std::size_t most) const;

 private:
  struct Entry {
    std::string item;
    std::string text;       ///< UTF-8, lower case
    std::string letters;    ///< spelled, without gaps
    std::string initials;
    std::vector<std::string> words;
    int weight = 0;
  };
  std::vector<Entry> entries_;
};

}  // namespace bancheng::core::catalogue
