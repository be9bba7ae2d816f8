// Spells texts in Latin letters, for search.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bancheng::text {

/// Chinese in pinyin without tones, one syllable an entry; other scripts as ICU writes them in Latin, one word an entry; all in
/// lower case, a-z and 0-9 only: "老年证 Card" -> lao, nian, zheng, card. A character with several readings is spelled in its
/// most common one. Copies share one transliterator; one thread at a time.
class Spelling {
 public:
  /// Costs some 20 ms once. Without ICU's data Latin is still spelled, in lower case, and nothing else.
  Spelling();

  /// Nothing for invalid UTF-8 and for more than kLongest bytes.
  [[nodiscard]] std::vector<std::string> operator()(std::string_view text) const;

  static constexpr std::size_t kLongest = 4096;

 private:
  struct Transliterator;
  std::shared_ptr<const Transliterator> transliterator_;
};

}  // namespace bancheng::text
