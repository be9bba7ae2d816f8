#include "kiosk/core/session/receipt_texts.h"

#include "kiosk/core/delivery/number.h"
#include "kiosk/core/receipt/build.h"
#include "kiosk/core/session/moves.h"

namespace bancheng::core::session {
namespace {

using receipt::Row;

const char* name_of(const std::optional<PrintTrouble>& trouble) {
  if (!trouble) return "unusable";
  switch (*trouble) {
    case PrintTrouble::paper_out: return "paper-out";
    case PrintTrouble::cover_open: return "cover-open";
    case PrintTrouble::cutter_jam: return "cutter-jam";
    case PrintTrouble::hot: return "hot";
    case PrintTrouble::broken: return "broken";
    case PrintTrouble::silent: return "silent";
  }
  return "unusable";
}

receipt::Facts common_facts(const Setup& setup, const Slip& slip) {
  return {.number = delivery::grouped_number(slip.stored.number),
          .code_payload = receipt::payload_of(slip.stored.number, slip.stored.receipt_code),
          .stored_at = slip.stored.stored_at,
          .accepted = slip.accepted,
          .again = slip.tries > 0,
          .terminal = setup.terminal_name,
          .hall_phone = setup.hall_phone};
}

Words pages_text(const MaterialState& material) {
  if (material.pages.empty()) return say("material.to-follow");
  return say("material.pages", {{"count", static_cast<std::int64_t>(material.pages.size())}});
}

std::vector<Row> details_of(const catalogue::Item& item, const Session& visit) {
  std::vector<Row> rows;
  if (visit.supplementing) {
    rows.push_back({say("check.about"), say("receipt.plain", {{"text", delivery::grouped_number(visit.supplementing->about)}})});
  } else {
    const base::PersonText& name = visit.card->name.empty() ? visit.card->latin_name : visit.card->name;
    rows.push_back({say("receipt.applicant"), Words(identity::masked_name(name.view()))});
    rows.push_back({say("receipt.id-number"), Words(identity::masked_number(visit.card->number.view()))});
  }
  for (std::size_t i = 0; i < item.materials.size(); ++i) {
    if (!is_wanted(item.materials[i], item, visit)) continue;
    rows.push_back({Words(item.materials[i].name), pages_text(visit.materials[i])});
  }
  if (item.deliveries.empty() || visit.supplementing) return rows;
  const bool courier = visit.delivery == catalogue::Delivery::courier;
  rows.push_back({say("check.delivery"), say(courier ? "delivery.courier" : "delivery.pick-up")});
  return rows;
}

catalogue::Deadline deadline_of(const Setup& setup, const Slip& slip, int working_days) {
  return setup.working_days.after(form::date_in_china(slip.stored.stored_at), working_days);
}

receipt::Receipt application_receipt(const Setup& setup, const State& state, const Slip& slip) {
  receipt::ApplicationFacts facts{.common = common_facts(setup, slip),
                                  .identity_to_check = slip.notes.identity_to_check,
                                  .materials_to_follow = slip.notes.materials_to_follow};
  const catalogue::Item* item = setup.catalogue->find(slip.item);
  if (item != nullptr) {
    facts.item = item->name;
    facts.appointment_wish = item->kind == catalogue::ItemKind::appointment_wish;
    facts.promised_working_days = item->promised_working_days;
  }
  facts.supplement = slip.kind == delivery::SubmissionKind::supplement;
  if (facts.supplement) facts.promised_working_days = 0;
  const bool in_visit = state.session && state.session->filing.number == slip.stored.number;
  if (item != nullptr && in_visit) facts.details = details_of(*item, *state.session);
  const bool complete = !facts.identity_to_check && !facts.materials_to_follow;
  if (slip.accepted && complete && facts.promised_working_days > 0) facts.due = deadline_of(setup, slip, facts.promised_working_days);
  return receipt::application_receipt(facts);
}

}  // namespace

receipt::Receipt receipt_of(const Setup& setup, const State& state, const Slip& slip) {
  if (slip.kind != delivery::SubmissionKind::help_case) return application_receipt(setup, state, slip);
  return receipt::help_case_receipt(
      {.common = common_facts(setup, slip),
       .office = help_office(setup),
       .due = help_deadline(setup, slip),
       .call_back = slip.notes.call_back});
}

std::optional<catalogue::Deadline> help_deadline(const Setup& setup, const Slip& slip) {
  if (!slip.accepted) return std::nullopt;
  return deadline_of(setup, slip, receipt::kHelpWorkingDays);
}

Words print_trouble_words(const std::optional<PrintTrouble>& trouble) { return say(std::string("receipt.trouble.") + name_of(trouble)); }

Words help_office(const Setup& setup) {
  return setup.help_office.empty() ? say("help.office") : Words(setup.help_office);
}

}  // namespace bancheng::core::session
