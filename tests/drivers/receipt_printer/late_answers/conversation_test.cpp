// Questions to a printer over a link on which answers are late, lost, or not waited for.
#include "drivers/receipt_printer/conversation.h"

#include <doctest/doctest.h>

#include <array>
#include <optional>

#include "tests/drivers/transport/scripted_link.h"

using namespace bancheng;
using namespace bancheng::drivers::escpos;
using namespace std::chrono_literals;
using drivers::TransportError;
using testing::ScriptedLink;

namespace {

/// DLE EOT 1 to 4 of printers that are online (receipt-printer page, section 3).
using RealTimeAnswers = std::array<std::uint8_t, 4>;
constexpr RealTimeAnswers kPaperEnough = {0x16, 0x12, 0x12, 0x12};
constexpr RealTimeAnswers kPaperNearEnd = {0x16, 0x12, 0x12, 0x1E};

/// The topic that DLE EOT asks about.
std::optional<std::size_t> asked_in(const Bytes& sent) {
  if (sent.size() != 3 || sent[0] != 0x10 || sent[1] != 0x04) return std::nullopt;
  return sent[2];
}

/// Answers each DLE EOT after `delay`, but for the first `lost`.
void answer_questions(ScriptedLink& link, const RealTimeAnswers& answers, base::Milliseconds delay, int lost = 0) {
  link.on_sent = [&link, answers, delay, lost](const Bytes& sent) mutable {
    if (const auto topic = asked_in(sent); topic && lost-- <= 0) link.answer({answers.at(*topic - 1)}, delay);
  };
}

/// Asks a few times: what is still under way after one question shows in the next.
void check_status(Conversation& talk, bool near_end) {
  Status expected;
  expected.paper_near_end = near_end;
  for (int i = 0; i < 3; ++i) {
    REQUIRE(talk.ask_status().has_value());
    CHECK(talk.status() == expected);
  }
}

}  // namespace

TEST_CASE("a machine that lets the driver stand still is not the printer's silence") {
  ScriptedLink link;
  link.slowness = 20;
  answer_questions(link, kPaperNearEnd, 100ms);
  Conversation talk(link, link.clock(), -1);
  check_status(talk, true);
}

TEST_CASE("a lost question is asked again") {
  ScriptedLink link;
  answer_questions(link, kPaperNearEnd, 50ms, 1);
  Conversation talk(link, link.clock(), -1);
  check_status(talk, true);
}

TEST_CASE("late answers are not taken for those to the next question") {
  for (const bool near_end : {false, true}) {
    CAPTURE(near_end);
    ScriptedLink link;
    answer_questions(link, near_end ? kPaperNearEnd : kPaperEnough, 1200ms);
    Conversation talk(link, link.clock(), -1);
    check_status(talk, near_end);
    CHECK_FALSE(link.has_more());
  }
}

TEST_CASE("a silent printer is known as such within two seconds of waiting") {
  ScriptedLink link;
  Conversation talk(link, link.clock(), -1);
  const auto asked = talk.ask_status();
  REQUIRE_FALSE(asked.has_value());
  CHECK(asked.error() == TransportError::deadline);
  CHECK(link.clock().now().steady.since_boot <= 2s);
}

TEST_CASE("one that talks without end and answers nothing is silent too") {
  ScriptedLink link;
  for (int i = 0; i < 1000; ++i) link.answer({0x00}, 10ms * i);
  Conversation talk(link, link.clock(), -1);
  CHECK_FALSE(talk.ask_status().has_value());
  CHECK(link.clock().now().steady.since_boot <= 2s);
}
