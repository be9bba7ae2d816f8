#include "kiosk/core/catalogue/search.h"

#include <algorithm>
#include <numeric>

#include "kiosk/base/encoding.h"
#include "kiosk/core/catalogue/likeness.h"

namespace bancheng::core::catalogue {
namespace {

// How good a match is; what a place is worth is taken off it.
constexpr int kSame = 100, kBegins = 90, kContains = 80, kOneCharacter = 60, kSentence = 75, kAlike = 40, kHardlyAlike = 28;
constexpr int kSpelledWhole = 95, kSpelledBeginning = 85, kSpelledWithin = 70, kShortened = 65, kShortenedWithin = 50, kOneLetter = 30;
constexpr int kMistyped = 45, kSlip = 8, kWordByWord = -5;
// What a match is worth elsewhere than in the name.
constexpr int kInSynonym = -2, kInLifeEvent = -22, kInSummary = -25;

bool is_gap(char32_t c) { return c == ' ' || c == 0x3000 || c == '\t' || c == '\n' || c == '\r'; }
bool is_letter(char32_t c) { return c < 0x80; }

std::u32string plain(std::string_view text) {
  std::u32string out;
  for (const char32_t c : base::code_points(text)) {
    if (!is_gap(c)) out += c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }
  return out;
}

/// The beginning of what was typed, at most `most` bytes, no character cut in two.
std::string_view beginning(std::string_view typed, std::size_t most) {
  if (typed.size() <= most) return typed;
  while (most > 0 && (static_cast<unsigned char>(typed[most]) & 0xC0) == 0x80) --most;
  return typed.substr(0, most);
}

std::string joined(const std::vector<std::string>& words) { return std::accumulate(words.begin(), words.end(), std::string()); }

/// How many slips are forgiven in so many letters.
std::size_t forgiven(std::size_t letters) { return letters < 4 ? 0 : letters < 8 ? 1 : letters < 33 ? 2 : 0; }

/// `typed` in the text itself.
int match_text(const std::u32string& typed, const std::u32string& text) {
  for (auto at = text.find(typed); at != std::u32string::npos; at = text.find(typed, at + 1)) {
    if (at == 0) return typed.size() == text.size() ? kSame : kBegins;
    // Letters in the midst of a word mean nothing; one spells them from the beginning of a word.
    if (is_letter(typed.front()) && is_letter(text[at - 1]) && !is_gap(text[at - 1])) continue;
    return typed.size() == 1 ? kOneCharacter : kContains;
  }
  return 0;
}

bool is_chinese(const std::u32string& text) { return std::none_of(text.begin(), text.end(), is_letter); }

/// Chinese of which at least two pairs of neighbours in five stand in the text: other words for the same, or a word too many.
int match_pairs(const std::u32string& typed, const std::u32string& text) {
  if (typed.size() < 3 || !is_chinese(typed)) return 0;
  std::size_t found = 0;
  for (std::size_t i = 0; i + 1 < typed.size(); ++i) found += text.find(typed.substr(i, 2)) != std::u32string::npos;
  if (found == 0 || 5 * found < 2 * (typed.size() - 1)) return 0;
  return found > 1 ? kAlike : kHardlyAlike;
}

int match_spelling(const std::string& typed, const std::vector<std::string>& words) {
  int best = 0;
  for (std::size_t first = 0; first < words.size(); ++first) {
    switch (spelled_from(typed, words, first)) {
      case Spelled::whole: best = std::max(best, first == 0 ? kSpelledWhole : kSpelledWithin); break;
      case Spelled::unfinished:
        if (typed.size() > 1) best = std::max(best, first == 0 ? kSpelledBeginning : kSpelledWithin);
        if (typed.size() == 1 && first == 0) best = std::max(best, kOneLetter);
        break;
      case Spelled::shortened:
        if (first == 0) best = std::max(best, kShortened);
        if (first > 0 && typed.size() > 2) best = std::max(best, kShortenedWithin);
        break;
      case Spelled::not_at_all: break;
    }
  }
  return best;
}

int match_mistyped(const std::string& typed, const std::vector<std::string>& words) {
  const std::size_t most = forgiven(typed.size());
  if (most == 0) return 0;
  int best = 0;
  std::string rest = joined(words);
  for (const std::string& word : words) {
    // In few letters a wrong first one leaves too little to go by.
    if (typed.size() >= 6 || typed.front() == rest.front()) {
      const std::size_t slips = slips_to_a_beginning(typed, rest);
      if (slips <= most) best = std::max(best, kMistyped - kSlip * static_cast<int>(slips));
    }
    rest.erase(0, word.size());
  }
  return best;
}

struct Cut {
  std::string whole;
  std::vector<std::string> words;
};

/// The part of what was typed that counts, and its words.
Cut cut(std::string_view typed) {
  Cut cut{{}, std::vector<std::string>(1)};
  std::size_t characters = 0;
  for (const char32_t c : base::code_points(beginning(typed, 4 * SearchIndex::kLongest))) {
    if (++characters > SearchIndex::kLongest) break;
    base::append_utf8(cut.whole, c);
    if (!is_gap(c)) {
      base::append_utf8(cut.words.back(), c);
    } else if (!cut.words.back().empty()) {
      cut.words.emplace_back();
    }
  }
  std::erase(cut.words, "");
  return cut;
}

}  // namespace

/// What was typed, or a word of it.
struct SearchIndex::Typed {
  std::u32string text;
  std::string letters;
};

SearchIndex::SearchIndex(const Catalogue& catalogue, const Speller& spell) : spell_(spell) {
  for (const Item& item : catalogue.items) {
    const std::size_t index = items_.size();
    items_.push_back(item.id);
    for (const auto& [language, name] : item.name) add(index, name, 0, true);
    for (const auto& [language, synonyms] : item.synonyms) {
      for (const std::string& synonym : synonyms) add(index, synonym, kInSynonym, true);
    }
    for (const auto& [language, summary] : item.summary) add(index, summary, kInSummary, false);
    for (const LifeEvent& event : catalogue.life_events) {
      if (std::find(event.items.begin(), event.items.end(), item.id) == event.items.end()) continue;
      for (const auto& [language, name] : event.name) add(index, name, kInLifeEvent, true);
    }
  }
}

void SearchIndex::add(std::size_t item, std::string_view text, int worth, bool by_spelling) {
  Entry entry{item, plain(text), {}, {}, worth};
  if (by_spelling) {
    entry.words = spell_(text);
    std::erase(entry.words, "");
    entry.letters = joined(entry.words);
  } else {
    // With its gaps, so that only beginnings of words are found.
    entry.text.clear();
    for (const char32_t c : base::code_points(text)) entry.text += c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }
  entries_.push_back(std::move(entry));
}

SearchIndex::Typed SearchIndex::understand(std::string_view typed) const { return {plain(typed), joined(spell_(typed))}; }

std::vector<int> SearchIndex::match(const Typed& typed) const {
  std::vector<int> best(items_.size(), 0);
  if (typed.text.empty()) return best;
  for (const Entry& entry : entries_) {
    int match = match_text(typed.text, entry.text);
    if (entry.letters.empty()) {
      // Single characters and two letters are in every summary.
      if (typed.text.size() < (is_letter(typed.text.front()) ? 4 : 2)) match = 0;
      match = std::max(match, match_pairs(typed.text, entry.text));
    } else {
      if (entry.text.size() > 1 && typed.text.find(entry.text) != std::u32string::npos) match = std::max(match, kSentence);
      match = std::max(match, match_pairs(typed.text, entry.text));
      if (!typed.letters.empty()) {
        if (entry.letters.size() > 5 && typed.letters.find(entry.letters) != std::string::npos) match = std::max(match, kSentence - 10);
        match = std::max({match, match_spelling(typed.letters, entry.words), match_mistyped(typed.letters, entry.words)});
      }
    }
    if (match > 0) best[entry.item] = std::max(best[entry.item], match + entry.worth);
  }
  return best;
}

std::vector<int> SearchIndex::match_each(const std::vector<std::string>& words) const {
  std::vector<int> sum(items_.size(), 0);
  std::vector<bool> all(items_.size(), true);
  for (const std::string& word : words) {
    const std::vector<int> matches = match(understand(word));
    for (std::size_t i = 0; i < items_.size(); ++i) {
      sum[i] += matches[i];
      all[i] = all[i] && matches[i] > 0;
    }
  }
  for (std::size_t i = 0; i < items_.size(); ++i) sum[i] = all[i] ? sum[i] / static_cast<int>(words.size()) + kWordByWord : 0;
  return sum;
}

std::vector<std::string> SearchIndex::find(std::string_view typed, std::size_t most) const {
  const auto [whole, words] = cut(typed);
  if (!spell_ || words.empty()) return {};
  std::vector<int> best = match(understand(whole));
  if (words.size() > 1) {
    const std::vector<int> each = match_each(words);
    for (std::size_t i = 0; i < items_.size(); ++i) best[i] = std::max(best[i], each[i]);
  }
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (best[i] > 0) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return best[a] > best[b]; });
  if (order.size() > most) order.resize(most);
  std::vector<std::string> found;
  for (const std::size_t i : order) found.push_back(items_[i]);
  return found;
}

}  // namespace bancheng::core::catalogue
