// The keys of the on-screen keyboard, as data: which keys a kind of keyboard has, row by row.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/session/screen.h"

namespace bancheng::ui {

enum class KeyAct {
  character,  ///< puts Key::text in
  backspace,
  clear,      ///< empties the field
  space,
  shift,
  symbols,    ///< shows the symbols, and back
  language,   ///< between Chinese and Latin letters
  hide,       ///< puts the keyboard away, and a touch on the field brings it back
};

struct Key {
  std::string id;     ///< key.a, key.0, key.backspace …
  KeyAct act = KeyAct::character;
  std::string text;   ///< what a character key puts in and shows
  std::string label;  ///< message id of what another key shows; empty: its icon alone
  std::string icon;
  float width = 1;    ///< in keys
};

struct KeyboardState {
  core::session::Keyboard kind = core::session::Keyboard::pinyin;
  bool chinese = true;  ///< pinyin and name keyboards: letters are pinyin
  bool shift = false;
  bool symbols = false;
  bool hidden = false;
};

using KeyRows = std::vector<std::vector<Key>>;
[[nodiscard]] KeyRows keys_of(const KeyboardState& state);

/// A pad of digits stands beside the question where there is room; letters need the whole width.
[[nodiscard]] bool is_pad(core::session::Keyboard kind);
/// The keyboard writes Chinese (when it is not switched to Latin letters).
[[nodiscard]] bool writes_chinese(core::session::Keyboard kind);

}  // namespace bancheng::ui
