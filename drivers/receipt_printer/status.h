// The state of a printer, put together from its status bytes (receipt-printer page, section 3). Pure.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "drivers/hal/receipt_printer.h"
#include "drivers/receipt_printer/commands.h"

namespace bancheng::drivers::escpos {

/// Every flag as last heard.
struct Status {
  bool offline = false;
  bool awaiting_recovery = false;
  bool cover_open = false;
  bool feeding = false;  ///< somebody presses FEED
  bool paper_near_end = false;
  bool paper_out = false;
  bool mechanical_error = false;  ///< recoverable, not the cutter's
  bool cutter_error = false;
  bool unrecoverable_error = false;
  bool passing_error = false;  ///< recovers alone: head too hot, or cover opened while printing
  friend bool operator==(const Status&, const Status&) = default;
};

/// Notes the answer to DLE EOT `topic`.
void note(Status& status, Topic topic, std::uint8_t answer);

/// Notes the four bytes of automatic status back.
void note(Status& status, const std::array<std::uint8_t, 4>& automatic);

/// Forgets what stood as the cause of being offline: for a printer that says it is online again.
void note_online(Status& status);

/// All faults at present, the gravest first; without `silent`, which no status byte says.
[[nodiscard]] std::vector<hal::PrinterFault> faults_of(const Status& status);

/// Health of a printer that answers.
[[nodiscard]] hal::Health health_of(const Status& status);

}  // namespace bancheng::drivers::escpos
