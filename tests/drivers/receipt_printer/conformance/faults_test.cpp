// The shipped driver against the simulator's process: every fault, at rest and in the middle of a receipt.
#include <doctest/doctest.h>

#include "tests/drivers/receipt_printer/conformance/bench.h"

using namespace bancheng;
using namespace bancheng::testing;
using hal::Health;
using hal::PrinterFault;
using Faults = std::vector<PrinterFault>;

namespace {

struct Fault {
  const char* command;
  PrinterFault fault;
  Health health;
};

constexpr Fault kFaultsAtRest[] = {
    {"paper-out", PrinterFault::paper_out, Health::unavailable},
    {"cover-open", PrinterFault::cover_open, Health::unavailable},
    {"broken", PrinterFault::broken, Health::faulty},
};

/// A receipt that takes two seconds to print.
hal::Bitmap long_picture() { return plain_picture(2400, 1); }

struct Waiting : Bench {
  explicit Waiting(Link link = Link::tcp, bool clone = false) : Bench(link) {
    printer.command(clone ? "clone on" : "clone off");
    start();
    await_health(Health::ok);
  }
};

/// A bench whose printer is in the middle of job 1.
struct Printing : Waiting {
  explicit Printing(Link link = Link::tcp, bool clone = false) : Waiting(link, clone) {
    print(1, long_picture());
    await_rows(100);
  }
};

constexpr base::Milliseconds kWholeJob{28'000};
constexpr base::Milliseconds kJamPatience{5'000};
constexpr base::Milliseconds kNoProgress{9'000};

}  // namespace

TEST_CASE("faults at rest are reported, a job fails at once, mended is noticed and printed") {
  for (const auto& [link, clone] : {std::pair{Link::tcp, false}, std::pair{Link::serial, true}}) {
    Waiting bench(link, clone);
    std::uint64_t job = 1;
    for (const Fault& fault : kFaultsAtRest) {
      CAPTURE(fault.command);
      CAPTURE(clone);
      bench.printer.command(fault.command);
      CHECK(bench.await_health(fault.health).faults == Faults{fault.fault});
      bench.print(job, plain_picture(100, 1));
      const hal::JobFailed failed = bench.await_failed(job++);
      CHECK(failed.fault == fault.fault);
      CHECK_FALSE(failed.maybe_printed);
      bench.printer.command("ok");
      bench.await_health(Health::ok);
      bench.check_clean_receipt(job++, 2);
    }
    CHECK(bench.printer.receipts() == 3);
  }
}

TEST_CASE("near the end of the paper: works, needs care") {
  for (const bool clone : {false, true}) {
    Waiting bench(Link::tcp, clone);
    bench.printer.command("near-end");
    const hal::PrinterChanged state = bench.await_health(Health::needs_care);
    CHECK(state.paper_near_end);
    CHECK(state.faults.empty());
    bench.check_clean_receipt(1, 1);
  }
}

TEST_CASE("opened while a fault stands: known at once, printing after it is mended") {
  Bench bench(Link::serial);
  bench.printer.command("cover-open");
  bench.start();
  CHECK(bench.await_health(Health::unavailable).faults == Faults{PrinterFault::cover_open});
  bench.printer.command("ok");
  bench.await_health(Health::ok);
  bench.check_clean_receipt(1, 1);
}

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
    Printing bench(Link::tcp, clone);
    bench.printer.command("cover-open");
    CHECK(bench.await_health(Health::unavailable).faults == Faults{PrinterFault::cover_open});
    bench.printer.command("ok");
    bench.await_printed(1);
    CHECK(shows_only(bench.printer.last_receipt(), long_picture()));
  }
}

TEST_CASE("cover stays open: failed with its cause") {
  Printing bench(Link::serial);
  bench.printer.command("cover-open");
  bench.await_health(Health::unavailable);
  bench.advance(kWholeJob);
  CHECK(bench.await_failed(1).fault == PrinterFault::cover_open);
  bench.printer.command("ok");
  bench.await_health(Health::ok);
  bench.check_clean_receipt(2, 2);
}

TEST_CASE("hot head: waited for, before and in the middle") {
  for (const bool clone : {false, true}) {
    Printing bench(Link::tcp, clone);
    bench.printer.command("hot");
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
  Printing bench;
  bench.printer.command("broken");
  CHECK(bench.await_failed(1).fault == PrinterFault::broken);
  CHECK(bench.await_health(Health::faulty).faults == Faults{PrinterFault::broken});
  bench.printer.command("ok");
  bench.await_health(Health::ok);
  bench.check_clean_receipt(2, 2);
}

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
    Printing bench(link);
    bench.printer.command("silent");
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
      Printing bench(link, clone);
      bench.printer.command("unplug");
      const hal::JobFailed failed = bench.await_failed(1);
      CHECK(failed.fault == PrinterFault::silent);
      CHECK_FALSE(failed.maybe_printed);
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

TEST_CASE("power cycle in the middle: failed, the next receipt is clean") {
  Printing bench;
  bench.printer.command("power-cycle");
  bench.advance(kNoProgress);
  CHECK(bench.await_failed(1).fault == PrinterFault::silent);
  bench.await_health(Health::ok);
  bench.check_clean_receipt(2, 2);
}

TEST_CASE("bytes lost on the line: said so, and the next receipt is clean") {
  for (const bool clone : {false, true}) {
    CAPTURE(clone);
    Waiting bench(Link::serial, clone);
    bench.printer.command("drop-bytes 50 200");  // within the first band
    bench.print(1, plain_picture(200, 1));
    CHECK(bench.await_failed(1).fault == PrinterFault::silent);
    bench.await_health(Health::ok);
    bench.check_clean_receipt(2, 2);
  }
}

TEST_CASE("bytes lost at rest are only questions") {
  Waiting bench(Link::serial);
  bench.printer.command("drop-bytes 3");
  bench.await_health(Health::ok);
  bench.check_clean_receipt(1, 1);
}

TEST_CASE("everything again, mended each time, on one printer without a restart") {
  Waiting bench;
  std::uint64_t job = 1;
  for (const char* fault : {"paper-out", "cover-open", "hot", "broken", "silent", "near-end"}) {
    CAPTURE(fault);
    bench.printer.command(fault);
    bench.printer.command("ok");
    bench.await_health(Health::ok);
    bench.check_clean_receipt(job, static_cast<std::uint32_t>(job));
    ++job;
  }
}
