#include "drivers/id_card/chip_text.h"

#include <doctest/doctest.h>

#include <string>

#include "kiosk/base/encoding.h"
#include "tests/drivers/hex.h"

using namespace bancheng;
using namespace bancheng::drivers::id_card;
using namespace bancheng::testing;

namespace {

/// A block of spaces into which texts are put by offset, as the page's table gives them.
class Block {
 public:
  Block() {
    for (std::size_t i = 0; i < 256; i += 2) bytes_[i] = ' ';
  }
  Block& put(std::size_t offset, std::string_view utf8) {
    const auto utf16 = base::to_utf16le(utf8);
    REQUIRE(utf16.has_value());
    std::copy(utf16->begin(), utf16->end(), bytes_.begin() + static_cast<std::ptrdiff_t>(offset));
    return *this;
  }
  Block& raw(std::size_t offset, const Bytes& bytes) {
    std::copy(bytes.begin(), bytes.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(offset));
    return *this;
  }
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }

 private:
  Bytes bytes_ = Bytes(256, 0);
};

Block resident() {
  return Block()
      .put(0, "样本文").put(30, "2").put(32, "01").put(36, "19491231").put(52, "样本省样本市样本路1号").put(122, "11010519491231002X")
      .put(158, "样本市公安局").put(188, "20160518").put(204, "长期");
}

hal::ChipText decoded(const Block& block) {
  auto text = decode_text_block(block.bytes());
  REQUIRE(text.has_value());
  return std::move(*text);
}

}  // namespace

TEST_CASE("resident") {
  const auto text = decoded(resident());
  CHECK(text.layout == hal::ChipLayout::resident);
  CHECK(text.name.view() == "样本文");
  CHECK(text.sex_code.view() == "2");
  CHECK(text.nation_code.view() == "01");
  CHECK(text.birth_date.view() == "19491231");
  CHECK(text.address.view() == "样本省样本市样本路1号");
  CHECK(text.number.view() == "11010519491231002X");
  CHECK(text.authority.view() == "样本市公安局");
  CHECK(text.valid_from.view() == "20160518");
  CHECK(text.valid_to.view() == "长期");
  for (const auto* empty : {&text.latin_name, &text.nationality, &text.pass_number, &text.issue_count, &text.association, &text.newest_address}) {
    CHECK(empty->empty());
  }
}

TEST_CASE("residence permit of Hong Kong, Macao and Taiwan") {
  const auto text = decoded(Block()
                                .put(0, "证件样本").put(30, "1").put(36, "19810803").put(52, "样本省样本路2号").put(122, "990000198108030000")
                                .put(158, "样本市公安局").put(188, "20180901").put(204, "20230831").put(220, "H99999999").put(238, "02").put(248, "J"));
  CHECK(text.layout == hal::ChipLayout::hmt_residence);
  CHECK(text.name.view() == "证件样本");
  CHECK(text.sex_code.view() == "1");
  CHECK(text.birth_date.view() == "19810803");
  CHECK(text.address.view() == "样本省样本路2号");
  CHECK(text.number.view() == "990000198108030000");
  CHECK(text.authority.view() == "样本市公安局");
  CHECK(text.valid_from.view() == "20180901");
  CHECK(text.valid_to.view() == "20230831");
  CHECK(text.pass_number.view() == "H99999999");
  CHECK(text.issue_count.view() == "02");
  CHECK(text.nation_code.empty());
}

TEST_CASE("foreigner 2017, the published specimen") {
  const auto text = decoded(Block()
                                .put(0, "ZHENGJIAN, YANGBEN").put(120, "2").put(122, "CAN110081080319").put(152, "CAN").put(158, "证件样本")
                                .put(188, "20170616").put(204, "20270615").put(220, "19810803").put(236, "01").put(240, "1500").put(248, "I"));
  CHECK(text.layout == hal::ChipLayout::foreigner_2017);
  CHECK(text.latin_name.view() == "ZHENGJIAN, YANGBEN");
  CHECK(text.sex_code.view() == "2");
  CHECK(text.number.view() == "CAN110081080319");
  CHECK(text.nationality.view() == "CAN");
  CHECK(text.name.view() == "证件样本");
  CHECK(text.valid_from.view() == "20170616");
  CHECK(text.valid_to.view() == "20270615");
  CHECK(text.birth_date.view() == "19810803");
  CHECK(text.authority.view() == "1500");
  CHECK(text.address.empty());
}

