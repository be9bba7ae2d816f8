// Who uses the terminal here: specimen cards, and what such a person types into a question.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/catalogue/item.h"
#include "kiosk/core/identity/id_card.h"

namespace bancheng::effort {

/// An old person and one of middle age: whoever an item is for, one of them meets its ages. Numbers that nobody has.
[[nodiscard]] std::vector<core::identity::IdCard> specimen_persons();

/// What is typed, and with how many keys.
struct Typed {
  std::string text;
  int keys = 0;   ///< all keys: letters of pinyin, digits, signs, and one for each choice from the list of words
  int picks = 0;  ///< of these, choices from the list
};

/// A realistic answer, rather long, that fits `max_length` characters; README.md, "What is typed". Not for choices.
[[nodiscard]] Typed specimen_answer(core::catalogue::FieldKind kind, int max_length);

}  // namespace bancheng::effort
