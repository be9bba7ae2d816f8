#include "kiosk/pinyin/composition.h"

namespace bancheng::pinyin {

bool Composition::type(char letter) {
  const bool apostrophe = letter == '\'';
  if (!apostrophe && (letter < 'a' || letter > 'z')) return false;
  const std::string_view now = pending_.view();
  if (now.size() >= kMaxLetters || (apostrophe && (now.empty() || now.back() == '\''))) return false;
  pending_.append({&letter, 1});
  return true;
}

bool Composition::take_back() {
  if (!pending_.empty()) {
    pending_ = base::PersonText(pending_.view().substr(0, pending_.size() - 1));
    return true;
  }
  if (choices_.empty()) return false;
  pending_ = std::move(choices_.back().letters);
  chosen_ = base::PersonText(chosen_.view().substr(0, chosen_.size() - choices_.back().text_bytes));
  choices_.pop_back();
  return true;
}

bool Composition::choose(const Candidate& candidate) {
  if (candidate.consumed == 0 || candidate.consumed > pending_.size()) return false;
  const std::string_view letters = pending_.view();
  choices_.push_back({base::PersonText(letters.substr(0, candidate.consumed)), candidate.text.size()});
  chosen_.append(candidate.text.view());
  std::string_view rest = letters.substr(candidate.consumed);
  while (rest.starts_with('\'')) rest.remove_prefix(1);
  pending_ = base::PersonText(rest);
  return true;
}

}  // namespace bancheng::pinyin
