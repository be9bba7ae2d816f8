#include <doctest/doctest.h>

#include "kiosk/app/device_events.h"

using namespace bancheng;
using namespace core::session;
using base::PersonText;

TEST_CASE("the newest address of a card stands before the printed one") {
  hal::ChipText chip;
  chip.layout = hal::ChipLayout::foreigner_2023;
  chip.number = PersonText("931586198001010028");
  chip.address = PersonText("old");
  CHECK(app::to_id_card(chip).address.view() == "old");
  chip.newest_address = PersonText("new");
  const auto card = app::to_id_card(chip);
  CHECK(card.address.view() == "new");
  CHECK(card.kind == core::identity::CardKind::foreigner_2023);
  CHECK(card.number.view() == "931586198001010028");
}

TEST_CASE("what a reader says") {
  CHECK(std::holds_alternative<CardRead>(app::to_happening(hal::IdCardEvent(hal::CardArrived{}))));
  const auto moved = app::to_happening(hal::IdCardEvent(hal::CardNotRead{hal::CardFault::moved}));
  CHECK(std::get<CardUnreadable>(moved).trouble == CardTrouble::moved);
  const auto gone = app::to_happening(hal::IdCardEvent(hal::ReaderChanged{hal::Health::gone, {}}));
  CHECK(std::get<DeviceState>(gone).device == Device::id_card_reader);
  CHECK_FALSE(std::get<DeviceState>(gone).usable);
}

TEST_CASE("what a printer says") {
  CHECK(std::get<Printed>(app::to_happening(hal::ReceiptPrinterEvent(hal::JobPrinted{7, hal::Proof::confirmed}))).job == 7);
  const auto failed = std::get<PrintFailed>(app::to_happening(hal::ReceiptPrinterEvent(hal::JobFailed{8, hal::PrinterFault::paper_out, false})));
  CHECK(failed.job == 8);
  CHECK(failed.trouble == PrintTrouble::paper_out);
  const hal::PrinterChanged low{hal::Health::needs_care, {}, {}, true};
  CHECK(std::get<DeviceState>(app::to_happening(hal::ReceiptPrinterEvent(low))).usable);
}
