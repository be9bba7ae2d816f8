// The shipped driver against the simulator's process: what a healthy printer prints.
#include <doctest/doctest.h>

#include <random>

#include "drivers/receipt_printer/bands.h"
#include "drivers/receipt_printer/job.h"
#include "tests/drivers/receipt_printer/conformance/bench.h"

using namespace bancheng;
using namespace bancheng::testing;

namespace {

constexpr Link kLinks[] = {Link::tcp, Link::serial};

const char* name_of(Link link) { return link == Link::tcp ? "tcp" : "serial"; }

}  // namespace

TEST_SUITE_BEGIN("printing");

TEST_CASE("a receipt comes out dot for dot and its printing is confirmed") {
  for (const Link link : kLinks) {
    CAPTURE(name_of(link));
    Bench bench(link);
    bench.start();
    CHECK(bench.await_health(hal::Health::ok).faults.empty());
    CHECK(bench.state().identity.model == "SIM-80");
    CHECK(bench.driver().width_in_dots() == 576);
    const hal::Bitmap picture = plain_picture(700, 1);
    bench.print(1, picture);
    CHECK(bench.await_printed(1).proof == hal::Proof::confirmed);
    CHECK(bench.printer.receipts() == 1);
    CHECK(shows_only(bench.printer.last_receipt(), picture));
    bench.check_clean_receipt(2, 2);
    CHECK(bench.printer.receipts() == 2);
    CHECK(bench.endings(1) == 1);
  }
}

TEST_CASE("a picture full of real-time pairs: nothing is obeyed, only the counted dots differ") {
  for (const Link link : kLinks) {
    CAPTURE(name_of(link));
    Bench bench(link);
    bench.start();
    hal::Bitmap picture = plain_picture(300, 3);
    std::mt19937 random(4);
    constexpr std::uint8_t kNasty[] = {0x10, 0x04, 0x10, 0x05, 0x10, 0x14, 0x02, 0x01};
    for (auto& byte : picture.rows) byte = kNasty[random() % 8];
    bench.print(1, picture);
    CHECK(bench.await_printed(1).proof == hal::Proof::confirmed);
    const auto banded = drivers::escpos::cut_into_bands(picture, drivers::escpos::rows_per_band(576));
    CHECK(banded.dots_changed > 100);
    hal::Bitmap harmless{576, 300, {}};
    for (const auto& band : banded.bands) {
      harmless.rows.insert(harmless.rows.end(), band.bytes.begin() + drivers::escpos::kRasterHeaderSize,
                           band.bytes.end());
    }
    CHECK(shows_only(bench.printer.last_receipt(), harmless));
  }
}

TEST_CASE("a narrow receipt stands at the left") {
  Bench bench(Link::tcp);
  bench.start();
  hal::Bitmap narrow{13, 40, {}};
  narrow.rows.assign(80, 0xFF);
  bench.print(1, narrow);
  bench.await_printed(1);
  const PaperPicture paper = bench.printer.last_receipt();
  REQUIRE(paper.height == 40);
  CHECK(paper.black(12, 0));
  CHECK_FALSE(paper.black(13, 0));
}

TEST_CASE("a cheap copy: likely, after its state stayed clean") {
  for (const Link link : kLinks) {
    CAPTURE(name_of(link));
    Bench bench(link);
    bench.printer.command("clone on");
    bench.start();
    CHECK(bench.await_health(hal::Health::ok).identity == hal::Identity{});
    const hal::Bitmap picture = plain_picture(400, 5);
    bench.print(1, picture);
    CHECK(bench.await_printed(1).proof == hal::Proof::likely);
    CHECK(shows_only(bench.printer.last_receipt(), picture));
  }
}

TEST_CASE("configured without process ids: never asked, likely") {
  Bench bench(Link::tcp, drivers::ProcessIds::no);
  bench.start();
  bench.print(1, plain_picture(100, 6));
  CHECK(bench.await_printed(1).proof == hal::Proof::likely);
}

TEST_CASE("receipts that cannot be printed") {
  Bench bench(Link::tcp);
  bench.start();
  hal::Bitmap torn = plain_picture(100, 7);
  torn.rows.pop_back();
  hal::Bitmap wide{584, 1, {}};
  wide.rows.resize(73);
  bench.print(1, torn);
  bench.print(2, wide);
  bench.print(3, hal::Bitmap{});
  for (const std::uint64_t job : {1, 2, 3}) {
    CHECK(bench.await_failed(job).fault == hal::PrinterFault::broken);
    CHECK_FALSE(bench.await_failed(job).maybe_printed);
  }
  CHECK(bench.printer.receipts() == 0);
}

TEST_CASE("one at a time, four wait, more are refused at once; each ends exactly once") {
  Bench bench(Link::tcp);
  bench.start();
  bench.await_health(hal::Health::ok);
  bench.printer.command("paper-out-after 20");
  bench.print(1, plain_picture(200, 1));
  bench.await_health(hal::Health::unavailable);  // the first is under way and held up
  for (std::uint64_t job = 2; job <= 8; ++job) bench.print(job, plain_picture(60, 2));
  for (const std::uint64_t job : {6, 7, 8}) {
    CHECK(bench.await_failed(job).fault == hal::PrinterFault::silent);
    CHECK_FALSE(bench.await_failed(job).maybe_printed);
  }
  bench.printer.command("ok");
  for (std::uint64_t job = 1; job <= 5; ++job) bench.await_printed(job);
  for (std::uint64_t job = 1; job <= 8; ++job) CHECK(bench.endings(job) == 1);
  CHECK(bench.printer.receipts() == 5);
}

TEST_CASE("a driver that is destroyed in the middle of a job ends") {
  Bench bench(Link::tcp);
  bench.start();
  bench.await_health(hal::Health::ok);
  bench.printer.command("paper-out-after 20");
  bench.print(1, plain_picture(200, 1));
  bench.await_health(hal::Health::unavailable);
  bench.stop();
  CHECK(bench.endings(1) == 0);
}

TEST_CASE("a program that died in the middle of a picture leaves nothing to the next") {
  for (const bool clone : {false, true}) {
    CAPTURE(clone);
    Bench bench(Link::serial);
    bench.printer.command(clone ? "clone on" : "clone off");
    bench.start();
    bench.await_health(hal::Health::ok);
    bench.printer.command("paper-out-after 100");
    bench.print(1, plain_picture(2000, 1));
    bench.await_health(hal::Health::unavailable);
    bench.stop();  // bands wait in the printer
    bench.printer.command("ok");
    bench.start();
    bench.await_health(hal::Health::ok);
    bench.print(2, plain_picture(150, 9));
    bench.await_printed(2);
    // A copy that cannot clear its buffers prints what it holds, on a piece that this driver knows nothing of.
    if (!clone) bench.check_clean_receipt(3, 8);
  }
}

TEST_SUITE_END();
