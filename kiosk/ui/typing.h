// Typing: the field in which a person is just writing: its value, the caret, the keyboard, the pinyin composition.
//
//   letters (Chinese) ─> composition ─candidate chosen─> value
//   anything else ─────────────────────────────────────> value
//
// Person data; wipe() at session end. Used by the loop thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/person_text.h"
#include "kiosk/core/session/screen.h"
#include "kiosk/pinyin/client.h"
#include "kiosk/pinyin/composition.h"
#include "kiosk/ui/keyboard.h"

namespace bancheng::ui {

/// What an act of typing changed.
enum class Typed {
  nothing,
  look,   ///< the keyboard or the composition
  value,  ///< the field's value: an Intent is due
};

/// A dot for each character.
[[nodiscard]] base::PersonText as_dots(std::string_view text);

class Typing {
 public:
  /// `pinyin` may be null (Chinese cannot be typed then); must outlive this.
  explicit Typing(pinyin::Client* pinyin) : pinyin_(pinyin) {}

  /// Writing goes on in the field `id`: with the same id and kind the keyboard and composition stay as they are. The
  /// value is taken over; the caret moves to its end when it differs from what was typed here.
  void attach(const std::string& id, const core::session::FieldData& field, core::Language language = core::Language::zh_cn);
  /// No field is being written in.
  void detach();

  [[nodiscard]] bool active() const { return !id_.empty(); }
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const base::PersonText& value() const { return value_; }
  /// As it is shown: dots for a secret.
  [[nodiscard]] base::PersonText shown_value() const { return secret_ ? as_dots(value_.view()) : value_; }
  [[nodiscard]] bool secret() const { return secret_; }
  [[nodiscard]] std::size_t caret() const { return caret_; }  ///< byte index into value()
  [[nodiscard]] const KeyboardState& keyboard() const { return keyboard_; }
  [[nodiscard]] bool composing() const { return !composition_.empty(); }
  /// What is chosen so far and the letters that wait, as one text.
  [[nodiscard]] base::PersonText composition() const;
  [[nodiscard]] const std::vector<pinyin::Candidate>& candidates() const { return candidates_; }
  [[nodiscard]] std::size_t first_candidate() const { return first_candidate_; }

  Typed press(const Key& key);
  /// `index` in candidates().
  Typed choose(std::size_t index);
  /// Shows further candidates, from `next` on; beyond the last: from the first.
  Typed page_to(std::size_t next);
  /// As a hardware keyboard types it: past the pinyin engine, at the caret. What the field does not take is left out.
  Typed insert(std::string_view text);
  /// Turns what is being composed into text: the best candidate, else the letters.
  Typed finish_composition();
  void place_caret(std::size_t byte);
  void show_keyboard() { keyboard_.hidden = false; }
  void wipe();

 private:
  Typed type_character(std::string_view text);
  Typed compose(char letter);
  Typed erase();
  Typed put(std::string_view text);
  [[nodiscard]] base::PersonText with(std::string_view text) const;
  /// What of `text` the field takes, as far as there is room.
  [[nodiscard]] base::PersonText acceptable(std::string_view text) const;
  [[nodiscard]] bool takes(char32_t c) const;
  void ask();
  void forget_composition();

  pinyin::Client* pinyin_;
  std::string id_;
  int max_length_ = 0;
  bool secret_ = false;
  base::PersonText value_;
  std::size_t caret_ = 0;
  KeyboardState keyboard_;
  pinyin::Composition composition_;
  std::vector<pinyin::Candidate> candidates_;
  std::size_t first_candidate_ = 0;
};

/// "19491231" → "1949-12-31"; as many digits as there are, at most eight.
[[nodiscard]] base::PersonText written_as_date(std::string_view digits_and_dashes);

}  // namespace bancheng::ui
