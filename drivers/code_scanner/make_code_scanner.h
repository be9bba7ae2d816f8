// The driver of code scanners on a serial line or a USB CDC port that send what they read as bytes (code-scanner page,
// sections 1 to 3).
#pragma once

#include <memory>

#include "drivers/hal/code_scanner.h"
#include "drivers/transport/address.h"
#include "kiosk/base/clock.h"

namespace bancheng::drivers {

namespace code_scanner {

/// What ends a payload.
enum class Suffix {
  cr,
  lf,
  cr_lf,
  none,  ///< a pause of `gap`
};

/// Whose commands start and stop the reading.
enum class Trigger {
  none,       ///< the scanner looks all the time
  honeywell,  ///< needs trigger mode serial (TRGMOD0 / PAPHHF)
  newland,    ///< answers, so its silence is noticed
};

}  // namespace code_scanner

struct CodeScannerConfig {
  Address address;
  code_scanner::Suffix suffix = code_scanner::Suffix::cr;
  base::Milliseconds gap{80};  ///< 50 to 100 ms; for Suffix::none
  bool aim_prefix = false;     ///< the scanner puts the AIM id before each payload
  bool eci_escapes = false;    ///< it passes ECI on without an AIM id that says so
  code_scanner::Trigger trigger = code_scanner::Trigger::none;
};

/// Starts the driver's thread at once; the first event is a ScannerChanged. Destroying the scanner ends the thread; `sink` is
/// not called after that. `clock` must outlive the scanner. Codes that are read while no scanning is wished are dropped.
///
/// A scanner without replies (honeywell, none) is `ok` as long as its link is open: its silence cannot be told from having
/// nothing to read.
[[nodiscard]] std::unique_ptr<hal::CodeScanner> make_code_scanner(const CodeScannerConfig& config, const base::Clock& clock,
                                                                  hal::EventSink<hal::CodeScannerEvent> sink);

}  // namespace bancheng::drivers
