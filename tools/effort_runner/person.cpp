#include "tools/effort_runner/person.h"

#include <algorithm>

#include "kiosk/base/encoding.h"

namespace bancheng::effort {
namespace {

using base::PersonText;
using core::catalogue::FieldKind;

core::identity::IdCard card(const char* birth_date, const char* number) {
  core::identity::IdCard card;
  card.name = PersonText("样本文");
  card.sex_code = PersonText("2");
  card.nation_code = PersonText("01");
  card.birth_date = PersonText(birth_date);
  card.address = PersonText("样本市样本区样本路1号");
  card.number = PersonText(number);
  card.authority = PersonText("样本市公安局");
  card.valid_from = PersonText("20160518");
  card.valid_to = PersonText("20360518");
  return card;
}

/// A word that is written with pinyin and chosen from the list.
Typed word(const char* text, std::string_view pinyin) { return {text, static_cast<int>(pinyin.size()) + 1, 1}; }
/// Keys that put in what they show.
Typed keys(const std::string& text) { return {text, static_cast<int>(base::length_in_characters(text)), 0}; }
/// A sign that stands on another page of the keyboard: there, the sign, and back.
Typed sign(const char* text) { return {text, 3, 0}; }

Typed joined(const std::vector<Typed>& parts) {
  Typed whole;
  for (const Typed& part : parts) {
    whole.text += part.text;
    whole.keys += part.keys;
    whole.picks += part.picks;
  }
  return whole;
}

/// The longest first.
std::vector<Typed> texts() {
  return {
      joined({word("日用百货", "riyongbaihuo"), word("销售", "xiaoshou"), sign("；"), word("食品", "shipin"), word("销售", "xiaoshou"), sign("；"),
              word("服装", "fuzhuang"), word("零售", "lingshou")}),
      joined({word("样本", "yangben"), word("区", "qu"), word("幸福", "xingfu"), word("路", "lu"), keys("8"), word("号", "hao"), keys("2"),
              word("单元", "danyuan"), keys("301"), word("室", "shi")}),
      joined({word("样本", "yangben")}),
  };
}

/// How long the field is tells what it is for: a list of lines of business, an address or a company's name, a word or two.
constexpr int kRoomForList = 200;
constexpr int kRoomForAddress = 40;

/// A bank card's number, the longest that people carry on them (ISO/IEC 7812).
constexpr int kMostDigits = 19;

}  // namespace

std::vector<core::identity::IdCard> specimen_persons() {
  // The example of GB 11643-1999; a region that does not exist.
  return {card("19491231", "11010519491231002X"), card("19800101", "990101198001010022")};
}

Typed specimen_answer(FieldKind kind, int max_length) {
  switch (kind) {
    case FieldKind::text: return texts()[max_length >= kRoomForList ? 0 : max_length >= kRoomForAddress ? 1 : 2];
    case FieldKind::name: return joined({word("样", "yang"), word("本", "ben"), word("文", "wen")});
    case FieldKind::digits: return keys(std::string(static_cast<std::size_t>(std::min(max_length, kMostDigits)), '1'));
    case FieldKind::phone: return keys("01000000000");  // as many digits as a mobile number
    case FieldKind::date: return {"2026-02-02", 8, 0};  // the keyboard puts the dashes
    case FieldKind::citizen_number: return keys("11010519491231002X");
    case FieldKind::credit_code: return keys("91350100M000100Y43");  // the example of GB 32100-2015
    case FieldKind::choice: break;
  }
  return {};
}

}  // namespace bancheng::effort
