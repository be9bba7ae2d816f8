// Faults of a printer at rest, each noticed, told and got over.
#include <doctest/doctest.h>

#include "tests/drivers/receipt_printer/conformance/bench.h"

using namespace bancheng;
using namespace bancheng::testing;
using hal::Health;
using hal::PrinterFault;

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

}  // namespace

TEST_SUITE_BEGIN("at-rest");

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

TEST_CASE("everything again, mended each time, on one printer without a restart") {
  Waiting bench;
  std::uint64_t job = 1;
  for (const auto& [fault, health] : {std::pair{"paper-out", Health::unavailable},
                                      {"cover-open", Health::unavailable},
                                      {"hot", Health::unavailable},
                                      {"broken", Health::faulty},
                                      {"silent", Health::gone},
                                      {"near-end", Health::needs_care}}) {
    CAPTURE(fault);
    bench.printer.command(fault);
    bench.await_health(health);
    bench.printer.command("ok");
    bench.await_health(Health::ok);
    bench.check_clean_receipt(job, static_cast<std::uint32_t>(job));
    ++job;
  }
}

TEST_SUITE_END();
