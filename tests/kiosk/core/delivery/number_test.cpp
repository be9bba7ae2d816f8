#include <doctest/doctest.h>

#include "kiosk/core/delivery/number.h"

using namespace bancheng::core::delivery;

TEST_CASE("a number is terminal, counter and the check digit of ISO 7064 MOD 11,10") {
  CHECK(make_number({12345, 42}) == "1234500000422");
  CHECK(parse_number("1234500000422") == NumberParts{12345, 42});
  int right = 0;
  for (char c = '0'; c <= '9'; ++c) right += parse_number(std::string("123450000042") + c).has_value();
  CHECK(right == 1);
}

TEST_CASE("parts outside their digits make no number") {
  CHECK_FALSE(make_number({0, 1}));
  CHECK_FALSE(make_number({1, 0}));
  CHECK_FALSE(make_number({100'000, 1}));
  CHECK_FALSE(make_number({1, 10'000'000}));
  CHECK(make_number({1, 1}).has_value());
  CHECK(make_number({99'999, 9'999'999}).has_value());
}

TEST_CASE("every single wrong digit is found") {
  const std::string good = make_number({12345, 6'789'012}).value();
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (char c = '0'; c <= '9'; ++c) {
      std::string wrong = good;
      wrong[at] = c;
      CHECK(parse_number(wrong).has_value() == (c == good[at]));
    }
  }
}

TEST_CASE("only 13 digits are a number") {
  for (const char* text : {"", "123450000042", "12345000004222", "12345 0000042 2", "12345000004x2", "-234500000422"}) {
    CHECK_FALSE(parse_number(text));
  }
}

TEST_CASE("grouped for people, and read back as people type it") {
  CHECK(grouped_number("1234500000422") == "12345 0000042 2");
  CHECK(grouped_number("no number") == "no number");
  CHECK(read_typed_number(" 12345-0000042 2") == "1234500000422");
  CHECK_FALSE(read_typed_number("12345 0000042 3"));
}

TEST_CASE("a receipt code writes its 80 bits, most significant first") {
  CHECK(make_receipt_code({}) == "0000000000000000");
  CHECK(make_receipt_code({0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}) == "ZZZZZZZZZZZZZZZZ");
  CHECK(make_receipt_code({0x08, 0x86, 0x42, 0x98, 0xE8, 0x4A, 0x56, 0xC6, 0xB9, 0xF0}) == "1234567899BCDEFG");
  CHECK(grouped_receipt_code("1234567899BCDEFG") == "1234-5678-99BC-DEFG");
}

TEST_CASE("a receipt code is read with its look-alikes") {
  CHECK(read_typed_receipt_code("oOiI-lL00-1111-zzzz") == "001111001111ZZZZ");
  CHECK_FALSE(read_typed_receipt_code("1234-5678-99BC-DEFU"));
  CHECK_FALSE(read_typed_receipt_code("1234-5678-99BC-DEF"));
  CHECK_FALSE(is_receipt_code("1234567899bcdefg"));
}
