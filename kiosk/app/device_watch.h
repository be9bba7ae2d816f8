// DeviceWatch: hears what each driver says before the session does.
#pragma once

#include "drivers/hal/code_scanner.h"
#include "drivers/hal/document_camera.h"
#include "drivers/hal/id_card_reader.h"
#include "drivers/hal/receipt_printer.h"

namespace bancheng::app {

/// Loop thread.
class DeviceWatch {
 public:
  virtual ~DeviceWatch() = default;
  /// True: it is for the watch alone, and the session is not told.
  [[nodiscard]] virtual bool hear(const hal::IdCardEvent& event) = 0;
  [[nodiscard]] virtual bool hear(const hal::CodeScannerEvent& event) = 0;
  [[nodiscard]] virtual bool hear(const hal::ReceiptPrinterEvent& event) = 0;
  /// Status only; pictures stay with the page desk.
  virtual void hear(const hal::CameraChanged& changed) = 0;
};

}  // namespace bancheng::app
