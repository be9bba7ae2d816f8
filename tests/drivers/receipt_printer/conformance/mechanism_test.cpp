// Head, cutter and electronics: what mends alone is waited for, what does not is told.
#include <doctest/doctest.h>

#include "tests/drivers/receipt_printer/conformance/bench.h"

using namespace bancheng;
using namespace bancheng::testing;
using hal::Health;
using hal::PrinterFault;

namespace {

constexpr base::Milliseconds kJamPatience{5'000};

}  // namespace

TEST_SUITE_BEGIN("mechanism");

TEST_CASE("hot head: waited for, before and in the middle") {
  for (const bool clone : {false, true}) {
    Printing bench("hot", Link::tcp, clone);
    CHECK(bench.await_health(Health::unavailable).faults == Faults{PrinterFault::hot});
    bench.printer.command("ok");
    bench.await_printed(1);
    bench.printer.command("hot");
    bench.await_health(Health::unavailable);
    bench.print(2, plain_picture(100, 2));
    bench.printer.command("ok");
    bench.await_printed(2);
  }
}

TEST_CASE("cutter jam: given up after a second try; cleared and printing once somebody was there") {
  for (const bool clone : {false, true}) {
    CAPTURE(clone);
    Waiting bench(Link::tcp, clone);
    bench.printer.command("cutter-jam");
    bench.print(1, plain_picture(200, 1));
    CHECK(bench.await_health(Health::unavailable).faults == Faults{PrinterFault::cutter_jam});
    bench.advance(kJamPatience);
    const hal::JobFailed failed = bench.await_failed(1);
    CHECK(failed.fault == PrinterFault::cutter_jam);
    CHECK(failed.maybe_printed);  // it hangs there, uncut
    CHECK(bench.printer.receipts() == 0);
    bench.print(2, plain_picture(100, 1));
    CHECK(bench.await_failed(2).fault == PrinterFault::cutter_jam);
    bench.printer.command("ok");
    bench.advance(base::Milliseconds(60'000));  // the longest pause between two tries, where no cover is seen
    bench.await_health(Health::ok);
    bench.check_clean_receipt(3, 3);
  }
}

TEST_CASE("cutter jam mended in time: goes on with the cut") {
  Waiting bench;
  bench.printer.command("cutter-jam");
  bench.print(1, plain_picture(200, 1));
  bench.await_health(Health::unavailable);
  bench.printer.command("ok");
  CHECK(bench.await_printed(1).proof == hal::Proof::confirmed);
  CHECK(bench.printer.receipts() == 1);
}

TEST_CASE("broken in the middle: failed at once") {
  Printing bench("broken");
  CHECK(bench.await_failed(1).fault == PrinterFault::broken);
  CHECK(bench.await_health(Health::faulty).faults == Faults{PrinterFault::broken});
  bench.printer.command("ok");
  bench.await_health(Health::ok);
  bench.check_clean_receipt(2, 2);
}

TEST_SUITE_END();
