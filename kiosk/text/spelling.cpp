#include "kiosk/text/spelling.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include "kiosk/base/encoding.h"

namespace bancheng::text {

struct Spelling::Transliterator {
  std::unique_ptr<icu::Transliterator> icu;
};

Spelling::Spelling() {
  UErrorCode error = U_ZERO_ERROR;
  auto made = std::make_shared<Transliterator>();
  made->icu.reset(icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, error));
  if (U_FAILURE(error)) made->icu.reset();
  transliterator_ = std::move(made);
}

std::vector<std::string> Spelling::operator()(std::string_view text) const {
  if (text.size() > kLongest || !base::is_valid_utf8(text)) return {};
  auto spelled = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
  if (transliterator_->icu) {
    transliterator_->icu->transliterate(spelled);
  } else {
    spelled.toLower();
  }
  std::vector<std::string> words(1);
  for (int32_t i = 0; i < spelled.length(); ++i) {
    const char16_t c = spelled.charAt(i);
    if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9')) {
      words.back() += static_cast<char>(c);
    } else if (c != u'\'' && !words.back().empty()) {  // "driver's" is one word
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

}  // namespace bancheng::text