TEST_CASE("foreigner 2023, the published specimen, with a name that goes on in the second place") {
  const std::string name = "ZHENGJIAN YANGBEN OF THE LONGEST NAMES THERE B";  // 46 characters
  REQUIRE(name.size() == 46);
  const auto block = Block()
                         .put(0, "证件样本").put(30, "2").put(32, "00").put(36, "19800101").put(52, name.substr(0, 35)).put(122, "931586198001010028")
                         .put(188, "20230808").put(204, "20330807").put(220, name.substr(35)).put(242, "PAK").put(248, "Y").put(250, "000");
  const auto text = decoded(block);
  CHECK(text.layout == hal::ChipLayout::foreigner_2023);
  CHECK(text.name.view() == "证件样本");
  CHECK(text.latin_name.view() == name);
  CHECK(text.issue_count.view() == "00");
  CHECK(text.birth_date.view() == "19800101");
  CHECK(text.number.view() == "931586198001010028");
  CHECK(text.valid_from.view() == "20230808");
  CHECK(text.valid_to.view() == "20330807");
  CHECK(text.nationality.view() == "PAK");
  CHECK(text.association.view() == "000");
  CHECK(text.authority.empty());
}

TEST_CASE("a space at the seam of the two places is kept") {
  const std::string first = "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH ";  // 35, the last a space
  REQUIRE(first.size() == 35);
  CHECK(decoded(Block().put(52, first).put(220, "SECOND").put(248, "Y")).latin_name.view() == first + "SECOND");
}

TEST_CASE("rare characters stay exact: Ext A, private use, surrogate pairs, fifteen characters") {
  CHECK(decoded(resident().put(0, "样\u3447本")).name.view() == "样\u3447本");
  CHECK(decoded(resident().put(0, "样\uE863 ")).name.view() == "样\uE863");
  CHECK(decoded(resident().put(0, "样\U00020BB7本")).name.view() == "样\U00020BB7本");
  CHECK(decoded(resident().put(0, "一二三四五六七八九十甲乙丙丁戊")).name.view() == "一二三四五六七八九十甲乙丙丁戊");
}

TEST_CASE("padding: spaces and NULs at the end go, spaces inside stay, an ideographic space is no padding") {
  CHECK(decoded(resident().raw(0, Bytes(30, 0)).put(0, "样 本")).name.view() == "样 本");
  CHECK(decoded(resident().raw(0, Bytes(30, 0))).name.view().empty());
  CHECK(decoded(resident().put(0, "样本\u3000")).name.view() == "样本\u3000");
  CHECK(decoded(resident().raw(248, hex("00 00"))).layout == hal::ChipLayout::resident);
}

TEST_CASE("what is no text block is refused") {
  CHECK(decode_text_block(Bytes(255, ' ')).error() == ChipTextError::bad_lengths);
  CHECK(decode_text_block(resident().put(248, "K").bytes()).error() == ChipTextError::unknown_layout);
  CHECK(decode_text_block(resident().raw(248, hex("20 4E")).bytes()).error() == ChipTextError::unknown_layout);
  CHECK(decode_text_block(resident().raw(0, hex("00 D8 20 00")).bytes()).error() == ChipTextError::bad_characters);
  CHECK(decode_text_block(resident().raw(28, hex("00 D8")).bytes()).error() == ChipTextError::bad_characters);
}

TEST_CASE("a read answer: its own lengths are used and must fit") {
  const Bytes block = resident().bytes();
  const Bytes photo(1024, 0x5A);
  const auto whole = decode_read_answer(hex("01 00 04 00") + block + photo);
  REQUIRE(whole.has_value());
  CHECK(whole->number.view() == "11010519491231002X");
  CHECK(plain(whole->photo) == photo);
  const auto no_photo = decode_read_answer(hex("01 00 00 00") + block);
  REQUIRE(no_photo.has_value());
  CHECK(no_photo->photo.empty());
  for (const Bytes& bad : {Bytes{}, hex("01 00"), hex("01 00 04 00") + block, hex("01 00 04 01") + block + photo, hex("00 FF 04 00") + block + photo,
                           hex("01 00 04 00") + block + photo + hex("00"), hex("FF FF FF FF") + block + photo,
                           hex("01 00 04 01") + block + photo + hex("00")}) {
    CHECK(decode_read_answer(bad).error() == ChipTextError::bad_lengths);
  }
}

TEST_CASE("the newest address has 35 characters at most") {
  const Bytes address = plain(*base::to_utf16le("样本省新样本路9号"));
  Bytes data = address;
  while (data.size() < 70) data = data + hex("20 00");
  const auto text = decode_newest_address(data);
  REQUIRE(text.has_value());
  CHECK(text->view() == "样本省新样本路9号");
  CHECK(!decode_newest_address(address).has_value());
}
