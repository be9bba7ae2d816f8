// The driver of ID-card readers that speak the SAM protocol (id-card-reader page).
#pragma once

#include <memory>

#include "drivers/hal/id_card_reader.h"
#include "drivers/transport/address.h"
#include "kiosk/base/clock.h"

namespace bancheng::drivers {

/// Starts the driver's thread at once; the first event is a ReaderChanged. Destroying the reader ends the thread; `sink` is
/// not called after that. `clock` must outlive the reader. The reader stays at its 115200 baud unless the address says else.
///
/// A reader whose link is `gone` is tried again after 0.5, 1, 2, 2 … s. Fingerprints are never asked for.
[[nodiscard]] std::unique_ptr<hal::IdCardReader> make_id_card_reader(const Address& address, const base::Clock& clock,
                                                                     hal::EventSink<hal::IdCardEvent> sink);

}  // namespace bancheng::drivers
