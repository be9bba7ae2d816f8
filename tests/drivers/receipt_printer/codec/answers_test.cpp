#include "drivers/receipt_printer/answers.h"

#include <doctest/doctest.h>

#include <random>

using namespace bancheng::drivers::escpos;

namespace {

std::vector<Answer> decode(const Bytes& bytes) {
  AnswerDecoder decoder;
  return decoder.feed(bytes);
}

template <typename T>
T only(const Bytes& bytes) {
  const auto answers = decode(bytes);
  REQUIRE(answers.size() == 1);
  REQUIRE(std::holds_alternative<T>(answers[0]));
  return std::get<T>(answers[0]);
}

}  // namespace

TEST_CASE("flow control") {
  CHECK_FALSE(only<FlowControl>({0x11}).stopped);
  CHECK(only<FlowControl>({0x13}).stopped);
}

TEST_CASE("every byte of the form 0xx1xx10 is a real-time answer, every 0xx0xxxx an in-order one") {
  for (int value = 0; value < 256; ++value) {
    const auto byte = static_cast<std::uint8_t>(value);
    CAPTURE(value);
    const bool bit7 = (value & 0x80) != 0;
    const bool bit4 = (value & 0x10) != 0;
    const int low = value & 0x03;
    const auto answers = decode({byte});
    if (!bit7 && bit4 && low == 2) CHECK(only<RealTimeAnswer>({byte}).byte == byte);
    // 5F has bit 4 set, so no header hides among the one-byte answers.
    if (!bit7 && !bit4) CHECK(only<InOrderAnswer>({byte}).byte == byte);
    if (!bit7 && bit4 && low == 0) CHECK(answers.empty());  // the first of four
    if (bit7) CHECK(std::holds_alternative<Meaningless>(answers.at(0)));
  }
}

TEST_CASE("automatic status is four bytes") {
  const AutoStatus status = only<AutoStatus>({0x1C, 0x08, 0x0C, 0x0F});
  CHECK(status.bytes == std::array<std::uint8_t, 4>{0x1C, 0x08, 0x0C, 0x0F});
}

TEST_CASE("blocks") {
  CHECK(only<PrintedId>({0x37, 0x22, 'a', ' ', '~', '7', 0x00}).id == ProcessId{'a', ' ', '~', '7'});
  CHECK(only<OfflineReport>({0x37, 0x23, 0x00}).causes.empty());
  CHECK(only<OfflineReport>({0x37, 0x23, 0x40, 0x41, 0x00}).causes == Bytes{0x40, 0x41});
  only<BuffersCleared>({0x37, 0x25, 0x00});
  CHECK(only<IdentityAnswer>({0x5F, 'T', 'M', '-', '7', 0x00}).text == "TM-7");
}

TEST_CASE("a mixed stream, whole and byte by byte") {
  const Bytes stream{0x16, 0x14, 0x00, 0x00, 0x00, 0x13, 0x37, 0x22, '0', 0x11,
                     '1',  '2',  '3',  0x00, 0x0F, 0x12, 0x5F, 'X',  0x00};
  const auto expect = [](const std::vector<Answer>& answers) {
    REQUIRE(answers.size() == 8);
    CHECK(std::get<RealTimeAnswer>(answers[0]).byte == 0x16);
    CHECK(std::holds_alternative<AutoStatus>(answers[1]));
    CHECK(std::get<FlowControl>(answers[2]).stopped);
    CHECK_FALSE(std::get<FlowControl>(answers[3]).stopped);  // between the bytes of the block
    CHECK(std::get<PrintedId>(answers[4]).id == ProcessId{'0', '1', '2', '3'});
    CHECK(std::get<InOrderAnswer>(answers[5]).byte == 0x0F);
    CHECK(std::get<RealTimeAnswer>(answers[6]).byte == 0x12);
    CHECK(std::get<IdentityAnswer>(answers[7]).text == "X");
  };
  expect(decode(stream));
  AnswerDecoder decoder;
  std::vector<Answer> one_by_one;
  for (const auto byte : stream) {
    for (auto& answer : decoder.feed(Bytes{byte})) one_by_one.push_back(std::move(answer));
  }
  expect(one_by_one);
}

TEST_CASE("a torn block is given up and what follows is understood") {
  SUBCASE("automatic status of which a byte was lost") {
    const auto answers = decode({0x14, 0x00, 0x00, 0x16});
    REQUIRE(answers.size() == 2);
    CHECK(std::holds_alternative<Meaningless>(answers[0]));
    CHECK(std::get<RealTimeAnswer>(answers[1]).byte == 0x16);
  }
  SUBCASE("process id too short") {
    const auto answers = decode({0x37, 0x22, 'a', 'b', 'c', 0x00});
    for (const auto& answer : answers) CHECK_FALSE(std::holds_alternative<PrintedId>(answer));
  }
  SUBCASE("process id too long") {
    for (const auto& answer : decode({0x37, 0x22, 'a', 'b', 'c', 'd', 'e', 0x00})) {
      CHECK_FALSE(std::holds_alternative<PrintedId>(answer));
    }
  }
  SUBCASE("unknown kind of block") {
    const auto answers = decode({0x37, 0x24, 0x16});
    CHECK(std::get<RealTimeAnswer>(answers.back()).byte == 0x16);
  }
  SUBCASE("identity without end") {
    const auto answers = decode([] {
      Bytes bytes(100, 'A');
      bytes.insert(bytes.begin(), 0x5F);
      return bytes;
    }());
    for (const auto& answer : answers) CHECK_FALSE(std::holds_alternative<IdentityAnswer>(answer));
  }
}

TEST_CASE("after any noise and a reset a real answer is found") {
  std::mt19937 random(20260101);
  for (int round = 0; round < 500; ++round) {
    AnswerDecoder decoder;
    Bytes noise(random() % 40);
    for (auto& byte : noise) byte = static_cast<std::uint8_t>(random());
    (void)decoder.feed(noise);
    decoder.reset();
    const auto answers = decoder.feed(Bytes{0x37, 0x22, 'a', 'b', 'c', 'd', 0x00});
    REQUIRE(answers.size() == 1);
    CHECK(std::holds_alternative<PrintedId>(answers[0]));
  }
}
