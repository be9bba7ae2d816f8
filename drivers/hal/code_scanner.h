// The contract of every code scanner (one- and two-dimensional codes).
#pragma once

#include <string>
#include <variant>

#include "drivers/hal/device.h"
#include "kiosk/base/person_text.h"

namespace bancheng::hal {

/// One code, read once: the same payload within 2 s is not reported again.
struct CodeArrived {
  base::PersonText text;    ///< decoded by the rules of the code-scanner page, section 2
  base::PersonBytes bytes;  ///< the payload as read, for signatures
  std::string symbology;    ///< AIM id without its bracket, such as "Q1" (QR); empty where the scanner does not send it
};
/// A payload that is neither valid UTF-8 nor valid GB 18030, or too long: ask for another try.
struct CodeRefused {};
struct ScannerChanged {
  Health health;
  Identity identity;
};
using CodeScannerEvent = std::variant<CodeArrived, CodeRefused, ScannerChanged>;

class CodeScanner {
 public:
  virtual ~CodeScanner() = default;
  virtual void start_scanning() = 0;
  virtual void stop_scanning() = 0;
};

}  // namespace bancheng::hal
