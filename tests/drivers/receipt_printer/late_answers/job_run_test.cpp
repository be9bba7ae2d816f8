// A receipt on a machine that hardly lets the driver work.
#include "drivers/receipt_printer/job_run.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "drivers/receipt_printer/job.h"
#include "tests/drivers/transport/scripted_link.h"

using namespace bancheng;
using namespace bancheng::drivers::escpos;
using namespace std::chrono_literals;
using testing::ScriptedLink;

namespace {

constexpr ProcessId kJob{'j', 'o', 'b', '1'};

/// Prints each band in 100 ms.
void play_printer(ScriptedLink& link) {
  link.on_sent = [&link](const Bytes& sent) {
    if (sent.size() == 3 && sent[0] == 0x10) link.answer({0x12});
    if (sent == request_paper_status()) link.answer({0x00}, 100ms);
    if (sent == job_end(std::optional(kJob))) link.answer({0x37, 0x22, 'j', 'o', 'b', '1', 0x00}, 100ms);
  };
}

}  // namespace

TEST_CASE("a machine at a crawl: the printer is not called silent for what the machine does not let it do") {
  ScriptedLink link;
  link.slowness = 500;
  play_printer(link);
  Conversation talk(link, link.clock(), -1);
  const Abilities abilities{true, true, true};
  JobRun run(talk, link.clock(), abilities, base::SteadyTime{24h}, [] {});
  hal::Bitmap picture{576, 200, {}};
  picture.rows.resize(200 * 72);
  CHECK(run.print(std::move(picture), kJob).proof == hal::Proof::confirmed);
}

TEST_CASE("a printer that answers every look and never the receipt is given up") {
  ScriptedLink link;
  link.on_sent = [&link](const Bytes& sent) {
    if (sent.size() == 3 && sent[0] == 0x10) link.answer({0x12});
  };
  Conversation talk(link, link.clock(), -1);
  const Abilities abilities{true, true, true};
  JobRun run(talk, link.clock(), abilities, base::SteadyTime{24h}, [] {});
  hal::Bitmap picture{576, 200, {}};
  picture.rows.resize(200 * 72);
  const JobOutcome outcome = run.print(std::move(picture), kJob);
  CHECK_FALSE(outcome.proof.has_value());
  CHECK(outcome.fault == hal::PrinterFault::silent);
  CHECK(outcome.something_sent);
  CHECK_FALSE(outcome.everything_sent);
  CHECK(link.clock().now().steady.since_boot < 10s);
}
