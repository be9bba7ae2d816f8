// Spells texts in Latin letters, for search.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bancheng::text {

/// Chinese in pinyin without tones, one syllable an entry; Latin in lower case, one word an entry; a-z and 0-9 only, other
/// scripts are gaps: "老年证 Card" -> lao, nian, zheng, card. A character with several readings is spelled in its
/// most common one. Copies share one transliterator; one thread at a time.
class Spelling {
 public:
  /// Costs about 0.1 s once: make it when a first frame is on the screen. Without ICU's data Latin is still spelled, in lower case, and nothing else.
  Spelling();

  /// Nothing for invalid UTF-8 and for more than kLongest bytes.
  [[nodiscard]] std::vector<std::string> operator()(std::string_view text) const;

  static constexpr std::size_t kLongest = 4096;

 private:
  struct Transliterator;
  std::shared_ptr<const Transliterator> transliterator_;
};

}  // namespace bancheng::text
