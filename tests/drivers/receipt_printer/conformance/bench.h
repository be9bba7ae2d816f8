// One driver against one simulated printer, and what it reported.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "drivers/receipt_printer/receipt_printer.h"
#include "kiosk/base/control_clock.h"
#include "tests/drivers/receipt_printer/conformance/simulated_printer.h"

namespace bancheng::testing {

/// A picture of text-like strokes without any dangerous pair, different for each seed: it must come out dot for dot.
[[nodiscard]] hal::Bitmap plain_picture(std::uint32_t height, std::uint32_t seed);

class Bench {
 public:
  explicit Bench(Link link, drivers::ProcessIds process_ids = drivers::ProcessIds::automatic);
  ~Bench();

  /// Starts the driver; a bench begins without one so that the printer can be prepared.
  void start();
  void stop() { driver_.reset(); }

  SimulatedPrinter printer;

  void print(std::uint64_t job, hal::Bitmap picture);
  [[nodiscard]] hal::ReceiptPrinter& driver() { return *driver_; }
  /// The driver's clock goes on by itself, and by this much more at once.
  void advance(base::Milliseconds by) { clock_->advance(by); }

  /// The test fails when it does not come.
  hal::JobPrinted await_printed(std::uint64_t job);
  hal::JobFailed await_failed(std::uint64_t job);
  /// The driver's pauses are cut short when there is no job: it looks at the printer, or for it, at once.
  hal::PrinterChanged await_health(hal::Health health);
  /// It has been so at any time.
  [[nodiscard]] bool was(hal::Health health);
  /// The newest change; await_health first.
  [[nodiscard]] hal::PrinterChanged state();
  /// How many JobPrinted and JobFailed came for `job`.
  [[nodiscard]] int endings(std::uint64_t job);
  /// Prints `picture` and checks that what comes off the cutter is this picture alone, dot for dot.
  void check_clean_receipt(std::uint64_t job, std::uint32_t seed);

 private:
  using Events = std::vector<hal::ReceiptPrinterEvent>;
  void await(const std::function<bool(const Events&)>& there, const char* what);
  [[nodiscard]] bool works();

  std::filesystem::path folder_;
  std::unique_ptr<base::ControlClock> clock_;
  drivers::ReceiptPrinterConfig config_;
  std::mutex mutex_;
  std::condition_variable came_;
  Events events_;
  std::ptrdiff_t jobs_ = 0;  ///< given in all
  std::unique_ptr<hal::ReceiptPrinter> driver_;
};

using Faults = std::vector<hal::PrinterFault>;

/// A bench whose driver is ready to print.
struct Waiting : Bench {
  explicit Waiting(Link link = Link::tcp, bool clone = false);
};

/// A receipt of which a small part is under way at a time.
[[nodiscard]] hal::Bitmap long_picture();

/// A bench on which `what` (a word of the simulator) happens in the middle of job 1.
struct Printing : Waiting {
  explicit Printing(const std::string& what, Link link = Link::tcp, bool clone = false);
};

/// The picture stands at the foot of the paper, everything above it is white.
[[nodiscard]] bool shows_only(const PaperPicture& paper, const hal::Bitmap& picture);

}  // namespace bancheng::testing
