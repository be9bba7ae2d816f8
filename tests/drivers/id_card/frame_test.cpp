// The frames of the id-card-reader page, section 2, as the page writes them.
#include "drivers/id_card/frame.h"

#include <doctest/doctest.h>

#include "drivers/id_card/meaning.h"
#include "tests/drivers/hex.h"

using namespace bancheng::drivers::id_card;
using namespace bancheng::testing;

namespace {

const Bytes kPreamble = hex("AA AA AA 96 69");

/// A good read: Len 0508, text of spaces, photo of zeros; the checksum is worked out here, apart from the codec.
Bytes read_answer(std::size_t fingerprints = 0, bool with_fingerprints = false) {
  Bytes body = hex("00 00 90 01 00 04 00");
  if (with_fingerprints) body = body + Bytes{static_cast<std::uint8_t>(fingerprints >> 8), static_cast<std::uint8_t>(fingerprints)};
  for (int i = 0; i < 128; ++i) body = body + hex("20 00");
  body = body + Bytes(1024 + fingerprints, 0x5A);
  const std::size_t length = body.size() + 1;
  Bytes frame = Bytes{static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)} + body;
  std::uint8_t sum = 0;
  for (const std::uint8_t byte : frame) sum = static_cast<std::uint8_t>(sum ^ byte);
  frame.push_back(sum);
  return kPreamble + frame;
}

struct Known {
  const char* what;
  Bytes frame;
  std::uint8_t sw3;
  std::size_t data;
  std::size_t total;
};

std::vector<Known> answers() {
  return {
      {"ok", kPreamble + hex("00 04 00 00 90 94"), 0x90, 0, 11},
      {"self-test failed", kPreamble + hex("00 04 00 00 60 64"), 0x60, 0, 11},
      {"found", kPreamble + hex("00 08 00 00 9F 00 00 00 00 97"), 0x9F, 4, 15},
      {"none", kPreamble + hex("00 04 00 00 80 84"), 0x80, 0, 11},
      {"selected", kPreamble + hex("00 0C 00 00 90 00 00 00 00 00 00 00 00 9C"), 0x90, 8, 19},
      {"select failed", kPreamble + hex("00 04 00 00 81 85"), 0x81, 0, 11},
      {"read failed", kPreamble + hex("00 04 00 00 41 45"), 0x41, 0, 11},
      {"no newest address", kPreamble + hex("00 04 00 00 91 95"), 0x91, 0, 11},
      {"read", read_answer(), 0x90, 1284, 1295},
      {"read with two fingerprints", read_answer(1024, true), 0x90, 2310, 2321},
      {"read with one fingerprint", read_answer(512, true), 0x90, 1798, 1809},
      {"read with no fingerprint", read_answer(0, true), 0x90, 1286, 1297},
  };
}

void check_answer(FrameReader& reader, const Known& known) {
  const auto frame = reader.next();
  REQUIRE_MESSAGE(frame.has_value(), known.what);
  REQUIRE_MESSAGE(frame->has_value(), known.what);
  CHECK((*frame)->sw1 == 0);
  CHECK((*frame)->sw2 == 0);
  CHECK((*frame)->sw3 == known.sw3);
  CHECK((*frame)->data.size() == known.data);
}

}  // namespace

TEST_CASE("commands are the page's frames") {
  CHECK(plain(encode(kReset)) == hex("AA AA AA 96 69 00 03 10 FF EC"));
  CHECK(plain(encode(kStatus)) == hex("AA AA AA 96 69 00 03 11 FF ED"));
  CHECK(plain(encode(kSamId)) == hex("AA AA AA 96 69 00 03 12 FF EE"));
  CHECK(plain(encode(kFind)) == hex("AA AA AA 96 69 00 03 20 01 22"));
  CHECK(plain(encode(kSelect)) == hex("AA AA AA 96 69 00 03 20 02 21"));
  CHECK(plain(encode(kReadTextAndPhoto)) == hex("AA AA AA 96 69 00 03 30 01 32"));
  CHECK(plain(encode(kReadNewestAddress)) == hex("AA AA AA 96 69 00 03 30 03 30"));
  // Never sent by the driver; the checksum rule holds for them too.
  CHECK(plain(encode({0x30, 0x10})) == hex("AA AA AA 96 69 00 03 30 10 23"));
  CHECK(plain(encode({0x60, 0x00})) == hex("AA AA AA 96 69 00 03 60 00 63"));
}

