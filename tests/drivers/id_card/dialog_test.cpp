// The dialog on a machine that hardly lets it work: that is not the reader's silence.
#include "drivers/id_card/dialog.h"

#include <doctest/doctest.h>

#include "tests/drivers/hex.h"
#include "tests/drivers/transport/scripted_link.h"

using namespace bancheng;
using namespace bancheng::drivers::id_card;
using namespace bancheng::testing;
using namespace std::chrono_literals;

namespace {

const Bytes kOk = hex("AA AA AA 96 69 00 04 00 00 90 94");

bool is(Command command, const Bytes& sent) {
  const CommandFrame frame = encode(command);
  return std::equal(frame.begin(), frame.end(), sent.begin(), sent.end());
}

/// SW 00 00 90 and so many zeros.
Bytes long_answer(std::uint16_t size) {
  const auto length = static_cast<std::uint16_t>(size + 4);
  Bytes body{static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length & 0xFF), 0x00, 0x00, 0x90};
  body.resize(body.size() + size);
  body.push_back(static_cast<std::uint8_t>(body[0] ^ body[1] ^ 0x90));
  return hex("AA AA AA 96 69") + body;
}

}  // namespace

TEST_CASE("an answer that is in time by what the machine lets the dialog wait is in time") {
  ScriptedLink link;
  link.slowness = 20;
  link.on_sent = [&link](const Bytes& sent) {
    if (is(kStatus, sent)) link.answer(kOk, 80ms);
  };
  Dialog dialog(link, link.clock(), -1);
  CHECK(dialog.resynchronise().has_value());
}

TEST_CASE("a long answer whose pieces flow is whole, however slow the machine") {
  ScriptedLink link;
  link.slowness = 20;
  link.on_sent = [&link](const Bytes&) {
    const Bytes answer = long_answer(1284);
    for (std::size_t at = 0; at < answer.size(); at += 100) {
      const auto begin = answer.begin() + static_cast<std::ptrdiff_t>(at);
      link.answer({begin, begin + static_cast<std::ptrdiff_t>(std::min<std::size_t>(100, answer.size() - at))},
                  50ms * (1 + at / 100));
    }
  };
  Dialog dialog(link, link.clock(), -1);
  const auto answer = dialog.ask(kReadTextAndPhoto);
  REQUIRE(answer.has_value());
  CHECK(answer->data.size() == 1284);
}

TEST_CASE("a reader that is silent, or stops in the middle of an answer, is not waited for long") {
  ScriptedLink link;
  SUBCASE("silent") {}
  SUBCASE("stops") {
    link.on_sent = [&link](const Bytes&) { link.answer(hex("AA AA AA 96 69 00 04 00")); };
  }
  SUBCASE("goes on for ever") {
    for (int i = 0; i < 2000; ++i) link.answer(hex("AA AA AA 96 69 05 08 00"), 10ms * i);
  }
  Dialog dialog(link, link.clock(), -1);
  CHECK_FALSE(dialog.ask(kStatus).has_value());
  CHECK(link.clock().now().steady.since_boot < 8s);
}
