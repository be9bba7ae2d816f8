#include "kiosk/core/receipt/build.h"

#include <fmt/format.h>

namespace bancheng::core::receipt {
namespace {

// UTC+8 without daylight saving since 1991.
constexpr std::chrono::hours kChina{8};

Argument argument(std::string name, std::string value) { return {std::move(name), std::move(value)}; }

void add_top(Receipt& receipt, Words title, const Facts& facts) {
  receipt.lines.emplace_back(Heading{std::move(title)});
  if (facts.again) receipt.lines.emplace_back(Paragraph{say("receipt.again"), true});
  receipt.lines.emplace_back(BigNumber{facts.number});
  receipt.lines.emplace_back(Rule{});
}

void add_place_and_time(Receipt& receipt, const Facts& facts) {
  receipt.lines.emplace_back(Row{say("receipt.stored-at"), say("receipt.plain", {argument("text", time_text(facts.stored_at))})});
  if (facts.terminal.empty()) return;
  receipt.lines.emplace_back(Row{say("receipt.terminal"), say("receipt.plain", {argument("text", facts.terminal)})});
}

void add_deadline(Receipt& receipt, const char* label, const catalogue::Deadline& deadline) {
  receipt.lines.emplace_back(Row{say(label), date_words(deadline)});
  if (deadline.estimated) receipt.lines.emplace_back(Paragraph{say("receipt.estimated.why"), false});
}

/// Never more than is known: the hall has it, or it is safe here and on its way.
void add_whereabouts(Receipt& receipt, const Facts& facts) {
  receipt.lines.emplace_back(Rule{});
  receipt.lines.emplace_back(Paragraph{say(facts.accepted ? "receipt.accepted" : "receipt.not-yet-sent"), true});
}

void add_bottom(Receipt& receipt, const Facts& facts) {
  receipt.lines.emplace_back(Rule{});
  receipt.lines.emplace_back(Code{facts.code_payload, say("receipt.code")});
  if (!facts.hall_phone.empty()) {
    receipt.lines.emplace_back(Paragraph{say("receipt.phone", {argument("phone", facts.hall_phone)}), false});
  }
  receipt.lines.emplace_back(Paragraph{say("receipt.keep"), false});
}

}  // namespace

Receipt application_receipt(const ApplicationFacts& facts) {
  Receipt receipt;
  const char* title = facts.supplement ? "receipt.supplement" : facts.appointment_wish ? "receipt.appointment-wish" : "receipt.application";
  add_top(receipt, say(title), facts.common);
  receipt.lines.emplace_back(Row{say("receipt.item"), Words(facts.item)});
  for (const Row& row : facts.details) receipt.lines.emplace_back(row);
  add_place_and_time(receipt, facts.common);
  if (facts.due) add_deadline(receipt, "receipt.done-by", *facts.due);
  add_whereabouts(receipt, facts.common);
  if (facts.promised_working_days > 0) {
    const Argument days{"days", std::int64_t{facts.promised_working_days}};
    receipt.lines.emplace_back(Paragraph{say(facts.appointment_wish ? "receipt.promised-call" : "receipt.promised", {days}), false});
  }
  if (facts.materials_to_follow) receipt.lines.emplace_back(Paragraph{say("receipt.bring-materials"), true});
  if (facts.identity_to_check) receipt.lines.emplace_back(Paragraph{say("receipt.bring-card"), true});
  add_bottom(receipt, facts.common);
  return receipt;
}

Receipt help_case_receipt(const HelpCaseFacts& facts) {
  Receipt receipt;
  add_top(receipt, say("receipt.help-case"), facts.common);
  add_place_and_time(receipt, facts.common);
  receipt.lines.emplace_back(Row{say("receipt.office"), facts.office});
  if (facts.due) add_deadline(receipt, "receipt.due", *facts.due);
  add_whereabouts(receipt, facts.common);
  receipt.lines.emplace_back(Paragraph{answer_words(facts.call_back), false});
  add_bottom(receipt, facts.common);
  return receipt;
}

Words answer_words(bool call_back) {
  return say(call_back ? "receipt.call-back" : "receipt.come-back", {{"days", std::int64_t{kHelpWorkingDays}}});
}

std::string payload_of(std::string_view number, std::string_view receipt_code) {
  return fmt::format("BANCHENG:1:{}:{}", number, receipt_code);
}

Words date_words(const catalogue::Deadline& deadline) {
  return say(deadline.estimated ? "receipt.estimated" : "receipt.plain", {argument("text", catalogue::date_text(deadline.date))});
}

std::string time_text(base::WallTime at) {
  const auto local = at + kChina;
  const auto midnight = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::hh_mm_ss clock(local - midnight);
  return fmt::format("{} {:02}:{:02}", catalogue::date_text(midnight), clock.hours().count(), clock.minutes().count());
}

}  // namespace bancheng::core::receipt