TEST_CASE("answers of the page, with their total lengths") {
  for (const Known& known : answers()) {
    CHECK_MESSAGE(known.frame.size() == known.total, known.what);
    FrameReader reader;
    reader.feed(known.frame);
    check_answer(reader, known);
    CHECK(!reader.next().has_value());
  }
}

TEST_CASE("an answer split at every offset is the same answer") {
  for (const Known& known : answers()) {
    for (std::size_t at = 0; at <= known.frame.size(); ++at) {
      FrameReader reader;
      reader.feed(std::span(known.frame).first(at));
      if (at < known.frame.size()) REQUIRE(!reader.next().has_value());
      reader.feed(std::span(known.frame).subspan(at));
      check_answer(reader, known);
    }
  }
}

TEST_CASE("bytes before the preamble do not matter, wherever the stream is cut") {
  const Known found = answers()[2];
  for (const char* before : {"AA", "AA AA AA AA", "00", "AA 00", "AA AA 96", "AA AA AA 96", "96 69", "FF 00 AA 96 69"}) {
    const Bytes stream = hex(before) + found.frame;
    for (std::size_t at = 0; at <= stream.size(); ++at) {
      FrameReader reader;
      reader.feed(std::span(stream).first(at));
      if (at < stream.size()) REQUIRE(!reader.next().has_value());
      reader.feed(std::span(stream).subspan(at));
      check_answer(reader, found);
    }
  }
}

TEST_CASE("a preamble that lacks one AA is enough; the field's AA 00 AA AA 96 69 too") {
  const Known none = answers()[3];
  FrameReader reader;
  reader.feed(std::span(none.frame).subspan(1));
  check_answer(reader, none);
  reader.feed(hex("AA 00 AA AA 96 69 00 04 00 00 80 84"));
  check_answer(reader, none);
}

TEST_CASE("a Len outside its bounds is refused at once, and what follows is found") {
  for (const char* length : {"00 00", "00 03", "09 0B", "FF FF"}) {
    FrameReader reader;
    reader.feed(kPreamble + hex(length));
    const auto bad = reader.next();
    REQUIRE(bad.has_value());
    REQUIRE(!bad->has_value());
    CHECK(bad->error() == FrameError::bad_length);
    const Known ok = answers()[0];
    reader.feed(ok.frame);
    check_answer(reader, ok);
  }
}

TEST_CASE("each damaged byte of an answer is noticed, and the next answer is found") {
  const Known good = answers()[4];
  for (std::size_t at = kPreamble.size(); at < good.frame.size(); ++at) {
    Bytes damaged = good.frame;
    damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ 0x01);
    FrameReader reader;
    // Enough bytes behind it for a Len that has grown.
    reader.feed(damaged + Bytes(300, 0x00));
    const auto bad = reader.next();
    REQUIRE(bad.has_value());
    CHECK(!bad->has_value());
    reader.feed(good.frame);
    check_answer(reader, good);
  }
}

TEST_CASE("a missing byte swallows no later answer for good") {
  const Known good = answers()[4];
  for (std::size_t at = 0; at < good.frame.size(); ++at) {
    Bytes shortened = good.frame;
    shortened.erase(shortened.begin() + static_cast<std::ptrdiff_t>(at));
    FrameReader reader;
    reader.feed(shortened + good.frame);
    bool found = false;
    while (auto frame = reader.next()) found = found || (frame->has_value() && (*frame)->data.size() == good.data);
    INFO("byte ", at);
    CHECK(found);
  }
}

