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

/// Names, summaries, synonyms and life events of a catalogue, prepared for looking up. Immutable; keeps a copy of the speller
/// for what is typed, so as many threads may look up as the speller bears.
class SearchIndex {
 public:
  SearchIndex() = default;
  SearchIndex(const Catalogue& catalogue, const Speller& spell);

  /// Ids of the items that fit, best first, at most `most`. `typed` may be Chinese, pinyin, the first letters of its
  /// syllables (lnz), English, any mixture, unfinished or mistyped, or a sentence that names the matter. Empty or blank:
  /// nothing. Only the first kLongest characters count.
  [[nodiscard]] std::vector<std::string> find(std::string_view typed, std::size_t most) const;

  static constexpr std::size_t kLongest = 48;

 private:
  struct Entry {
    std::size_t item = 0;            ///< index in items_
    std::u32string text;             ///< lower case, without gaps
    std::string letters;             ///< spelled, without gaps; empty when only the text itself counts, as of summaries
    std::vector<std::string> words;  ///< spelled
    int worth = 0;                   ///< what a match here is worth against one in the item's name, at most 0
  };
  struct Typed;

  void add(std::size_t item, std::string_view text, int worth, bool by_spelling);
  [[nodiscard]] Typed understand(std::string_view typed) const;
  /// The best match of each item, 0 for none.
  [[nodiscard]] std::vector<int> match(const Typed& typed) const;
  /// The same when each of the words fits, whatever their order and language.
  [[nodiscard]] std::vector<int> match_each(const std::vector<std::string>& words) const;

  Speller spell_;
  std::vector<std::string> items_;
  std::vector<Entry> entries_;
};

}  // namespace bancheng::core::catalogue
