#include "drivers/code_scanner/framer.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/drivers/hex.h"

using namespace bancheng::drivers::code_scanner;
using namespace bancheng::testing;

namespace {

/// Payloads as they are, "!" for a bad one, "reply <command>" for a reply.
std::string name_of(const Piece& piece) {
  if (const auto* raw = std::get_if<RawPayload>(&piece)) return std::string(raw->bytes.begin(), raw->bytes.end());
  if (const auto* reply = std::get_if<NewlandReply>(&piece)) return (reply->accepted ? "reply " : "refused ") + reply->command;
  return "!";
}

std::vector<std::string> all_of(Framer& framer) {
  std::vector<std::string> names;
  while (const auto piece = framer.next()) names.push_back(name_of(*piece));
  return names;
}

std::vector<std::string> cut(Suffix suffix, const Bytes& stream, bool replies = false) {
  Framer framer(suffix, replies);
  framer.feed(stream);
  return all_of(framer);
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("each suffix ends a payload; empty ones are nothing") {
  CHECK(cut(Suffix::cr, bytes_of("one\rtwo\r\rthr")) == Names{"one", "two"});
  CHECK(cut(Suffix::lf, bytes_of("one\ntwo\n")) == Names{"one", "two"});
  CHECK(cut(Suffix::cr_lf, bytes_of("o\rne\r\ntwo\r\n\r\n")) == Names{"o\rne", "two"});
  CHECK(cut(Suffix::none, bytes_of("one\r\n")).empty());
}

TEST_CASE("split at every offset, two codes run together") {
  for (const Suffix suffix : {Suffix::cr, Suffix::lf, Suffix::cr_lf}) {
    const Bytes end = suffix == Suffix::cr ? bytes_of("\r") : suffix == Suffix::lf ? bytes_of("\n") : bytes_of("\r\n");
    const Bytes stream = bytes_of("]Q1办成") + end + bytes_of("second") + end;
    for (std::size_t at = 0; at <= stream.size(); ++at) {
      Framer framer(suffix, true);
      framer.feed(std::span(stream).first(at));
      Names names = all_of(framer);
      framer.feed(std::span(stream).subspan(at));
      for (const auto& name : all_of(framer)) names.push_back(name);
      CHECK(names == Names{"]Q1办成", "second"});
      CHECK(!framer.waiting());
    }
  }
}

TEST_CASE("without a suffix a pause ends the payload") {
  Framer framer(Suffix::none, false);
  CHECK(!framer.pause().has_value());
  framer.feed(bytes_of("on"));
  CHECK(framer.waiting());
  framer.feed(bytes_of("e"));
  CHECK(!framer.next().has_value());
  CHECK(name_of(*framer.pause()) == "one");
  CHECK(!framer.waiting());
  CHECK(!framer.pause().has_value());
}

TEST_CASE("with a suffix a pause means a torn payload") {
  Framer framer(Suffix::cr, false);
  framer.feed(bytes_of("on"));
  CHECK(!framer.next().has_value());
  CHECK(name_of(*framer.pause()) == "!");
  framer.feed(bytes_of("two\r"));
  CHECK(all_of(framer) == Names{"two"});
}

TEST_CASE("the largest payload passes, a larger one is bad once, and the next is good") {
  const std::string largest(kLargestPayload, 'x');
  for (const Suffix suffix : {Suffix::cr, Suffix::cr_lf}) {
    const Bytes end = suffix == Suffix::cr ? bytes_of("\r") : bytes_of("\r\n");
    CHECK(cut(suffix, bytes_of(largest) + end) == Names{largest});
    for (const std::size_t extra : {1, 2, 1000, 100'000}) {
      const Bytes stream = bytes_of(largest + std::string(extra, 'x')) + end + bytes_of("next") + end;
      Framer framer(suffix, false);
      Names names;
      for (std::size_t at = 0; at < stream.size(); at += 512) {
        framer.feed(std::span(stream).subspan(at, std::min<std::size_t>(512, stream.size() - at)));
        for (const auto& name : all_of(framer)) names.push_back(name);
      }
      CHECK(names == Names{"!", "next"});
    }
  }
  Framer framer(Suffix::none, false);
  framer.feed(bytes_of(largest + "x"));
  CHECK(!framer.next().has_value());
  CHECK(name_of(*framer.pause()) == "!");
  framer.feed(bytes_of("next"));
  CHECK(!framer.next().has_value());
  CHECK(name_of(*framer.pause()) == "next");
}

TEST_CASE("a too long payload is thrown away while it comes, whose end falls between two reads") {
  Framer framer(Suffix::cr_lf, false);
  for (int i = 0; i < 1000; ++i) {
    framer.feed(Bytes(512, 'x'));
    CHECK(!framer.next().has_value());
  }
  CHECK(framer.waiting());
  framer.feed(bytes_of("\r"));
  CHECK(!framer.next().has_value());
  framer.feed(bytes_of("\nnext\r\n"));
  CHECK(all_of(framer) == Names{"!", "next"});
}

TEST_CASE("NUL bytes are payload") {
  CHECK(cut(Suffix::cr, bytes_of(std::string("a\0b\r", 4))) == Names{std::string("a\0b", 3)});
}

TEST_CASE("Newland replies stand apart from payloads, wherever the stream is cut") {
  const Bytes accepted = hex("02 01 30 30 30 30 23 53 43 4E 54 52 47 31 06 3B 03");
  const Bytes refused = hex("02 01 30 30 30 30 23 53 43 4E 54 52 47 31 05 3B 03");
  const Bytes stream = accepted + bytes_of("code\r") + refused + bytes_of("last\r");
  for (std::size_t at = 0; at <= stream.size(); ++at) {
    Framer framer(Suffix::cr, true);
    framer.feed(std::span(stream).first(at));
    Names names = all_of(framer);
    framer.feed(std::span(stream).subspan(at));
    for (const auto& name : all_of(framer)) names.push_back(name);
    CHECK(names == Names{"reply SCNTRG1", "code", "refused SCNTRG1", "last"});
  }
  CHECK(cut(Suffix::cr, accepted + bytes_of("\r"), false).size() == 1);
}

TEST_CASE("a reply without an end is given up") {
  Framer framer(Suffix::cr, true);
  framer.feed(hex("02 01 30 30 30 30") + Bytes(600, 'x'));
  CHECK(all_of(framer) == Names{"!"});
  framer.feed(bytes_of("\rcode\r"));
  CHECK(name_of(*framer.next()) == std::string(600, 'x'));
  CHECK(all_of(framer) == Names{"code"});
  framer.feed(hex("02 01 30 30"));
  CHECK(!framer.next().has_value());
  CHECK(name_of(*framer.pause()) == "!");
}

TEST_CASE("triggers are the page's bytes") {
  CHECK(encode_trigger(Trigger::honeywell, true) == hex("16 54 0D"));
  CHECK(encode_trigger(Trigger::honeywell, false) == hex("16 55 0D"));
  CHECK(encode_trigger(Trigger::newland, true) == hex("7E 01 30 30 30 30 23 53 43 4E 54 52 47 31 3B 03"));
  CHECK(encode_trigger(Trigger::newland, false) == hex("7E 01 30 30 30 30 23 53 43 4E 54 52 47 30 3B 03"));
  CHECK(encode_trigger(Trigger::none, true).empty());
}

TEST_CASE("Newland replies") {
  const auto reply = decode_newland_reply(hex("02 01 30 30 30 30 23 53 43 4E 54 52 47 31 06 3B 03"));
  REQUIRE(reply.has_value());
  CHECK(*reply == NewlandReply{"SCNTRG1", true});
  CHECK(decode_newland_reply(hex("02 01 30 30 30 30 23 51 15 3B 03")) == NewlandReply{"Q", false});
  CHECK(!decode_newland_reply(hex("02 01 30 30 30 30 3B 03")).has_value());
  CHECK(!decode_newland_reply(hex("7E 01 30 30 30 30 23 51 06 3B 03")).has_value());
  CHECK(!decode_newland_reply(hex("02 01 30 30 30 30 23 51 06 3B 04")).has_value());
}
