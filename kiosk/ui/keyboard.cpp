#include "kiosk/ui/keyboard.h"

#include <array>
#include <cstdio>
#include <string_view>

#include "kiosk/base/encoding.h"

namespace bancheng::ui {
namespace {

using core::session::Keyboard;

Key character(std::string text) {
  Key key;
  const auto points = base::code_points(text);
  const char32_t c = points.empty() ? U' ' : points.front();
  if ((c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z')) {
    key.id = "key." + text;
  } else if (c >= U'A' && c <= U'Z') {
    key.id = std::string("key.") + static_cast<char>(c - U'A' + U'a');
  } else {
    std::array<char, 16> name{};
    std::snprintf(name.data(), name.size(), "key.u%04x", static_cast<unsigned>(c));
    key.id = name.data();
  }
  key.text = std::move(text);
  return key;
}

std::vector<Key> characters(std::string_view utf8) {
  std::vector<Key> keys;
  for (const char32_t c : base::code_points(utf8)) {
    std::string text;
    base::append_utf8(text, c);
    keys.push_back(character(std::move(text)));
  }
  return keys;
}

Key special(std::string id, KeyAct act, std::string label, std::string icon, float width = 1) {
  return {std::move(id), act, {}, std::move(label), std::move(icon), width};
}

Key backspace(float width = 1) { return special("key.backspace", KeyAct::backspace, "", "backspace", width); }
Key clear_key(float width = 1) { return special("key.clear", KeyAct::clear, "ui.key.clear", "", width); }
Key hide_key(float width = 1) { return special("key.hide", KeyAct::hide, "", "keyboard-hide", width); }
/// Where there is room the key says what it does: at its place people expect "OK".
Key named_hide_key(float width) { return special("key.hide", KeyAct::hide, "ui.key.hide", "", width); }

KeyRows pad(Keyboard kind) {
  KeyRows rows{characters("123"), characters("456"), characters("789"), {}};
  rows[3] = {kind == Keyboard::citizen_number ? character("X") : clear_key(), character("0"), backspace()};
  if (kind == Keyboard::citizen_number) rows.push_back({clear_key(2), hide_key()});
  else rows.push_back({named_hide_key(3)});
  return rows;
}

std::vector<Key> last_row(const KeyboardState& state) {
  if (state.kind == Keyboard::capitals) return {clear_key(5), named_hide_key(5)};
  std::vector<Key> row;
  row.push_back(special(state.symbols ? "key.mode-letters" : "key.mode-symbols", KeyAct::symbols,
                        state.symbols ? "ui.key.letters" : "ui.key.symbols", "", 1.5f));
  const bool both = writes_chinese(state.kind);
  if (both) {
    row.push_back(special(state.chinese ? "key.mode-latin" : "key.mode-pinyin", KeyAct::language,
                          state.chinese ? "ui.key.to-latin" : "ui.key.to-chinese", "", 1.5f));
  }
  row.push_back(special("key.space", KeyAct::space, "ui.key.space", "", both ? 3.5f : 5.0f));
  row.push_back(clear_key(2.0f));
  row.push_back(hide_key(1.5f));
  return row;
}

KeyRows letters(const KeyboardState& state) {
  const bool capitals = state.kind == Keyboard::capitals;
  const bool upper = capitals || (state.shift && !(writes_chinese(state.kind) && state.chinese));
  KeyRows rows{characters("1234567890"), characters(upper ? "QWERTYUIOP" : "qwertyuiop"),
               characters(upper ? "ASDFGHJKL" : "asdfghjkl"), {}};
  const bool pinyin = writes_chinese(state.kind) && state.chinese;
  if (pinyin) {
    rows[3].push_back(special("key.u0027", KeyAct::character, "", "", 1.5f));
    rows[3].back().text = "'";
  } else if (!capitals) {
    rows[3].push_back(special("key.shift", KeyAct::shift, "", state.shift ? "shift-on" : "shift", 1.5f));
  }
  for (Key& key : characters(upper ? "ZXCVBNM" : "zxcvbnm")) rows[3].push_back(std::move(key));
  rows[3].push_back(backspace(1.5f));
  rows.push_back(last_row(state));
  return rows;
}

KeyRows symbols(const KeyboardState& state) {
  const bool chinese = writes_chinese(state.kind) && state.chinese;
  KeyRows rows{characters("1234567890"), characters(chinese ? "，。、：；？！·—…" : ",.:;?!'\"-_"),
               characters(chinese ? "（）《》“”【】#" : "()[]/\\&%#"), characters(chinese ? "￥～＋－＝／＠＊" : "@+=*$~<>")};
  rows[3].push_back(backspace(2));
  rows.push_back(last_row(state));
  return rows;
}

}  // namespace

bool is_pad(Keyboard kind) {
  return kind == Keyboard::digits || kind == Keyboard::date || kind == Keyboard::phone || kind == Keyboard::citizen_number;
}

bool writes_chinese(Keyboard kind) { return kind == Keyboard::pinyin || kind == Keyboard::name; }

KeyRows keys_of(const KeyboardState& state) {
  if (is_pad(state.kind)) return pad(state.kind);
  return state.symbols ? symbols(state) : letters(state);
}

}  // namespace bancheng::ui
