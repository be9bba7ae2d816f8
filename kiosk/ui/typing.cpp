#include "kiosk/ui/typing.h"

#include <algorithm>

#include "kiosk/base/encoding.h"

namespace bancheng::ui {
namespace {

using core::session::Keyboard;

std::size_t start_of_previous(std::string_view text, std::size_t at) {
  while (at > 0) {
    --at;
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) break;
  }
  return at;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

base::PersonText as_dots(std::string_view text) {
  base::PersonText dots;
  for (std::size_t i = 0; i < base::length_in_characters(text); ++i) dots.append("●");
  return dots;
}

base::PersonText written_as_date(std::string_view digits_and_dashes) {
  base::PersonText date;
  std::size_t digits = 0;
  for (const char c : digits_and_dashes) {
    if (!is_digit(c) || digits == 8) continue;
    if (digits == 4 || digits == 6) date.append("-");
    date.append(std::string_view(&c, 1));
    ++digits;
  }
  return date;
}

void Typing::attach(const std::string& id, const core::session::FieldData& field, core::Language language) {
  if (id != id_ || field.keyboard != keyboard_.kind) {
    forget_composition();
    id_ = id;
    keyboard_ = {};
    keyboard_.kind = field.keyboard;
    keyboard_.chinese = pinyin_ != nullptr && language == core::Language::zh_cn;
    value_ = {};
  }
  max_length_ = field.max_length;
  secret_ = field.secret;
  if (field.value != value_) {
    value_ = field.value;
    caret_ = value_.size();
  }
  caret_ = std::min(caret_, value_.size());
}

void Typing::detach() {
  forget_composition();
  id_.clear();
  value_ = {};
  secret_ = false;
  caret_ = 0;
  keyboard_ = {};
}

void Typing::wipe() { detach(); }

base::PersonText Typing::composition() const {
  base::PersonText text(composition_.chosen());
  text.append(composition_.pending());
  return text;
}

Typed Typing::press(const Key& key) {
  switch (key.act) {
    case KeyAct::character: return type_character(key.text);
    case KeyAct::backspace: return erase();
    case KeyAct::clear:
      forget_composition();
      caret_ = 0;
      if (value_.empty()) return Typed::look;
      value_ = {};
      return Typed::value;
    case KeyAct::space: return composing() ? finish_composition() : put(" ");
    case KeyAct::shift: keyboard_.shift = !keyboard_.shift; return Typed::look;
    case KeyAct::symbols: {
      const Typed typed = finish_composition();
      keyboard_.symbols = !keyboard_.symbols;
      return typed == Typed::value ? typed : Typed::look;
    }
    case KeyAct::language: {
      const Typed typed = finish_composition();
      keyboard_.chinese = !keyboard_.chinese && pinyin_ != nullptr;
      keyboard_.shift = false;
      return typed == Typed::value ? typed : Typed::look;
    }
    case KeyAct::hide: {
      const Typed typed = finish_composition();
      keyboard_.hidden = true;
      return typed == Typed::value ? typed : Typed::look;
    }
  }
  return Typed::nothing;
}

Typed Typing::type_character(std::string_view text) {
  const bool chinese = writes_chinese(keyboard_.kind) && keyboard_.chinese;
  const bool pinyin_letter = text.size() == 1 && ((text[0] >= 'a' && text[0] <= 'z') || text[0] == '\'');
  if (chinese && pinyin_letter) return compose(text[0]);
  const Typed before = finish_composition();
  const Typed typed = put(text);
  if (keyboard_.shift) keyboard_.shift = false;
  return before == Typed::value ? before : typed;
}

Typed Typing::compose(char letter) {
  if (!composition_.type(letter)) return Typed::nothing;
  ask();
  return Typed::look;
}

Typed Typing::erase() {
  if (composing()) {
    composition_.take_back();
    ask();
    return Typed::look;
  }
  if (caret_ == 0) return Typed::nothing;
  std::size_t from = start_of_previous(value_.view(), caret_);
  // In a date the dash goes with the digit before it.
  if (keyboard_.kind == Keyboard::date && value_.view()[from] == '-' && from > 0) --from;
  base::PersonText rest(value_.view().substr(0, from));
  rest.append(value_.view().substr(caret_));
  const bool at_end = caret_ == value_.size();
  value_ = keyboard_.kind == Keyboard::date ? written_as_date(rest.view()) : std::move(rest);
  caret_ = at_end ? value_.size() : std::min(from, value_.size());
  return Typed::value;
}

Typed Typing::choose(std::size_t index) {
  if (index >= candidates_.size() || !composition_.choose(candidates_[index])) return Typed::nothing;
  if (composition_.finished()) {
    const base::PersonText chosen(composition_.chosen());
    forget_composition();
    return put(chosen.view()) == Typed::value ? Typed::value : Typed::look;
  }
  ask();
  return Typed::look;
}

Typed Typing::page_to(std::size_t next) {
  first_candidate_ = next < candidates_.size() ? next : 0;
  return Typed::look;
}

Typed Typing::finish_composition() {
  if (!composing()) return Typed::nothing;
  // Each choice stands for at least one letter, so this ends.
  while (!composition_.finished() && !candidates_.empty() && composition_.choose(candidates_.front())) ask();
  const base::PersonText text = composition();
  forget_composition();
  return put(text.view()) == Typed::value ? Typed::value : Typed::look;
}

void Typing::place_caret(std::size_t byte) {
  std::size_t at = std::min(byte, value_.size());
  while (at > 0 && at < value_.size() && (static_cast<unsigned char>(value_.view()[at]) & 0xC0) == 0x80) --at;
  caret_ = at;
}

Typed Typing::insert(std::string_view text) {
  const Typed before = finish_composition();
  const Typed typed = put(text);
  return before == Typed::value ? before : typed;
}

bool Typing::takes(char32_t c) const {
  const bool digit = c >= U'0' && c <= U'9';
  switch (keyboard_.kind) {
    case Keyboard::digits:
    case Keyboard::phone: return digit;
    case Keyboard::date: return digit || c == U'-';
    case Keyboard::citizen_number: return digit || c == U'X' || (c >= U'A' && c <= U'Z');
    case Keyboard::capitals: return digit || (c >= U'A' && c <= U'Z');
    case Keyboard::latin:
    case Keyboard::pinyin:
    case Keyboard::name: return c >= U' ' && c != 0x7F;
  }
  return false;
}

base::PersonText Typing::with(std::string_view text) const {
  base::PersonText whole(value_.view().substr(0, caret_));
  whole.append(text);
  whole.append(value_.view().substr(caret_));
  return whole;
}

base::PersonText Typing::acceptable(std::string_view text) const {
  base::PersonText taken;
  if (!base::is_valid_utf8(text)) return taken;
  const std::size_t there = base::length_in_characters(value_.view());
  const std::size_t most = static_cast<std::size_t>(std::max(0, max_length_));
  // Dashes of a date come and go by themselves; written_as_date() bounds it.
  std::size_t left = keyboard_.kind == Keyboard::date ? text.size() : most - std::min(most, there);
  for (std::size_t at = 0; at < text.size() && left > 0;) {
    std::size_t next = at + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80) ++next;
    std::string_view character = text.substr(at, next - at);
    at = next;
    const bool small = character.size() == 1 && character[0] >= 'a' && character[0] <= 'z';
    const char capital = small ? static_cast<char>(character[0] - 'a' + 'A') : '\0';
    if (small && (keyboard_.kind == Keyboard::capitals || (keyboard_.kind == Keyboard::citizen_number && capital == 'X'))) {
      character = std::string_view(&capital, 1);
    }
    if (!takes(base::code_points(character).front())) continue;
    taken.append(character);
    --left;
  }
  return taken;
}

Typed Typing::put(std::string_view text) {
  const base::PersonText taken = acceptable(text);
  if (taken.empty()) return Typed::nothing;
  const bool at_end = caret_ == value_.size();
  const base::PersonText whole = with(taken.view());
  if (keyboard_.kind == Keyboard::date) {
    const base::PersonText date = written_as_date(whole.view());
    if (date == value_) return Typed::nothing;
    value_ = date;
    caret_ = at_end ? value_.size() : std::min(caret_ + taken.size(), value_.size());
    return Typed::value;
  }
  value_ = whole;
  caret_ += taken.size();
  return Typed::value;
}

void Typing::ask() {
  first_candidate_ = 0;
  candidates_.clear();
  if (pinyin_ == nullptr || composition_.pending().empty()) return;
  base::PersonText context(value_.view().substr(0, caret_));
  context.append(composition_.chosen());
  const auto mode = keyboard_.kind == Keyboard::name ? pinyin::Mode::name : pinyin::Mode::phrase;
  candidates_ = pinyin_->query(composition_.pending(), mode, context.view());
}

void Typing::forget_composition() {
  composition_ = {};
  candidates_.clear();
  first_candidate_ = 0;
}

}  // namespace bancheng::ui
