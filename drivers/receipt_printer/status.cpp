#include "drivers/receipt_printer/status.h"

namespace bancheng::drivers::escpos {
namespace {

constexpr bool bit(std::uint8_t byte, int n) { return (byte >> n & 1) != 0; }

void note_errors(Status& status, std::uint8_t byte) {
  status.mechanical_error = bit(byte, 2);
  status.cutter_error = bit(byte, 3);
  status.unrecoverable_error = bit(byte, 5);
  status.passing_error = bit(byte, 6);
}

}  // namespace

void note(Status& status, Topic topic, std::uint8_t answer) {
  switch (topic) {
    case Topic::printer:
      status.offline = bit(answer, 3);
      status.awaiting_recovery = bit(answer, 5);
      break;
    case Topic::offline_cause:
      status.cover_open = bit(answer, 2);
      status.feeding = bit(answer, 3);
      status.paper_out = bit(answer, 5);
      break;
    case Topic::error_cause:
      note_errors(status, answer);
      break;
    case Topic::roll_paper:
      // Either bit of a pair counts: some sensors set one only (the page's masks are of pairs).
      status.paper_near_end = (answer & 0x0C) != 0;
      status.paper_out = (answer & 0x60) != 0;
      break;
  }
}

void note(Status& status, const std::array<std::uint8_t, 4>& automatic) {
  status.offline = bit(automatic[0], 3);
  status.cover_open = bit(automatic[0], 5);
  status.feeding = bit(automatic[0], 6);
  status.awaiting_recovery = bit(automatic[1], 0);
  note_errors(status, automatic[1]);
  status.paper_near_end = (automatic[2] & 0x03) != 0;
  status.paper_out = (automatic[2] & 0x0C) != 0;
}

void note_online(Status& status) {
  const bool near_end = status.paper_near_end;
  status = Status{};
  status.paper_near_end = near_end;
}

std::vector<hal::PrinterFault> faults_of(const Status& status) {
  std::vector<hal::PrinterFault> faults;
  if (status.unrecoverable_error) faults.push_back(hal::PrinterFault::broken);
  // A mechanical error is mended like a jam: somebody opens the cover, clears the way and closes it.
  if (status.cutter_error || status.mechanical_error) faults.push_back(hal::PrinterFault::cutter_jam);
  if (status.cover_open) faults.push_back(hal::PrinterFault::cover_open);
  if (status.paper_out) faults.push_back(hal::PrinterFault::paper_out);
  // An open cover while printing sets the same flag as a hot head.
  if (status.passing_error && !status.cover_open) faults.push_back(hal::PrinterFault::hot);
  return faults;
}

hal::Health health_of(const Status& status) {
  if (status.unrecoverable_error) return hal::Health::faulty;
  if (status.offline || !faults_of(status).empty()) return hal::Health::unavailable;
  return status.paper_near_end ? hal::Health::needs_care : hal::Health::ok;
}

}  // namespace bancheng::drivers::escpos
