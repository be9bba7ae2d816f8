#include <doctest/doctest.h>

#include <algorithm>
#include <future>
#include <string>

#include "kiosk/text/text.h"
#include "kiosk/text/text_size.h"
#include "tests/kiosk/text/picture.h"

namespace bancheng::text {
namespace {

std::unique_ptr<Engine> make_engine(std::size_t cache_bytes = 4 << 20) {
  auto engine = Engine::create(cache_bytes);
  REQUIRE(engine.has_value());
  return std::move(*engine);
}

/// The smallest rectangle round everything of the mask that is at least half dark.
Rect dark_rect(const Mask& mask) {
  int left = mask.extent.width, right = -1, top = mask.extent.height, bottom = -1;
  for (int y = 0; y < mask.extent.height; ++y) {
    for (int x = 0; x < mask.extent.width; ++x) {
      if (mask.alpha[static_cast<std::size_t>(y * mask.stride + x)] < 128) continue;
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = std::max(bottom, y);
    }
  }
  return {left, top, right - left + 1, bottom - top + 1};
}

bool inside(const Rect& inner, const Rect& outer) {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width &&
         inner.y + inner.height <= outer.y + outer.height;
}

TEST_CASE("a capital is as high as the style says") {
  const auto engine = make_engine();
  for (const double height : {12.0, 20.0, 33.0, 64.0}) {
    Style style;
    style.capital_height = height;
    CHECK(dark_rect(*engine->draw("H", style)).height == doctest::Approx(height).epsilon(0.09));
  }
}

TEST_CASE("the four sizes lie in the ranges of the standard") {
  using core::session::TextSize;
  CHECK(capital_height_px(TextSize::small, 10) == doctest::Approx(38.5));
  CHECK((capital_height_mm(TextSize::medium) >= 4.8 && capital_height_mm(TextSize::medium) <= 5.6));
  CHECK((capital_height_mm(TextSize::large) >= 6.4 && capital_height_mm(TextSize::large) <= 7.1));
  CHECK((capital_height_mm(TextSize::largest) >= 8.5 && capital_height_mm(TextSize::largest) <= 9.0));
}

TEST_CASE("engines on different threads draw at the same time, and draw the same") {
  const auto draw_all = [] {
    const auto engine = make_engine();
    std::vector<base::PersonBytes> masks;
    for (const char* text : {"办理回执", "Receipt 10001", "𠮷𣕚", "བོད་ཡིག"}) masks.push_back(engine->draw(text, Style{})->alpha);
    return masks;
  };
  const auto expected = draw_all();
  auto other = std::async(std::launch::async, draw_all);
  CHECK(draw_all() == expected);
  CHECK(other.get() == expected);
}

TEST_CASE("what is drawn lies inside the ink rectangle, and that inside the block") {
  const auto engine = make_engine();
  for (const char* text : {"办理身份证", "jgfÅ|Q", "𠮷𣕚", "བོད་ཡིག", "ئۇيغۇرچە", "\uE123", "Hi\n你好", "中 文 "}) {
    CAPTURE(text);
    const auto mask = engine->draw(text, Style{});
    const Extent& extent = mask->extent;
    CHECK(mask->stride >= extent.width);
    CHECK(mask->alpha.size() == static_cast<std::size_t>(mask->stride * extent.height));
    CHECK(inside(extent.ink, {0, 0, extent.width, extent.height}));
    CHECK(dark_rect(*mask).width > 0);
    CHECK(inside(dark_rect(*mask), extent.ink));
    CHECK(engine->measure(text, Style{}) == extent);
  }
}

TEST_CASE("measuring alone gives what drawing gives") {
  const auto measuring = make_engine();
  const auto drawing = make_engine();
  Style style;
  style.max_width = 220;
  style.alignment = Alignment::centre;
  const char* text = "北京市朝阳区建国门外大街一号 Room 1204";
  CHECK(measuring->measure(text, style) == drawing->draw(text, style)->extent);
}

TEST_CASE("lines break at the width, between words where there are words") {
  const auto engine = make_engine();
  Style style;
  style.max_width = 200;
  const Extent chinese = engine->measure("老年人优待证申请办理指南全文", style);
  CHECK(chinese.lines > 1);
  CHECK(chinese.width <= style.max_width);
  const Extent one_long_word = engine->measure("Donaudampfschifffahrtsgesellschaft", style);
  CHECK(one_long_word.lines > 1);
  CHECK(one_long_word.width <= style.max_width);
  // A word that fits a line of its own is not torn: its first letter begins the second line.
  const std::string words = "registration certificate";
  const Rect c = engine->caret(words, style, words.find('c'));
  CHECK(c.x <= 2);
  CHECK(c.y > engine->caret(words, style, 0).y);
}

TEST_CASE("lines stand the same distance apart whatever fonts they need") {
  const auto engine = make_engine();
  Style style;
  const int one = engine->measure("中", style).height;
  CHECK(engine->measure("中\n文\nA", style).height == 3 * one);
  CHECK(engine->measure("中\n𠮷\n\U0002A6D6", style).height == doctest::Approx(3 * one).epsilon(0.01));
  CHECK(engine->measure("", style).height == one);
  CHECK(engine->measure("", style).width == 0);
}

TEST_CASE("a last line of one character gets company, and no further line comes of it") {
  const auto engine = make_engine();
  const std::string text = "请把材料放在拍照台中间";  // eleven characters
  Style style;
  const int whole = engine->measure(text, style).width;
  style.max_width = whole * 21 / 22;  // ten of them fit
  const Extent plain = engine->measure(text, style);
  REQUIRE(plain.lines == 2);
  style.balanced = true;
  const Extent balanced = engine->measure(text, style);
  CHECK(balanced.lines == 2);
  CHECK(balanced.width < plain.width);
  CHECK(balanced.width > whole / 2);
  style.max_width = whole * 2 / 3;  // four on the last line: stays as it is
  CHECK(engine->measure(text, style).width == [&] {
    Style as_it_is = style;
    as_it_is.balanced = false;
    return engine->measure(text, as_it_is).width;
  }());
}

TEST_CASE("too many lines: cut or ellipsized, and said so") {
  const auto engine = make_engine();
  Style style;
  style.max_width = 200;
  style.max_lines = 2;
  const std::string text = "老年人优待证申请办理指南全文老年人优待证申请办理指南全文";
  const Extent cut = engine->measure(text, style);
  CHECK(cut.lines == 2);
  CHECK(cut.overflowed);
  style.overflow = Overflow::ellipsize;
  const Extent ellipsized = engine->measure(text, style);
  CHECK(ellipsized.lines == 2);
  CHECK(ellipsized.overflowed);
  CHECK(ellipsized.width <= style.max_width);
  CHECK(engine->draw(text, style)->alpha != engine->draw(text.substr(0, text.size() / 2), style)->alpha);
  style.max_lines = 9;
  CHECK_FALSE(engine->measure(text, style).overflowed);
}

TEST_CASE("a second paragraph that is left out leaves an ellipsis") {
  const auto engine = make_engine();
  Style style;
  style.max_lines = 1;
  style.overflow = Overflow::ellipsize;
  const Extent both = engine->measure("甲\n乙", style);
  CHECK(both.overflowed);
  CHECK(both.width > engine->measure("甲", style).width);
}

TEST_CASE("alignment moves lines inside the block") {
  const auto engine = make_engine();
  Style style;
  const auto first_dark_of_second_line = [&](Alignment alignment) {
    style.alignment = alignment;
    return engine->caret("一二三四五\n一", style, std::string("一二三四五\n").size()).x;
  };
  const int left = first_dark_of_second_line(Alignment::left);
  const int centre = first_dark_of_second_line(Alignment::centre);
  const int right = first_dark_of_second_line(Alignment::right);
  CHECK(left < centre);
  CHECK(centre < right);
}

TEST_CASE("rare ideographs have glyphs; what has none is shown as its code") {
  const auto engine = make_engine();
  CHECK(engine->can_show("张三 𠮷 㐂 龘 䶮 \U0002A6D6 \U0002B740 \U0002B820 \U0002CEA1"));
  for (const char* text : {"\uE000", "\U000F0000", "\uFDD0", "\uFFFF", "\u0007", "\U0003FFFF", "\U000E1234"}) {
    CHECK_FALSE(engine->can_show(text));
    const auto mask = engine->draw(text, Style{});
    CHECK(mask->extent.boxed_characters == 1);
    CHECK(dark_rect(*mask).height > 10);
  }
  // Two different codes look different, and not like the glyph that some font has there.
  CHECK(engine->draw("\uE000", Style{})->alpha != engine->draw("\uE001", Style{})->alpha);
  CHECK(engine->measure("王\uE123\uE123明", Style{}).boxed_characters == 2);
}

TEST_CASE("bytes that are not UTF-8 are shown, never passed on") {
  const auto engine = make_engine();
  using namespace std::string_view_literals;
  CHECK(engine->measure("\xFF\xFE", Style{}) == engine->measure("\uFFFD\uFFFD", Style{}));
  CHECK(engine->measure("a\0b"sv, Style{}) == engine->measure("a\uFFFD\x62", Style{}));
  CHECK(engine->measure("\xE4\xB8", Style{}).width > 0);
  const Extent huge = engine->measure(std::string(100'000, 'x'), Style{});
  CHECK(huge.overflowed);
  CHECK(huge.width <= 16 * 1024);
}

TEST_CASE("the caret moves on with the text") {
  const auto engine = make_engine();
  const std::string text = "张三丰";
  int last = -1;
  for (std::size_t i = 0; i <= text.size(); i += 3) {
    const Rect caret = engine->caret(text, Style{}, i);
    CHECK(caret.x > last);
    CHECK(caret.height > 0);
    last = caret.x;
  }
  CHECK(engine->caret(text, Style{}, 999).x == last);
}

TEST_CASE("the cache answers the second time, is bounded and is emptied") {
  const auto engine = make_engine(256 * 1024);
  const auto first = engine->draw("办成", Style{});
  CHECK(engine->draw("办成", Style{})->id == first->id);
  Style other;
  other.weight = Weight::bold;
  CHECK(engine->draw("办成", other)->id != first->id);
  for (int i = 0; i < 500; ++i) {
    (void)engine->draw("第" + std::to_string(i) + "号材料", Style{});
    CHECK(engine->cached_bytes() <= 256 * 1024);
  }
  CHECK(engine->draw("办成", Style{})->id != first->id);  // the oldest had to go
  engine->clear();
  CHECK(engine->cached_bytes() == 0);
  CHECK(first->alpha.size() > 0);  // a mask that is still held stays whole
}

TEST_CASE("a mask larger than the cache is drawn and not kept") {
  const auto engine = make_engine(1024);
  CHECK(dark_rect(*engine->draw("办理身份证", Style{})).width > 0);
  CHECK(engine->cached_bytes() <= 1024);
}

TEST_CASE("pictures to look at") {
  const auto engine = make_engine();
  Style style;
  style.capital_height = 28;
  style.max_width = 900;
  const auto mask = engine->draw(
      "老年人优待证 Elderly card 110105*****231\n欧阳𠮷龘䶮\U0002A6D6\U0002CEA1 \uE123\U000F0123\U0010FFFF 王\n"
      "བོད་ཡིག  ئۇيغۇرچە  ꆈꌠꉙ  ไทย  ᠮᠣᠩᠭᠣᠯ\n这一段文字很长，应当在适当的地方换行，English words stay whole。",
      style);
  test::write_png(*mask, std::string(TEXT_TEST_OUT_DIR) + "/scripts.png");
  style.weight = Weight::bold;
  style.alignment = Alignment::centre;
  style.max_lines = 2;
  style.overflow = Overflow::ellipsize;
  const auto bold = engine->draw("粗体字与生僻字𠮷\U0002A6D6一起出现时的样子，居中，最多两行，超出的部分以省略号表示，其余不显示出来，因为纸上或屏幕上已经没有更多的地方可以用了", style);
  test::write_png(*bold, std::string(TEXT_TEST_OUT_DIR) + "/bold.png");
  CHECK(std::filesystem::exists(std::string(TEXT_TEST_OUT_DIR) + "/bold.png"));
}

}  // namespace
}  // namespace bancheng::text
