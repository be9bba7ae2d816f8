// The printer falls silent or its cable is pulled, at rest and in the middle of a receipt.
#include <doctest/doctest.h>

#include "tests/drivers/receipt_printer/conformance/bench.h"

using namespace bancheng;
using namespace bancheng::testing;
using hal::Health;
using hal::PrinterFault;

TEST_SUITE_BEGIN("link");

TEST_CASE("silent at rest: gone, and back without a restart") {
  for (const Link link : {Link::tcp, Link::serial}) {
    Waiting bench(link);
    bench.printer.command("silent");
    CHECK(bench.await_health(Health::gone).faults == Faults{PrinterFault::silent});
    bench.print(1, plain_picture(100, 1));
    CHECK(bench.await_failed(1).fault == PrinterFault::silent);
    bench.printer.command("ok");
    bench.await_health(Health::ok);
    bench.check_clean_receipt(2, 2);
  }
}

TEST_CASE("silent in the middle") {
  for (const Link link : {Link::tcp, Link::serial}) {
    Printing bench("silent", link);
    const hal::JobFailed failed = bench.await_failed(1);
    CHECK(failed.fault == PrinterFault::silent);
    CHECK_FALSE(failed.maybe_printed);
    bench.await_health(Health::gone);
    bench.printer.command("ok");
    bench.await_health(Health::ok);
    bench.check_clean_receipt(2, 2);
  }
}

TEST_CASE("unplugged at rest and plugged in again") {
  for (const Link link : {Link::tcp, Link::serial}) {
    Waiting bench(link);
    bench.printer.command("unplug");
    CHECK(bench.await_health(Health::gone).faults == Faults{PrinterFault::silent});
    bench.print(1, plain_picture(100, 1));
    CHECK(bench.await_failed(1).fault == PrinterFault::silent);
    bench.printer.command("plug");
    bench.await_health(Health::ok);
    bench.check_clean_receipt(2, 2);
  }
}

TEST_CASE("unplugged in the middle: what was printed is cut off, the next receipt is clean") {
  for (const Link link : {Link::tcp, Link::serial}) {
    for (const bool clone : {false, true}) {
      CAPTURE(clone);
      Printing bench("unplug", link, clone);
      const hal::JobFailed failed = bench.await_failed(1);
      CHECK(failed.fault == PrinterFault::silent);
      CHECK_FALSE(failed.maybe_printed);
      bench.await_health(Health::gone);
      bench.printer.command("plug");
      bench.await_health(Health::ok);
      bench.check_clean_receipt(2, 2);
    }
  }
}

TEST_CASE("the link breaks after everything was sent: maybe printed") {
  Waiting bench;
  const hal::Bitmap picture = plain_picture(200, 1);
  bench.printer.command("paper-out-after 210");  // while it feeds to the cutter
  bench.print(1, picture);
  bench.await_health(Health::unavailable);
  bench.printer.command("unplug");
  const hal::JobFailed failed = bench.await_failed(1);
  CHECK(failed.fault == PrinterFault::silent);
  CHECK(failed.maybe_printed);
}

TEST_SUITE_END();
