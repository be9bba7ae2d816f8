#include "drivers/receipt_printer/status.h"

#include <doctest/doctest.h>

using namespace bancheng;
using namespace bancheng::drivers::escpos;
using Faults = std::vector<hal::PrinterFault>;

TEST_CASE("real-time status bits") {
  Status status;
  note(status, Topic::printer, 0x16);  // idle, drawer sensor high
  CHECK(status == Status{});
  CHECK(health_of(status) == hal::Health::ok);

  note(status, Topic::printer, 0x12 | 0x08 | 0x20);
  CHECK(status.offline);
  CHECK(status.awaiting_recovery);
  CHECK(health_of(status) == hal::Health::unavailable);
  note(status, Topic::offline_cause, 0x12 | 0x04);
  CHECK(faults_of(status) == Faults{hal::PrinterFault::cover_open});
  note(status, Topic::offline_cause, 0x12 | 0x20);
  CHECK(faults_of(status) == Faults{hal::PrinterFault::paper_out});
  note(status, Topic::offline_cause, 0x12 | 0x08);
  CHECK(status.feeding);
  CHECK(faults_of(status).empty());
}

TEST_CASE("error causes") {
  Status status;
  note(status, Topic::error_cause, 0x12 | 0x08);
  CHECK(faults_of(status) == Faults{hal::PrinterFault::cutter_jam});
  note(status, Topic::error_cause, 0x12 | 0x04);
  CHECK(faults_of(status) == Faults{hal::PrinterFault::cutter_jam});
  note(status, Topic::error_cause, 0x12 | 0x40);
  CHECK(faults_of(status) == Faults{hal::PrinterFault::hot});
  note(status, Topic::error_cause, 0x12 | 0x20);
  CHECK(faults_of(status) == Faults{hal::PrinterFault::broken});
  CHECK(health_of(status) == hal::Health::faulty);
}

TEST_CASE("a cover opened while printing is not heat") {
  Status status;
  note(status, Topic::offline_cause, 0x12 | 0x04 | 0x40);
  note(status, Topic::error_cause, 0x12 | 0x40);
  CHECK(faults_of(status) == Faults{hal::PrinterFault::cover_open});
}

TEST_CASE("roll paper") {
  Status status;
  note(status, Topic::roll_paper, 0x12 | 0x0C);
  CHECK(status.paper_near_end);
  CHECK(health_of(status) == hal::Health::needs_care);
  note(status, Topic::roll_paper, 0x12 | 0x0C | 0x60);
  CHECK(faults_of(status) == Faults{hal::PrinterFault::paper_out});
  note(status, Topic::roll_paper, 0x12);
  CHECK(health_of(status) == hal::Health::ok);
}

TEST_CASE("automatic status bits") {
  Status status;
  note(status, {0x1C, 0x00, 0x0F, 0x00});
  CHECK(status.offline);
  CHECK(status.paper_near_end);
  CHECK(faults_of(status) == Faults{hal::PrinterFault::paper_out});
  note(status, {0x38, 0x48, 0x00, 0x00});
  CHECK(faults_of(status) == Faults{hal::PrinterFault::cutter_jam, hal::PrinterFault::cover_open});
  note(status, {0x18, 0x21, 0x00, 0x00});
  CHECK(status.awaiting_recovery);
  CHECK(faults_of(status) == Faults{hal::PrinterFault::broken});
  note(status, {0x14, 0x00, 0x03, 0x00});
  CHECK(health_of(status) == hal::Health::needs_care);
}

TEST_CASE("online again: only the paper's store is remembered") {
  Status status;
  note(status, {0x38, 0x4C, 0x0F, 0x00});
  note_online(status);
  CHECK(faults_of(status).empty());
  CHECK(status.paper_near_end);
}
