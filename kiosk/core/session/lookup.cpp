// Lookup: how far one's matters are, by the card or by the code of a receipt; and codes that are shown at home.
#include "kiosk/core/session/lookup_moves.h"

#include <algorithm>

#include "kiosk/core/delivery/number.h"
#include "kiosk/core/receipt/guide_sheet.h"
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"

namespace bancheng::core::session {
namespace {

constexpr std::string_view kReceiptMark = "BANCHENG:1:";

std::string_view payload_of(const Context& context) { return context.got<CodeRead>().payload.view(); }

void open(const Context& context) {
  context.visit().lookup.emplace();
  arrive(context, {At::lookup, 0});
}

bool shows_receipt(const Context& context) { return receipt_in(payload_of(context)).has_value(); }

void look_up_receipt(const Context& context) {
  context.visit().warned.reset();
  if (!context.visit().lookup) context.visit().lookup.emplace();
  Lookup& lookup = *context.visit().lookup;
  lookup = Lookup{.purpose = Lookup::Purpose::progress};
  inquiry::ByReceipt receipt = *receipt_in(payload_of(context));
  lookup.who = receipt;
  std::string number = receipt.number;
  ask_hall(context, inquiry::ShowSubmission{std::move(receipt), {}, std::move(number)});
}

void refuse_code(const Context& context) {
  context.visit().lookup->code_was_foreign = true;
  context.call_attention();
}

const catalogue::Item* guided_item(const Context& context) {
  const auto& items = context.setup.catalogue->items;
  const auto found = std::find_if(items.begin(), items.end(), [&](const catalogue::Item& item) {
    return receipt::guide_payload_of(item.id) == payload_of(context);
  });
  return found == items.end() ? nullptr : &*found;
}

bool shows_guide(const Context& context) { return guided_item(context) != nullptr; }

void open_guide(const Context& context) { choose_item(context, *guided_item(context), {At::home, 0}); }

bool has_read_card(const Session& visit) { return visit.card && visit.identified_by == delivery::IdentifiedBy::card; }

bool knows_card(const Context& context) { return has_read_card(context.visit()); }

}  // namespace

std::optional<inquiry::ByReceipt> receipt_in(std::string_view payload) {
  if (!payload.starts_with(kReceiptMark)) return std::nullopt;
  payload.remove_prefix(kReceiptMark.size());
  const std::size_t colon = payload.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view number = payload.substr(0, colon), code = payload.substr(colon + 1);
  if (!delivery::parse_number(number) || !delivery::is_receipt_code(code)) return std::nullopt;
  return inquiry::ByReceipt{std::string(number), base::PersonText(code)};
}

inquiry::ByCard by_card(const identity::IdCard& card) { return {card.number, card.name.empty() ? card.latin_name : card.name}; }

void look_up_by_card(const Context& context) {
  Lookup& lookup = *context.visit().lookup;
  const inquiry::Who who = by_card(*context.visit().card);
  if (lookup.who != who) lookup = Lookup{.purpose = Lookup::Purpose::progress, .who = who};
  ask_hall(context, inquiry::ListSubmissions{who, lookup.pass});
}

void view_lookup(Page& page) {
  const bool reader = usable(page.state, Device::id_card_reader);
  const bool scanner = usable(page.state, Device::code_scanner);
  page.heading(say("lookup.title"));
  if (page.lookup().code_was_foreign) page.notice("lookup.foreign", say("lookup.foreign"), Emphasis::warning, "warning");
  if (reader && page.visit().card_remark == CardRemark::moved) page.notice("card.moved", say("card.moved"), Emphasis::warning, "warning");
  if (!reader && !scanner) page.notice("lookup.nothing-works", say("lookup.nothing-works"), Emphasis::warning, "warning");
  if (reader) page.text("lookup.card", say("lookup.card"));
  if (scanner) page.text("lookup.code", say(reader ? "lookup.code" : "lookup.code-only"));
  if (reader) page.picture("card-on-reader");
  if (has_read_card(page.visit())) page.button("use-card", say("lookup.use-card"), Emphasis::primary, "card-on-reader");
  page.button("get-help", say("ways.help"), Emphasis::quiet, "help");
}

Table lookup_transitions() {
  constexpr Pages kScanning{At::home, At::lookup};
  return {
      // name                        pages       upon              element     guard          action
      {"lookup: open",               At::home,   Upon::touch,      "progress", always,        open},
      {"lookup: receipt shown",      kScanning,  Upon::code_read,  "",         shows_receipt, look_up_receipt},
      {"lookup: guide shown",        kScanning,  Upon::code_read,  "",         shows_guide,   open_guide},
      {"lookup: foreign code",       At::lookup, Upon::code_read,  "",         always,        refuse_code},
      {"lookup: the card from before", At::lookup, Upon::touch,    "use-card", knows_card,    look_up_by_card},
      {"lookup: help",               At::lookup, Upon::touch,      "get-help", always,        open_help},
  };
}

}  // namespace bancheng::core::session
