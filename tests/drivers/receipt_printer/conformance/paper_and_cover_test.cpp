// The paper ends or the cover is opened in the middle of a receipt.
#include <doctest/doctest.h>

#include "tests/drivers/receipt_printer/conformance/bench.h"

using namespace bancheng;
using namespace bancheng::testing;
using hal::Health;
using hal::PrinterFault;

namespace {

/// More than a job may take, less than it may take and its last look at the printer.
constexpr base::Milliseconds kWholeJob{28'000};

}  // namespace

TEST_SUITE_BEGIN("paper-and-cover");

TEST_CASE("paper end in the middle, new paper in time: the receipt comes out") {
  for (const bool clone : {false, true}) {
    Waiting bench(Link::serial, clone);
    bench.printer.command("paper-out-after 300");
    bench.print(1, plain_picture(700, 1));
    CHECK(bench.await_health(Health::unavailable).faults == Faults{PrinterFault::paper_out});
    bench.printer.command("ok");
    CHECK(bench.await_printed(1).proof == (clone ? hal::Proof::likely : hal::Proof::confirmed));
  }
}

TEST_CASE("paper end in the middle, nobody comes: failed with its cause, and nothing old comes out later") {
  for (const Link link : {Link::tcp, Link::serial}) {
    for (const bool clone : {false, true}) {
      CAPTURE(clone);
      Waiting bench(link, clone);
      bench.printer.command("paper-out-after 300");
      bench.print(1, plain_picture(700, 1));
      bench.await_health(Health::unavailable);
      bench.advance(kWholeJob);
      const hal::JobFailed failed = bench.await_failed(1);
      CHECK(failed.fault == PrinterFault::paper_out);
      CHECK_FALSE(failed.maybe_printed);
      bench.printer.command("ok");
      bench.await_health(Health::ok);
      bench.check_clean_receipt(2, 9);
      CHECK(bench.printer.receipts() == 2);  // the rest of the first was cut off alone
    }
  }
}

TEST_CASE("cover opened in the middle, closed in time: the receipt comes out") {
  for (const bool clone : {false, true}) {
    Printing bench("cover-open", Link::tcp, clone);
    CHECK(bench.await_health(Health::unavailable).faults == Faults{PrinterFault::cover_open});
    bench.printer.command("ok");
    bench.await_printed(1);
    CHECK(shows_only(bench.printer.last_receipt(), long_picture()));
  }
}

TEST_CASE("cover stays open: failed with its cause") {
  Printing bench("cover-open", Link::serial);
  bench.await_health(Health::unavailable);
  bench.advance(kWholeJob);
  CHECK(bench.await_failed(1).fault == PrinterFault::cover_open);
  bench.printer.command("ok");
  bench.await_health(Health::ok);
  bench.check_clean_receipt(2, 2);
}

TEST_SUITE_END();
