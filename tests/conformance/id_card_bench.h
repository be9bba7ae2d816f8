// The shipped ID-card driver on a simulated reader.
#pragma once

#include <fstream>
#include <memory>
#include <string>

#include "drivers/id_card/make_id_card_reader.h"
#include "tests/conformance/event_log.h"
#include "tests/conformance/simulator.h"

namespace bancheng::testing {

struct IdCardBench {
  explicit IdCardBench(const std::vector<std::string>& set_up = {}, const std::vector<std::string>& more = {})
      : simulator("id-card-reader", set_up, more) {
    driver = drivers::make_id_card_reader(simulator.address(), clock, events.sink());
  }

  void expect(hal::Health health) {
    events.next<hal::ReaderChanged>([&](const hal::ReaderChanged& change) { return change.health == health; });
  }
  void start() {
    expect(hal::Health::ok);
    driver->start_reading();
  }
  void lay(const std::string& person) {
    const auto file = simulator.folder() / "person.json";
    std::ofstream(file) << person;
    simulator.command("card " + file.string());
  }
  hal::ChipText card() { return events.next<hal::CardArrived>().text; }
  hal::CardFault fault() { return events.next<hal::CardNotRead>().fault; }
  /// Until the reader has been asked so often that what would be seen and reported has been.
  void some_polls() { simulator.await_commands(3); }

  base::SystemClock clock;
  Simulator simulator;
  EventLog<hal::IdCardEvent> events;
  std::unique_ptr<hal::IdCardReader> driver;
};

inline constexpr const char* kNumber = "11010519491231002X";

inline const char* const kResident = R"({"layout": "resident", "name": "样本文", "sex_code": "2", "nation_code": "01", "birth_date": "19491231",
  "address": "样本省样本市样本路1号", "number": "11010519491231002X", "authority": "样本市公安局", "valid_from": "20160518", "valid_to": "长期"})";

/// The driver still works: the card is taken away and a new one is read.
inline void check_next_card(IdCardBench& bench) {
  bench.simulator.command("card-remove");
  bench.some_polls();
  bench.lay(R"({"layout": "resident", "name": "样本后", "number": "990000194912310001"})");
  CHECK(bench.card().name.view() == "样本后");
}

}  // namespace bancheng::testing
