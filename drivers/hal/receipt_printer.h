// The contract of every receipt printer. Receipts are printed as pictures, so every character of GB 18030 comes out the
// same on every model.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "drivers/hal/device.h"
#include "kiosk/base/person_text.h"

namespace bancheng::hal {

/// One bit a dot, 1 = black, rows of whole bytes, the most significant bit leftmost. Wiped with its owner.
struct Bitmap {
  std::uint32_t width = 0;   ///< dots
  std::uint32_t height = 0;  ///< dots
  base::PersonBytes rows;    ///< height * ((width + 7) / 8) bytes
};

/// Closed vocabulary of why a printer does not print.
enum class PrinterFault {
  paper_out,
  cover_open,
  cutter_jam,
  hot,
  broken,   ///< its own unrecoverable error
  silent,   ///< no answer, link lost, unplugged
};

/// How sure it is that paper came out.
enum class Proof {
  confirmed,  ///< the printer answered with the job's process id after printing it
  likely,     ///< a model without process ids: status clean after the job was interpreted
};

struct JobPrinted {
  std::uint64_t job;
  Proof proof;
};
/// The job is over. `maybe_printed`: the link broke after everything was sent; print again only when marked as a duplicate.
struct JobFailed {
  std::uint64_t job;
  PrinterFault fault;
  bool maybe_printed;
};
struct PrinterChanged {
  Health health;
  Identity identity;
  std::vector<PrinterFault> faults;
  bool paper_near_end;
};
using ReceiptPrinterEvent = std::variant<JobPrinted, JobFailed, PrinterChanged>;

/// Every job ends in exactly one JobPrinted or JobFailed, at most 30 s after it was given. One job at a time; one that is
/// given meanwhile waits (at most 4, then JobFailed silent at once).
class ReceiptPrinter {
 public:
  virtual ~ReceiptPrinter() = default;
  /// `job` is the caller's own number for it, unique in this run.
  virtual void print(std::uint64_t job, Bitmap receipt) = 0;
  /// Dots across the paper, from configuration.
  [[nodiscard]] virtual std::uint32_t width_in_dots() const = 0;
};

}  // namespace bancheng::hal
