// Composition: what a person is just writing in pinyin, between the letters typed and the characters chosen.
#pragma once

#include <cstddef>
#include <string_view>

#include "kiosk/base/person_text.h"
#include "kiosk/pinyin/client.h"

namespace bancheng::pinyin {

/// A value; no I/O. Typical use: type letters, show client.query(pending(), mode, chosen()), choose one of the answers;
/// when finished() take chosen() into the field and begin a new Composition.
class Composition {
 public:
  /// One of [a-z']; false (and nothing changes) for anything else, for a leading or doubled apostrophe, and when full.
  bool type(char letter);
  /// Takes back the last letter, or the last choice (its letters are pending again) when no letter is pending.
  /// False when there was nothing to take back.
  bool take_back();
  /// False (and nothing changes) when `candidate` stands for more letters than are pending, or for none.
  bool choose(const Candidate& candidate);

  [[nodiscard]] std::string_view pending() const {
    return pending_.view();
  }                                                                         ///< letters not yet turned into characters
  [[nodiscard]] std::string_view chosen() const { return chosen_.view(); }  ///< characters chosen so far
  [[nodiscard]] bool empty() const { return pending_.empty() && choices_.empty(); }
  [[nodiscard]] bool finished() const { return pending_.empty() && !choices_.empty(); }

 private:
  struct Choice {
    base::PersonText letters;
    std::size_t text_bytes;
  };
  base::PersonText pending_;
  base::PersonText chosen_;
  std::vector<Choice> choices_;
};

}  // namespace bancheng::pinyin
