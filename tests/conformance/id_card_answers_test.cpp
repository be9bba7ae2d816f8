// The shipped ID-card driver against the simulator process: answers that are split, damaged, late or lost.
#include <doctest/doctest.h>

#include <string>

#include "tests/conformance/id_card_bench.h"

using namespace bancheng;
using namespace bancheng::testing;

TEST_SUITE_BEGIN("id-card-answers");

TEST_CASE("answers split at any place are put together") {
  IdCardBench bench;
  bench.start();
  for (const int at : {1, 4, 6, 7, 9, 10, 11}) {
    bench.simulator.command("fault split " + std::to_string(at));
    bench.lay(kResident);
    CHECK(bench.card().number.view() == kNumber);
    bench.simulator.command("card-remove");
    bench.some_polls();
  }
  CHECK(bench.events.count<hal::CardNotRead>() == 0);
  CHECK(bench.events.count<hal::ReaderChanged>() == 1);
}

TEST_CASE("bytes before each preamble do not matter") {
  for (const char* extra : {"00", "AA", "AA00"}) {
    IdCardBench bench({std::string("fault extra-byte ") + extra});
    bench.start();
    bench.lay(kResident);
    CHECK(bench.card().number.view() == kNumber);
    CHECK(bench.events.count<hal::CardNotRead>() == 0);
  }
}

// The reader that answers 80 after a read counts a damaged answer as read too; here the card may be read again.
TEST_CASE("a wrong checksum is asked for again") {
  IdCardBench bench({"select-80-until-relaid off"});
  bench.start();
  bench.simulator.command("fault wrong-chk 2");
  bench.lay(kResident);
  CHECK(bench.card().number.view() == kNumber);
  CHECK(bench.events.count<hal::ReaderChanged>() == 1);
}

TEST_CASE("a wrong Len, too large, too small or out of bounds, is got over") {
  for (const char* length : {"FFFF", "0000", "0003", "0005", "0009", "0500"}) {
    IdCardBench bench({"select-80-until-relaid off"});
    bench.start();
    bench.simulator.command(std::string("fault wrong-len ") + length);
    bench.lay(kResident);
    CHECK(bench.card().number.view() == kNumber);
    CHECK(bench.events.count<hal::ReaderChanged>() == 1);
  }
}

TEST_CASE("a byte that is lost is got over") {
  for (const int index : {0, 2, 3, 5, 6, 8, 10}) {
    IdCardBench bench({"select-80-until-relaid off"});
    bench.start();
    bench.simulator.command("fault drop-byte " + std::to_string(index));
    bench.lay(kResident);
    CHECK(bench.card().number.view() == kNumber);
    CHECK(bench.events.count<hal::ReaderChanged>() == 1);
  }
}

TEST_CASE("a command that arrived damaged is sent again") {
  IdCardBench bench;
  bench.start();
  bench.simulator.command("fault garbled-command 1");
  bench.lay(kResident);
  CHECK(bench.card().number.view() == kNumber);
}

TEST_CASE("a late answer is dropped before the next command") {
  IdCardBench bench;
  bench.start();
  for (const int late : {400, 1100, 1600}) {
    bench.simulator.command("fault late " + std::to_string(late));
    bench.some_polls();
    bench.lay(kResident);
    CHECK(bench.card().number.view() == kNumber);
    bench.simulator.command("card-remove");
    bench.some_polls();
  }
  CHECK(bench.events.count<hal::CardNotRead>() == 0);
}

TEST_CASE("a slow line brings the same card") {
  IdCardBench bench({}, {"--pace", "19200"});
  bench.start();
  bench.lay(kResident);
  CHECK(bench.card().number.view() == kNumber);
}

TEST_SUITE_END();
