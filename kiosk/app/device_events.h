// Turns what devices say (hal) into what the session is told (core). Pure.
#pragma once

#include <optional>

#include "drivers/hal/code_scanner.h"
#include "drivers/hal/document_camera.h"
#include "drivers/hal/id_card_reader.h"
#include "drivers/hal/receipt_printer.h"
#include "kiosk/core/session/event.h"

namespace bancheng::app {

[[nodiscard]] core::identity::IdCard to_id_card(hal::ChipText chip);
[[nodiscard]] core::session::PrintTrouble to_print_trouble(hal::PrinterFault fault);

[[nodiscard]] core::session::Happening to_happening(hal::IdCardEvent event);
[[nodiscard]] core::session::Happening to_happening(const hal::ReceiptPrinterEvent& event);
/// A payload that is no text is told as an empty code.
[[nodiscard]] core::session::Happening to_happening(hal::CodeScannerEvent event);

}  // namespace bancheng::app
