#define ZX_USE_UTF8 1
#include <ZXing/BarcodeFormat.h>
#include <ZXing/ReadBarcode.h>
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>

#include "kiosk/imaging/read_options.h"
#include "kiosk/text/qr.h"
#include "kiosk/text/receipt_image.h"
#include "tests/kiosk/text/picture.h"

namespace bancheng::text {
namespace {

using core::Language;
using core::say;
using core::Words;
using namespace core::receipt;

constexpr Paper kWide{576, 203.0 / 25.4};
constexpr Paper kNarrow{384, 203.0 / 25.4};
constexpr const char* kPayload = "https://hall.example.gov.cn/r/BC01-000042-7?k=J7Q2M4XKPD3T5VHN";

Engine& engine() {
  static const std::unique_ptr<Engine> shared = [] {
    auto made = Engine::create();
    REQUIRE(made.has_value());
    return std::move(*made);
  }();
  return *shared;
}

std::shared_ptr<const Phrasebook> phrases(Language language) {
  auto book = Phrasebook::load(TEXT_TEST_LANG_DIR, language);
  REQUIRE(book.has_value());
  return *book;
}

Words person(const char* text) { return Words(base::PersonText(text)); }

/// Long names, rare characters, a character without any glyph, an address that does not fit beside its label.
Receipt full_receipt(bool accepted) {
  const Words item(core::LocalText{{Language::zh_cn, "老年人优待证申领"}, {Language::en, "Elderly preferential card"}});
  Receipt receipt;
  receipt.lines = {
      Heading{say("receipt.title")},
      Paragraph{say(accepted ? "receipt.accepted" : "receipt.stored"), true},
      Rule{},
      Paragraph{say("receipt.number")},
      BigNumber{"BC01 0000 0427"},
      Rule{},
      Row{say("receipt.item"), item},
      Row{say("receipt.name"), person("欧阳𠮷䶮\U0002A6D6\uE123")},
      Row{say("receipt.name"), person("阿卜杜勒·艾孜孜·麦麦提托合提·买买提江")},
      Row{say("receipt.document"), person("1101**********002X")},
      Row{say("receipt.time"), person("2025-03-14 22:41")},
      Row{say("receipt.deadline"), person("2025-03-28")},
      Row{say("receipt.delivery"), say("receipt.courier", {{"address", base::PersonText("某市某区建设路九十九号院3号楼2单元1204室")}})},
      Code{kPayload, say("receipt.scan")},
      Paragraph{say("receipt.keep", {{"phone", std::string("010-00000000")}})},
      Rule{},
      Paragraph{say("receipt.terminal", {{"terminal", std::string("TEST-01")}})},
  };
  return receipt;
}

ReceiptImage drawn(const Receipt& receipt, Language language, const Paper& paper) {
  auto image = draw_receipt(engine(), receipt, *phrases(language), paper);
  REQUIRE(image.has_value());
  return std::move(*image);
}

std::string read_code(const ReceiptImage& image) {
  std::vector<std::uint8_t> grey(static_cast<std::size_t>(image.width) * image.height);
  for (std::uint32_t y = 0; y < image.height; ++y) {
    for (std::uint32_t x = 0; x < image.width; ++x) grey[y * image.width + x] = test::is_black(image, x, y) ? 0 : 255;
  }
  const ZXing::ImageView view(grey.data(), static_cast<int>(image.width), static_cast<int>(image.height),
                              ZXing::ImageFormat::Lum);
  return ZXing::ReadBarcode(view, imaging::ReadOptions().setFormats(ZXing::BarcodeFormat::QRCode)).text();
}

bool row_is_white(const ReceiptImage& image, std::uint32_t y) {
  for (std::uint32_t x = 0; x < image.width; ++x) {
    if (test::is_black(image, x, y)) return false;
  }
  return true;
}

/// Rows of dots from the first to the last that has ink.
std::uint32_t inked_height(const ReceiptImage& image) {
  std::uint32_t top = 0, bottom = image.height;
  while (top < bottom && row_is_white(image, top)) ++top;
  while (bottom > top && row_is_white(image, bottom - 1)) --bottom;
  return bottom - top;
}

/// The share of dots that differ, in thousandths; 1000 when the sizes differ.
int difference(const ReceiptImage& a, const ReceiptImage& b) {
  if (a.width != b.width || a.height != b.height || a.rows.size() != b.rows.size()) return 1000;
  std::size_t differing = 0;
  for (std::size_t i = 0; i < a.rows.size(); ++i) differing += static_cast<std::size_t>(__builtin_popcount(a.rows[i] ^ b.rows[i]));
  return static_cast<int>(differing * 1000 / (a.rows.size() * 8));
}

TEST_CASE("receipts look like their golden pictures") {
  // A few dots may differ from one FreeType to the next; a moved line or a changed word is far more than that.
  // BANCHENG_COLLECT_GOLDEN=1 writes them anew, to be looked at before they are committed.
  constexpr int kTolerance = 5;
  const bool collect = std::getenv("BANCHENG_COLLECT_GOLDEN") != nullptr;
  for (const Language language : {Language::zh_cn, Language::en}) {
    for (const Paper& paper : {kWide, kNarrow}) {
      const ReceiptImage image = drawn(full_receipt(paper.width_in_dots == kWide.width_in_dots), language, paper);
      const std::string name = std::string(language_code(language)) + "-" + std::to_string(paper.width_in_dots) + ".png";
      CAPTURE(name);
      test::write_png(image, std::string(TEXT_TEST_OUT_DIR) + "/receipt-" + name);
      const std::string golden = std::string(BANCHENG_SOURCE_DIR) + "/tests/golden/receipt/" + name;
      if (collect) test::write_png(image, golden);
      const auto expected = test::read_png(golden);
      REQUIRE(expected.has_value());
      CHECK(difference(image, *expected) <= kTolerance);
    }
  }
}

TEST_CASE("a changed word is more than the golden pictures' tolerance") {
  Receipt changed = full_receipt(true);
  std::get<Row>(changed.lines[6]).value = person("残疾人优待证申领");
  CHECK(difference(drawn(changed, Language::zh_cn, kWide), drawn(full_receipt(true), Language::zh_cn, kWide)) > 0);
  changed.lines.erase(changed.lines.begin() + 8);
  CHECK(difference(drawn(changed, Language::zh_cn, kWide), drawn(full_receipt(true), Language::zh_cn, kWide)) == 1000);
}

TEST_CASE("the code is read back from the picture") {
  for (const Language language : {Language::zh_cn, Language::en}) {
    CHECK(read_code(drawn(full_receipt(true), language, kWide)) == kPayload);
    CHECK(read_code(drawn(full_receipt(false), language, kNarrow)) == kPayload);
  }
}

TEST_CASE("nothing touches the margins") {
  for (const Paper& paper : {kWide, kNarrow}) {
    const ReceiptImage image = drawn(full_receipt(true), Language::zh_cn, paper);
    CHECK(image.width == paper.width_in_dots);
    CHECK(image.rows.size() == static_cast<std::size_t>(image.height) * ((image.width + 7) / 8));
    std::size_t outside = 0;
    for (std::uint32_t y = 0; y < image.height; ++y) {
      for (std::uint32_t x = 0; x < 12; ++x) outside += test::is_black(image, x, y) + test::is_black(image, image.width - 1 - x, y);
    }
    CHECK(outside == 0);
  }
}

TEST_CASE("letters are as large as promised") {
  const auto height_in_mm = [](Line line) {
    return inked_height(drawn(Receipt{{std::move(line)}}, Language::en, kWide)) / kWide.dots_per_mm;
  };
  CHECK(height_in_mm(Paragraph{person("H")}) == doctest::Approx(3.0).epsilon(0.07));
  CHECK(height_in_mm(Heading{person("H")}) > 3.5);
  CHECK(height_in_mm(BigNumber{"H"}) > 7.0);
  CHECK(height_in_mm(BigNumber{"HHHH HHHH HHHH"}) >= 3.9);
}

TEST_CASE("a big number without groups is given some, so that it can be read out") {
  const ReceiptImage grouped = drawn(Receipt{{BigNumber{"BC01 0000 0427"}}}, Language::en, kWide);
  const ReceiptImage plain = drawn(Receipt{{BigNumber{"BC0100000427"}}}, Language::en, kWide);
  CHECK(difference(grouped, plain) == 0);
}

TEST_CASE("a value that does not fit beside its label stands below it, whole") {
  const Receipt narrow_value{{Row{person("L"), person("V")}}};
  const Receipt wide_value{{Row{person("L"), person("VVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVVV")}}};
  const auto one = drawn(narrow_value, Language::en, kNarrow);
  const auto more = drawn(wide_value, Language::en, kNarrow);
  CHECK(more.height > 2 * one.height - 50);
  CHECK(inked_height(more) > 2 * inked_height(one));
}

TEST_CASE("a code that does not fit is printed as letters") {
  const std::string long_payload(900, 'A');
  const Receipt receipt{{Code{long_payload, Words()}}};
  const ReceiptImage image = drawn(receipt, Language::en, kNarrow);
  CHECK(read_code(image).empty());
  CHECK(inked_height(image) > 100);
  CHECK(read_code(drawn(Receipt{{Code{std::string(230, 'A'), Words()}}}, Language::en, kWide)) == std::string(230, 'A'));
}

TEST_CASE("modules are at least 0.4 mm and stand in a quiet zone") {
  const ReceiptImage image = drawn(Receipt{{Code{kPayload, Words()}}}, Language::en, kNarrow);
  const auto matrix = make_qr(kPayload);
  REQUIRE(matrix.has_value());
  const double side_mm = inked_height(image) / kNarrow.dots_per_mm;
  CHECK(side_mm / matrix->size >= 0.4);
  std::uint32_t left = image.width;
  for (std::uint32_t y = 0; y < image.height; ++y) {
    for (std::uint32_t x = 0; x < left; ++x) {
      if (test::is_black(image, x, y)) left = x;
    }
  }
  CHECK(left >= kQrQuietZone * inked_height(image) / static_cast<unsigned>(matrix->size));
}

TEST_CASE("unusable paper and endless receipts are refused") {
  const auto book = phrases(Language::en);
  for (const Paper& paper : {Paper{100, 8}, Paper{8192, 8}, Paper{576, 0}, Paper{576, 100}, Paper{576, std::nan("")}}) {
    const auto image = draw_receipt(engine(), Receipt{}, *book, paper);
    REQUIRE_FALSE(image.has_value());
    CHECK(image.error() == ReceiptFault::paper_unusable);
  }
  Receipt endless;
  for (int i = 0; i < 2000; ++i) endless.lines.push_back(Paragraph{person("x")});
  const auto image = draw_receipt(engine(), endless, *book, kWide);
  REQUIRE_FALSE(image.has_value());
  CHECK(image.error() == ReceiptFault::too_long);
  CHECK(draw_receipt(engine(), Receipt{}, *book, kWide).has_value());
}

TEST_CASE("the matrix is a QR code of the payload, or nothing") {
  const auto matrix = make_qr("BC01");
  REQUIRE(matrix.has_value());
  CHECK(matrix->size == 21);
  CHECK(matrix->dark.size() == 21u * 21u);
  for (int i = 0; i < 7; ++i) CHECK((matrix->is_dark(i, 0) && matrix->is_dark(0, i)));  // a finder pattern's edges
  CHECK_FALSE(matrix->is_dark(7, 0));
  CHECK_FALSE(make_qr("").has_value());
  CHECK(make_qr(std::string(2331, 'a')).has_value());
  CHECK_FALSE(make_qr(std::string(2332, 'a')).has_value());
}

}  // namespace
}  // namespace bancheng::text
