// The shipped ID-card driver against the simulator process: cards that move; readers that fail, fall silent or are
// unplugged.
#include <doctest/doctest.h>

#include <string>

#include "tests/conformance/id_card_bench.h"

using namespace bancheng;
using namespace bancheng::testing;

TEST_SUITE_BEGIN("id-card-trouble");

TEST_CASE("reads that fail three times are tried again") {
  IdCardBench bench;
  bench.start();
  bench.simulator.command("fault read-fails 3");
  bench.lay(kResident);
  CHECK(bench.card().number.view() == kNumber);
  CHECK(bench.events.count<hal::CardNotRead>() == 0);
}

TEST_CASE("a read that fails for good is a card that moved, reported once") {
  IdCardBench bench;
  bench.start();
  bench.simulator.command("fault read-fails 1000");
  bench.lay(kResident);
  CHECK(bench.fault() == hal::CardFault::moved);
  bench.some_polls();
  CHECK(bench.events.count<hal::CardNotRead>() == 1);
  bench.simulator.command("ok");
  check_next_card(bench);
}

TEST_CASE("a card that is lifted while it is read has moved, wherever the answer ends") {
  IdCardBench bench;
  bench.start();
  for (const int bytes : {0, 3, 7, 300, 1294}) {
    bench.simulator.command("lift-after-bytes " + std::to_string(bytes));
    bench.lay(kResident);
    CHECK(bench.fault() == hal::CardFault::moved);
  }
  CHECK(bench.events.count<hal::CardArrived>() == 0);
  check_next_card(bench);
}

TEST_CASE("a card that the security module refuses is unsupported, at once") {
  for (const char* code : {"31", "32", "40"}) {
    IdCardBench bench;
    bench.start();
    bench.simulator.command(std::string("fault refuse ") + code);
    bench.lay(kResident);
    CHECK(bench.fault() == hal::CardFault::unsupported);
    CHECK(bench.simulator.command("reads") == "0");
  }
}

TEST_CASE("a security module without keys is a faulty reader, and is used again when it is mended") {
  for (const char* code : {"66", "60"}) {
    IdCardBench bench;
    bench.start();
    bench.simulator.command(std::string("fault sam-fault ") + code);
    bench.expect(hal::Health::faulty);
    bench.simulator.command("ok");
    bench.expect(hal::Health::ok);
    bench.lay(kResident);
    CHECK(bench.card().number.view() == kNumber);
  }
}

TEST_CASE("a reader that is faulty from the start says so") {
  IdCardBench bench({"fault sam-fault 66"});
  CHECK(bench.events.next<hal::ReaderChanged>().health == hal::Health::faulty);
}

TEST_CASE("a silent reader is gone, reading or not, and back when it speaks again") {
  for (const bool reading : {false, true}) {
    IdCardBench bench;
    bench.expect(hal::Health::ok);
    if (reading) bench.driver->start_reading();
    bench.simulator.command("silent");
    bench.expect(hal::Health::gone);
    bench.simulator.command("ok");
    bench.expect(hal::Health::ok);
    bench.driver->start_reading();
    bench.lay(kResident);
    CHECK(bench.card().number.view() == kNumber);
  }
}

TEST_CASE("an unplugged reader is gone, and back when it is plugged in; the card on it is read") {
  IdCardBench bench;
  bench.start();
  bench.simulator.command("unplug");
  bench.expect(hal::Health::gone);
  bench.lay(kResident);
  bench.simulator.command("plug");
  bench.expect(hal::Health::ok);
  CHECK(bench.card().number.view() == kNumber);
}

TEST_CASE("the plug is pulled in the middle of a read: gone, and the card is read after the return") {
  IdCardBench bench({"select-80-until-relaid off"});
  bench.start();
  bench.simulator.command("fault unplug-inside");
  bench.lay(kResident);
  bench.expect(hal::Health::gone);
  bench.simulator.command("plug");
  bench.expect(hal::Health::ok);
  CHECK(bench.card().number.view() == kNumber);
  CHECK(bench.events.count<hal::CardArrived>() == 1);
}

TEST_CASE("a reader that is missing at the start is gone first and used when it comes") {
  IdCardBench bench;
  bench.expect(hal::Health::ok);
  bench.simulator.command("unplug");
  EventLog<hal::IdCardEvent> events;
  const auto late = drivers::make_id_card_reader(bench.simulator.address(), bench.clock, events.sink());
  CHECK(events.next<hal::ReaderChanged>().health == hal::Health::gone);
}

TEST_CASE("the driver ends at once in any state") {
  for (const char* state : {"ok", "silent", "unplug"}) {
    IdCardBench bench;
    bench.start();
    bench.simulator.command(state);
    bench.lay(kResident);
    bench.driver.reset();
  }
}

TEST_SUITE_END();
