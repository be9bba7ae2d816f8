// Settling with a printer that is still busy with what it was sent before: its answers belong to the questions that
// brought them on, and none is left over for the next receipt, where each stands for room in the printer's buffer.
#include "drivers/receipt_printer/settling.h"

#include <doctest/doctest.h>

#include "tests/drivers/transport/scripted_link.h"

using namespace bancheng;
using namespace bancheng::drivers::escpos;
using namespace std::chrono_literals;
using testing::ScriptedLink;

namespace {

constexpr std::uint32_t kWidth = 576;
constexpr ProcessId kProbe{'p', 'r', 'o', 'b'};
const Bytes kPaperOk{0x00};  // the answer to GS r 1

bool ends_with(const Bytes& sent, const Bytes& what) {
  return sent.size() >= what.size() && std::equal(what.rbegin(), what.rend(), sent.rbegin());
}

bool is_status_question(const Bytes& sent) { return sent.size() == 3 && sent[0] == 0x10 && sent[1] == 0x04; }

/// A copy that knows neither process ids nor the clearing of buffers, and answers each GS r so much later.
void play_copy(ScriptedLink& link, base::Milliseconds delay) {
  link.on_sent = [&link, delay](const Bytes& sent) {
    if (is_status_question(sent)) link.answer({0x12});
    if (ends_with(sent, request_paper_status())) link.answer(kPaperOk, delay);
  };
}

}  // namespace

TEST_CASE("a printer whose answers come only after the second question knows what it knows") {
  ScriptedLink link;
  play_copy(link, 2000ms);
  Conversation talk(link, link.clock(), -1);
  Abilities abilities;
  CHECK(settle(talk, abilities, {kWidth, kProbe, false}) == true);
  CHECK(abilities.in_order_status == true);
  CHECK(abilities.process_ids == false);
  CHECK(talk.heard().in_order_answers == 2);
  CHECK_FALSE(link.has_more());
}

TEST_CASE("what a failed job left in a copy is answered before the next receipt") {
  ScriptedLink link;
  play_copy(link, 300ms);
  Conversation talk(link, link.clock(), -1);
  Abilities abilities;
  abilities.process_ids = abilities.clears_buffers = false;
  for (int band = 0; band < 2; ++band) REQUIRE(talk.send_question(request_paper_status()).has_value());
  REQUIRE(talk.listen_until([] { return false; }, 200ms).has_value());
  CHECK(settle(talk, abilities, {kWidth, kProbe, true}) == true);
  CHECK(talk.heard().in_order_answers == 4);  // of two bands, of the question, of the cut
  CHECK_FALSE(link.has_more());
}

TEST_CASE("answers that a clearing has made void are not waited for") {
  ScriptedLink link;
  link.on_sent = [&link](const Bytes& sent) {
    if (sent.size() == 3) return;  // the question of a band that is lost
    link.answer({0x37, 0x25, 0x00});
    link.answer(kPaperOk);
  };
  Conversation talk(link, link.clock(), -1);
  Abilities abilities;
  abilities.process_ids = true;
  for (int band = 0; band < 2; ++band) REQUIRE(talk.send_question(request_paper_status()).has_value());
  CHECK(settle(talk, abilities, {kWidth, kProbe, false}) == true);
  CHECK(abilities.clears_buffers == true);
  CHECK(link.clock().now().steady.since_boot < 1s);
}

TEST_CASE("answers that were lost do not keep a copy from the next receipt") {
  ScriptedLink link;
  Conversation talk(link, link.clock(), -1);
  Abilities abilities;
  abilities.process_ids = abilities.clears_buffers = false;
  REQUIRE(talk.send_question(request_paper_status()).has_value());  // nobody hears it
  play_copy(link, 50ms);
  CHECK(settle(talk, abilities, {kWidth, kProbe, true}) == true);
  CHECK_FALSE(link.has_more());
}

TEST_CASE("a printer that has answered nothing is asked what it can do once more the next time") {
  ScriptedLink link;
  link.on_sent = [&link](const Bytes& sent) {
    if (is_status_question(sent)) link.answer({0x12});
  };
  Conversation talk(link, link.clock(), -1);
  Abilities abilities;
  CHECK(settle(talk, abilities, {kWidth, kProbe, false}) == true);
  CHECK_FALSE(abilities.in_order_status.has_value());
  CHECK_FALSE(abilities.process_ids.has_value());
  link.on_sent = [&link](const Bytes& sent) {
    if (ends_with(sent, request_paper_status())) link.answer({0x37, 0x22, 'p', 'r', 'o', 'b', 0x00, 0x00});
  };
  CHECK(settle(talk, abilities, {kWidth, kProbe, false}) == true);
  CHECK(abilities.in_order_status == true);
  CHECK(abilities.process_ids == true);
}
