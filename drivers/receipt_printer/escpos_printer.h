// EscPosPrinter: the driver itself: its thread, its queue of jobs, the printer's health.
//
//   [away] --opened--> [unsettled] --settled--> [idle] --job--> [printing] --proof--> [idle]
//      ^                 ^   |offline: polled      |                |
//      |                 |   +--- until online     |                +--failed--> [unsettled]
//      +--- silent 2 s, or the link ended: from any state; every job that waits fails
#pragma once

#include <optional>

#include "drivers/hal/receipt_printer.h"
#include "drivers/receipt_printer/conversation.h"
#include "drivers/receipt_printer/receipt_printer.h"
#include "drivers/receipt_printer/settling.h"
#include "drivers/transport/command_queue.h"
#include "drivers/transport/device_thread.h"
#include "kiosk/base/queue.h"

namespace bancheng::drivers::escpos {

class EscPosPrinter final : public hal::ReceiptPrinter, private DeviceAttendant {
 public:
  EscPosPrinter(const ReceiptPrinterConfig& config, const base::Clock& clock,
                hal::EventSink<hal::ReceiptPrinterEvent> sink);
  ~EscPosPrinter() override;

  void print(std::uint64_t job, hal::Bitmap receipt) override;
  [[nodiscard]] std::uint32_t width_in_dots() const override { return config_.width_in_dots; }

 private:
  struct Wish {
    std::uint64_t job;
    hal::Bitmap receipt;
    base::SteadyTime given_at;
  };
  /// When a jam was last worked upon, with growing pauses: each try moves the cutter.
  struct JamCare {
    base::SteadyTime next_try;
    base::Milliseconds pause{0};
  };
  using Trouble = std::optional<TransportError>;  ///< the link cannot be used any more

  [[nodiscard]] TransportError serve(Transport& link, BackOff& back_off) override;
  void link_lost(TransportError why) override;
  void answer_commands_while_away() override;

  [[nodiscard]] Trouble idle(Conversation& talk);
  [[nodiscard]] Trouble look_after(Conversation& talk);
  [[nodiscard]] Trouble care_for_jam(Conversation& talk);
  [[nodiscard]] Trouble settle_now(Conversation& talk);
  [[nodiscard]] Trouble run_jobs(Conversation& talk);
  [[nodiscard]] Trouble run(Conversation& talk, Wish wish);
  [[nodiscard]] Trouble make_ready(Conversation& talk, base::SteadyTime deadline);
  [[nodiscard]] Trouble print_now(Conversation& talk, Wish wish);

  void report(const Status& status);
  void report(hal::PrinterChanged change);
  void answer_refused();
  void fail(std::uint64_t job, hal::PrinterFault fault, bool maybe_printed = false);
  [[nodiscard]] ProcessId next_id() { return process_id(id_counter_++); }
  [[nodiscard]] base::SteadyTime now() const { return clock_.now().steady; }

  const ReceiptPrinterConfig config_;
  const base::Clock& clock_;
  const hal::EventSink<hal::ReceiptPrinterEvent> sink_;

  DeviceSignals signals_;
  CommandQueue<Wish> wishes_;
  base::BoundedQueue<std::uint64_t> refused_;  ///< jobs that found the queue full

  // The thread's own.
  Abilities abilities_;
  bool settled_ = false;
  bool rest_on_paper_ = false;  ///< a failed job began a piece of paper that was not cut off
  JamCare jam_;
  hal::Identity identity_;
  std::optional<hal::PrinterChanged> reported_;
  std::uint32_t id_counter_;

  DeviceThread thread_;
};

}  // namespace bancheng::drivers::escpos
