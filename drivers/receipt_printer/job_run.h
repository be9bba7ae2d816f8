// JobRun: one receipt from its first byte to the proof that it was printed, or to the reason why not (receipt-printer
// page, section 4, "Commit rule"; section 5).
#pragma once

#include <deque>
#include <functional>
#include <optional>

#include "drivers/hal/receipt_printer.h"
#include "drivers/receipt_printer/conversation.h"
#include "drivers/receipt_printer/settling.h"

namespace bancheng::drivers::escpos {

struct JobOutcome {
  std::optional<hal::Proof> proof;                      ///< it was printed
  hal::PrinterFault fault = hal::PrinterFault::silent;  ///< why it was not, as far as known
  bool something_sent = false;
  bool everything_sent = false;
  std::optional<TransportError> link_error;  ///< the link cannot be used any more
};

class JobRun {
 public:
  /// `on_status` is called after each look at the printer's state. All must outlive the run.
  JobRun(Conversation& talk, const base::Clock& clock, const Abilities& abilities, base::SteadyTime deadline,
         std::function<void()> on_status);

  /// `picture` is whole and not wider than the paper. Ends at most a few seconds after the deadline: when a silent
  /// printer is noticed only then.
  [[nodiscard]] JobOutcome print(hal::Bitmap picture, ProcessId id);

 private:
  [[nodiscard]] bool send_bands(hal::Bitmap picture);
  [[nodiscard]] bool send(std::span<const std::uint8_t> bytes);
  [[nodiscard]] bool send_question(std::span<const std::uint8_t> bytes);
  [[nodiscard]] bool wait_for_room(std::size_t size);
  [[nodiscard]] bool wait_for_proof(ProcessId id);
  [[nodiscard]] bool nothing_was_lost();
  [[nodiscard]] bool stays_clean();
  /// Waits until `reached()`, looking at the printer's state now and then; false: outcome_ says why not.
  [[nodiscard]] bool wait_until(const std::function<bool()>& reached);
  [[nodiscard]] bool look();
  [[nodiscard]] bool worth_waiting();
  [[nodiscard]] bool try_to_clear_jam();
  [[nodiscard]] bool fail_for_lost_bytes();
  [[nodiscard]] bool fail(hal::PrinterFault fault);
  [[nodiscard]] bool fail(TransportError error);

  [[nodiscard]] std::size_t under_way();
  [[nodiscard]] base::SteadyTime now() const { return clock_.now().steady; }

  Conversation& talk_;
  const base::Clock& clock_;
  const bool proves_by_id_;
  const bool answers_in_order_;
  const base::SteadyTime deadline_;
  const std::function<void()> on_status_;

  JobOutcome outcome_;
  std::deque<std::size_t> unanswered_;  ///< sizes of the bands whose GS r was not answered yet
  std::uint64_t answers_seen_;
  base::SteadyTime looked_at_;
  int idle_looks_ = 0;  ///< since something went on
  std::optional<base::SteadyTime> jam_since_;
};

}  // namespace bancheng::drivers::escpos
