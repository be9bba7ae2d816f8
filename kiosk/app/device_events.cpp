#include "kiosk/app/device_events.h"

#include <utility>

namespace bancheng::app {
namespace {

using namespace core::session;
using core::identity::CardKind;
using core::identity::IdCard;

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

CardKind to_kind(hal::ChipLayout layout) {
  switch (layout) {
    case hal::ChipLayout::resident: return CardKind::resident;
    case hal::ChipLayout::foreigner_2017: return CardKind::foreigner_2017;
    case hal::ChipLayout::foreigner_2023: return CardKind::foreigner_2023;
    case hal::ChipLayout::hmt_residence: return CardKind::hmt_residence;
  }
  return CardKind::resident;
}

}  // namespace

IdCard to_id_card(hal::ChipText chip) {
  IdCard card;
  card.kind = to_kind(chip.layout);
  card.name = std::move(chip.name);
  card.latin_name = std::move(chip.latin_name);
  card.sex_code = std::move(chip.sex_code);
  card.nation_code = std::move(chip.nation_code);
  card.nationality = std::move(chip.nationality);
  card.birth_date = std::move(chip.birth_date);
  // The newest address is read from a place of its own, where the card got one after it was issued.
  card.address = chip.newest_address.empty() ? std::move(chip.address) : std::move(chip.newest_address);
  card.number = std::move(chip.number);
  card.authority = std::move(chip.authority);
  card.valid_from = std::move(chip.valid_from);
  card.valid_to = std::move(chip.valid_to);
  card.pass_number = std::move(chip.pass_number);
  return card;
}

PrintTrouble to_print_trouble(hal::PrinterFault fault) {
  switch (fault) {
    case hal::PrinterFault::paper_out: return PrintTrouble::paper_out;
    case hal::PrinterFault::cover_open: return PrintTrouble::cover_open;
    case hal::PrinterFault::cutter_jam: return PrintTrouble::cutter_jam;
    case hal::PrinterFault::hot: return PrintTrouble::hot;
    case hal::PrinterFault::broken: return PrintTrouble::broken;
    case hal::PrinterFault::silent: return PrintTrouble::silent;
  }
  return PrintTrouble::broken;
}

Happening to_happening(hal::IdCardEvent event) {
  return std::visit(Overloaded{
                        [](hal::CardArrived& arrived) -> Happening { return CardRead{to_id_card(std::move(arrived.text))}; },
                        [](const hal::CardNotRead& failed) -> Happening {
                          return CardUnreadable{failed.fault == hal::CardFault::moved ? CardTrouble::moved : CardTrouble::unsupported};
                        },
                        [](const hal::ReaderChanged& changed) -> Happening {
                          return DeviceState{Device::id_card_reader, hal::usable(changed.health)};
                        },
                    },
                    event);
}

Happening to_happening(const hal::ReceiptPrinterEvent& event) {
  return std::visit(Overloaded{
                        [](const hal::JobPrinted& printed) -> Happening { return Printed{printed.job}; },
                        [](const hal::JobFailed& failed) -> Happening { return PrintFailed{failed.job, to_print_trouble(failed.fault)}; },
                        [](const hal::PrinterChanged& changed) -> Happening {
                          return DeviceState{Device::receipt_printer, hal::usable(changed.health)};
                        },
                    },
                    event);
}

Happening to_happening(hal::CodeScannerEvent event) {
  if (const auto* changed = std::get_if<hal::ScannerChanged>(&event)) return DeviceState{Device::code_scanner, hal::usable(changed->health)};
  if (auto* arrived = std::get_if<hal::CodeArrived>(&event)) return CodeRead{std::move(arrived->text)};
  return CodeRead{};
}

}  // namespace bancheng::app
