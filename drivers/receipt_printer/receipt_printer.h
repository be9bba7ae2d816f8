// The driver of ESC/POS receipt printers, serial and TCP: hal::ReceiptPrinter over a drivers::Transport.
#pragma once

#include <cstdint>
#include <memory>

#include "drivers/hal/receipt_printer.h"
#include "drivers/transport/address.h"
#include "kiosk/base/clock.h"

namespace bancheng::drivers {

/// Whether the model answers GS ( H with a process id once everything before it was printed (receipt-printer page,
/// section 4: TM-T88IV and later do, most cheap copies do not).
enum class ProcessIds {
  automatic,  ///< asked once each time the link is opened
  yes,
  no,
};

struct ReceiptPrinterConfig {
  Address address;
  std::uint32_t width_in_dots = 576;  ///< 80 mm paper at 203 dpi; 384 for 58 mm (page, section 2)
  ProcessIds process_ids = ProcessIds::automatic;
};

/// Starts the driver's thread; the destructor ends it within a moment, and a job that is under way then has no event.
/// `clock` must outlive the printer. `sink` is called on the driver's thread alone.
///
/// Beyond the contract of hal::ReceiptPrinter:
/// - A receipt that is wider than width_in_dots, or whose rows do not fit its measures, fails as `broken`.
/// - A job that finds a fault which only hands can mend fails at once, nothing having been sent. A paper end, an open
///   cover or a hot head in the middle of a job is waited for within the job's time, a jam for 4 s.
/// - What a failed job left in the printer's buffers is cleared before anything else is printed, and the piece of paper
///   that it began is cut off, so that no part of one person's receipt hangs on another's.
[[nodiscard]] std::unique_ptr<hal::ReceiptPrinter> make_receipt_printer(const ReceiptPrinterConfig& config,
                                                                        const base::Clock& clock,
                                                                        hal::EventSink<hal::ReceiptPrinterEvent> sink);

}  // namespace bancheng::drivers
