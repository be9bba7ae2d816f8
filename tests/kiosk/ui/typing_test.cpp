#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "kiosk/ui/typing.h"

namespace bancheng::ui {
namespace {

using core::session::FieldData;
using core::session::Keyboard;

/// A field that is written in key by key, without a pinyin program.
class Field {
 public:
  explicit Field(Keyboard keyboard, int most = 60, const char* value = "") : typing(nullptr) {
    typing.attach("answer", FieldData{keyboard, base::PersonText(value), {}, most});
  }

  Typed touch(const std::string& id) {
    for (const auto& row : keys_of(typing.keyboard())) {
      const auto key = std::find_if(row.begin(), row.end(), [&](const Key& k) { return k.id == id; });
      if (key != row.end()) return typing.press(Key(*key));
    }
    FAIL("no key " << id);
    return Typed::nothing;
  }
  void type(const std::string& characters) {
    for (const char c : characters) (void)touch(std::string("key.") + c);
  }
  std::string value() const { return std::string(typing.value().view()); }

  Typing typing;
};

}  // namespace

TEST_CASE("a date gets its dashes by itself and loses them with the digits") {
  Field field(Keyboard::date, 10);
  field.type("19491231");
  CHECK(field.value() == "1949-12-31");
  CHECK(field.touch("key.5") == Typed::nothing);
  CHECK(field.touch("key.backspace") == Typed::value);
  CHECK(field.value() == "1949-12-3");
  (void)field.touch("key.backspace");
  CHECK(field.value() == "1949-12");
  (void)field.touch("key.backspace");
  CHECK(field.value() == "1949-1");
}

TEST_CASE("written_as_date takes digits from anything and never more than eight") {
  CHECK(written_as_date("1949").view() == "1949");
  CHECK(written_as_date("1949-1-2").view() == "1949-12");
  CHECK(written_as_date("194912319999").view() == "1949-12-31");
  CHECK(written_as_date("").empty());
}

TEST_CASE("a citizen number takes an X, in either case, and no other letter") {
  Field field(Keyboard::citizen_number, 18);
  field.type("1101");
  CHECK(field.touch("key.x") == Typed::value);
  CHECK(field.value() == "1101X");
  (void)field.typing.insert("x7-");
  CHECK(field.value() == "1101XX7");
}

TEST_CASE("a field takes no more than its length, counted in characters") {
  Field field(Keyboard::name, 3);
  (void)field.typing.insert("样本样本");
  CHECK(field.value() == "样本样");
  CHECK(field.typing.insert("本") == Typed::nothing);
}

TEST_CASE("digits keyboards take digits only") {
  Field field(Keyboard::phone, 11);
  (void)field.typing.insert("138-0000 a0000");
  CHECK(field.value() == "13800000000");
}

TEST_CASE("bytes that are not UTF-8 are not taken") {
  Field field(Keyboard::latin);
  CHECK(field.typing.insert("\xFF\xFE") == Typed::nothing);
  CHECK(field.value().empty());
}

TEST_CASE("capitals last for one letter") {
  Field field(Keyboard::latin);
  (void)field.touch("key.shift");
  field.type("ab");
  CHECK(field.value() == "Ab");
}

TEST_CASE("without a pinyin program letters are letters") {
  Field field(Keyboard::pinyin);
  field.type("ab");
  CHECK(field.value() == "ab");
  CHECK_FALSE(field.typing.composing());
}

TEST_CASE("the caret stands between characters, and what is typed goes there") {
  Field field(Keyboard::latin, 60, "样本");
  CHECK(field.typing.caret() == 6);
  field.typing.place_caret(4);
  CHECK(field.typing.caret() == 3);
  field.type("x");
  CHECK(field.value() == "样x本");
  (void)field.touch("key.backspace");
  (void)field.touch("key.backspace");
  CHECK(field.value() == "本");
  CHECK(field.typing.caret() == 0);
  CHECK(field.touch("key.backspace") == Typed::nothing);
}

TEST_CASE("clear empties the field; with nothing in it nothing changes") {
  Field field(Keyboard::digits, 60, "12");
  CHECK(field.touch("key.clear") == Typed::value);
  CHECK(field.value().empty());
  CHECK(field.touch("key.clear") != Typed::value);
}

TEST_CASE("a new value from the session is taken over, its own one changes nothing") {
  Field field(Keyboard::latin, 60, "abc");
  field.typing.place_caret(1);
  field.typing.attach("answer", FieldData{Keyboard::latin, base::PersonText("abc"), {}, 60});
  CHECK(field.typing.caret() == 1);
  field.typing.attach("answer", FieldData{Keyboard::latin, base::PersonText("other"), {}, 60});
  CHECK(field.value() == "other");
  CHECK(field.typing.caret() == 5);
}

TEST_CASE("every key of every keyboard has an id of its own") {
  for (const Keyboard kind : {Keyboard::digits, Keyboard::latin, Keyboard::pinyin, Keyboard::name, Keyboard::date, Keyboard::phone,
                              Keyboard::citizen_number}) {
    for (int variant = 0; variant < 8; ++variant) {
      KeyboardState state{kind, (variant & 1) != 0, (variant & 2) != 0, (variant & 4) != 0, false};
      std::vector<std::string> ids;
      for (const auto& row : keys_of(state)) {
        for (const Key& key : row) ids.push_back(key.id);
      }
      std::sort(ids.begin(), ids.end());
      CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
    }
  }
}

}  // namespace bancheng::ui