TEST_CASE("endless garbage is not kept") {
  FrameReader reader;
  for (int i = 0; i < 100; ++i) {
    reader.feed(Bytes(100'000, 0xAA));
    CHECK(!reader.next().has_value());
  }
  const Known ok = answers()[0];
  reader.feed(ok.frame);
  check_answer(reader, ok);
}

TEST_CASE("inside_frame: from a whole header with a fitting Len to the end") {
  const Known ok = answers()[4];
  FrameReader reader;
  CHECK(!reader.inside_frame());
  reader.feed(std::span(ok.frame).first(6));
  CHECK(!reader.next().has_value());
  CHECK(!reader.inside_frame());
  reader.feed(std::span(ok.frame).subspan(6, 2));
  CHECK(!reader.next().has_value());
  CHECK(reader.inside_frame());
  reader.feed(std::span(ok.frame).subspan(8));
  check_answer(reader, ok);
  CHECK(!reader.inside_frame());
}

TEST_CASE("results, as the page maps them for the driver") {
  CHECK(meaning_of(0x90) == Meaning::ok);
  CHECK(meaning_of(0x9F) == Meaning::card_found);
  CHECK(meaning_of(0x91) == Meaning::item_absent);
  CHECK(meaning_of(0x80) == Meaning::no_card);
  for (const int code : {0x81, 0x41, 0x33, 0x47, 0x24}) CHECK(meaning_of(static_cast<std::uint8_t>(code)) == Meaning::card_moved);
  for (const int code : {0x31, 0x32, 0x40}) CHECK(meaning_of(static_cast<std::uint8_t>(code)) == Meaning::card_refused);
  for (const int code : {0x10, 0x11, 0x21}) CHECK(meaning_of(static_cast<std::uint8_t>(code)) == Meaning::misunderstood);
  for (const int code : {0x60, 0x66}) CHECK(meaning_of(static_cast<std::uint8_t>(code)) == Meaning::reader_fault);
}

TEST_CASE("late answers cannot be taken for those of another command") {
  const auto answer = [](std::uint8_t sw3, std::size_t size) { return Answer{0, 0, sw3, bancheng::base::PersonBytes(size)}; };
  const Answer ok = answer(0x90, 0);
  const Answer found = answer(0x9F, 4);
  const Answer selected = answer(0x90, 8);
  const Answer read = answer(0x90, 1284);
  const Answer address = answer(0x90, 70);
  CHECK(can_answer(kStatus, ok));
  CHECK(can_answer(kFind, found));
  CHECK(can_answer(kSelect, selected));
  CHECK(can_answer(kReadTextAndPhoto, read));
  CHECK(can_answer(kReadNewestAddress, address));
  CHECK(can_answer(kSamId, answer(0x90, 16)));
  for (const Answer* late : {&found, &selected, &read, &address}) CHECK(!can_answer(kStatus, *late));
  for (const Answer* late : {&ok, &selected, &read, &address}) CHECK(!can_answer(kFind, *late));
  for (const Answer* late : {&ok, &found, &read, &address}) CHECK(!can_answer(kSelect, *late));
  for (const Answer* late : {&ok, &found, &selected, &address}) CHECK(!can_answer(kReadTextAndPhoto, *late));
  for (const Answer* late : {&ok, &found, &selected, &read}) CHECK(!can_answer(kReadNewestAddress, *late));
  CHECK(!can_answer(kStatus, answer(0x80, 0)));
  CHECK(!can_answer(kFind, answer(0x41, 0)));
  CHECK(can_answer(kFind, answer(0x80, 0)));
  CHECK(can_answer(kReadTextAndPhoto, answer(0x41, 0)));
  for (const Command command : {kStatus, kFind, kSelect, kReadTextAndPhoto}) CHECK(can_answer(command, answer(0x66, 0)));
}

TEST_CASE("the security module's number") {
  CHECK(format_sam_id(hex("05 00 01 00 AF DC 32 01 15 CD 5B 07 00 00 00 00")) == "05.01-20110511-0123456789-0000000000");
  CHECK(!format_sam_id(hex("05 00")).has_value());
}
