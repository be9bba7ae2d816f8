// Bytes that never arrive: on the line, and with the buffers of a printer that was switched off and on.
#include <doctest/doctest.h>

#include "tests/drivers/receipt_printer/conformance/bench.h"

using namespace bancheng;
using namespace bancheng::testing;
using hal::Health;
using hal::PrinterFault;

TEST_SUITE_BEGIN("lost-bytes");

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
  bench.check_clean_receipt(1, 1);
  CHECK_FALSE(bench.was(Health::gone));
}

TEST_CASE("power cycle in the middle: failed, the next receipt is clean") {
  Printing bench("power-cycle");
  CHECK(bench.await_failed(1).fault == PrinterFault::silent);
  bench.await_health(Health::ok);
  bench.check_clean_receipt(2, 2);
}

TEST_SUITE_END();
