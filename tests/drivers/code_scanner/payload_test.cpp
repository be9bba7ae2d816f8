// The text decision of the code-scanner page, section 2, step by step.
#include "drivers/code_scanner/payload.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/drivers/hex.h"

using namespace bancheng::drivers::code_scanner;
using namespace bancheng::testing;

namespace {

constexpr PayloadOptions kPlain{};
constexpr PayloadOptions kAim{.aim_prefix = true, .eci_escapes = false};
constexpr PayloadOptions kEci{.aim_prefix = false, .eci_escapes = true};

std::string text_of(const Bytes& raw, const PayloadOptions& options = kPlain) {
  const auto payload = decode_payload(raw, options);
  REQUIRE(payload.has_value());
  return std::string(payload->text.view());
}

bool refused(const Bytes& raw, const PayloadOptions& options = kPlain) { return !decode_payload(raw, options).has_value(); }

const Bytes kGbkBancheng = hex("B0 EC B3 C9");  // 办成

}  // namespace

TEST_CASE("ASCII and UTF-8 are themselves") {
  CHECK(text_of(bytes_of("BC1:T01-000042-7")) == "BC1:T01-000042-7");
  CHECK(text_of(bytes_of("办成 𠮷")) == "办成 𠮷");
  CHECK(text_of(Bytes{}).empty());
}

TEST_CASE("a NUL inside is part of the payload") {
  const std::string with_nul("A\0B", 3);
  CHECK(text_of(bytes_of(with_nul)) == with_nul);
}

TEST_CASE("a UTF-8 BOM goes from the text and stays in the content") {
  const auto payload = decode_payload(hex("EF BB BF") + bytes_of("办"), kPlain);
  REQUIRE(payload.has_value());
  CHECK(payload->text.view() == "办");
  CHECK(plain(payload->content) == hex("EF BB BF") + bytes_of("办"));
}

TEST_CASE("what is not UTF-8 is GB 18030, four-byte forms too") {
  CHECK(text_of(kGbkBancheng) == "办成");
  CHECK(text_of(hex("95 32 82 36")) == "\U00020000");  // a four-byte form
  CHECK(text_of(kGbkBancheng + hex("09 0A") + kGbkBancheng) == "办成\t\n办成");
}

TEST_CASE("GB 18030 with control characters is refused") {
  for (const char* control : {"00", "01", "0D", "1B", "1F", "7F", "81 30 81 30"}) CHECK_MESSAGE(refused(kGbkBancheng + hex(control)), std::string(control));
}

TEST_CASE("what is neither is refused, never shown as something else") {
  for (const char* bytes : {"FF", "80", "B0", "B0 EC B3", "ED A0 80", "F4 90 80 80"}) CHECK_MESSAGE(refused(hex(bytes)), std::string(bytes));
}

TEST_CASE("the page's warning: GBK that is valid UTF-8 is read as UTF-8") {
  CHECK(text_of(hex("C1 AA CD A8")) == "联通");                // C1 is no UTF-8 lead, so this one is read right
  CHECK(text_of(hex("D0 D0")) != text_of(hex("D0 90")));      // D090 is valid UTF-8 (А), D0D0 only GBK (行)
  CHECK(text_of(hex("D0 90")) == "А");
}

TEST_CASE("AIM ids go when the scanner is set to send them, and only then") {
  CHECK(text_of(bytes_of("]Q1hello"), kAim) == "hello");
  CHECK(text_of(bytes_of("]C0hello"), kAim) == "hello");
  CHECK(text_of(bytes_of("]d1hello"), kAim) == "hello");
  CHECK(text_of(bytes_of("]Q1hello")) == "]Q1hello");
  CHECK(text_of(bytes_of("hello"), kAim) == "hello");
  CHECK(text_of(bytes_of("]1"), kAim) == "]1");
}

TEST_CASE("ECI escapes are understood after ]Q2 or when configured, and only then") {
  CHECK(text_of(bytes_of("]Q2\\000026办成"), kAim) == "办成");
  CHECK(text_of(bytes_of("]Q2\\000029") + kGbkBancheng, kAim) == "办成");
  CHECK(text_of(bytes_of("]Q1\\000026A"), kAim) == "\\000026A");
  CHECK(text_of(bytes_of("\\000026A"), kEci) == "A");
  CHECK(text_of(bytes_of("\\000026A")) == "\\000026A");
  CHECK(text_of(bytes_of("\\000003") + hex("E9"), kEci) == "é");
  CHECK(text_of(bytes_of("\\000020") + kGbkBancheng, kEci) == "办成");  // an ECI that is not known decides nothing
}

TEST_CASE("a known ECI is strict") {
  CHECK(refused(bytes_of("\\000026") + kGbkBancheng, kEci));
  CHECK(refused(bytes_of("\\000029") + hex("FF"), kEci));
}

TEST_CASE("literal backslashes are doubled where escapes are understood") {
  CHECK(text_of(bytes_of("C:\\\\000026"), kEci) == "C:\\000026");
  CHECK(text_of(bytes_of("a\\b\\00002"), kEci) == "a\\b\\00002");
}

TEST_CASE("the charset may change inside a code") {
  CHECK(text_of(bytes_of("\\000026办\\000029") + hex("B3 C9"), kEci) == "办成");
}

TEST_CASE("the content is what the code holds, without the scanner's additions") {
  const auto payload = decode_payload(bytes_of("]Q2\\000029") + kGbkBancheng, kAim);
  REQUIRE(payload.has_value());
  CHECK(plain(payload->content) == kGbkBancheng);
}

TEST_CASE("an AIM id says what kind of code it was") {
  const auto payload = decode_payload(bytes_of("]Q1ABC"), kAim);
  REQUIRE(payload.has_value());
  CHECK(payload->symbology == "Q1");
  CHECK(payload->text.view() == "ABC");
  CHECK(decode_payload(bytes_of("]Q1ABC"), kPlain)->symbology.empty());
  CHECK(decode_payload(bytes_of("ABC"), kAim)->symbology.empty());
}
