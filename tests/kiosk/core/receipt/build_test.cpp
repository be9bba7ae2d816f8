#include "kiosk/core/receipt/build.h"

#include <doctest/doctest.h>

#include <optional>

using namespace bancheng;
using namespace core::receipt;
using core::say;
using core::Words;

namespace {

const core::catalogue::Date kDay = std::chrono::year(2026) / 3 / 9;

Words date(const char* message) { return say(message, {{"text", std::string("2026-03-09")}}); }

/// What stands beside `label`; nothing when no row has it.
std::optional<Words> beside(const Receipt& receipt, const char* label) {
  for (const Line& line : receipt.lines) {
    const auto* row = std::get_if<Row>(&line);
    if (row != nullptr && row->label == say(label)) return row->value;
  }
  return std::nullopt;
}

bool says(const Receipt& receipt, const Words& words) {
  for (const Line& line : receipt.lines) {
    const auto* paragraph = std::get_if<Paragraph>(&line);
    if (paragraph != nullptr && paragraph->text == words) return true;
  }
  return false;
}

Facts numbered() {
  Facts facts;
  facts.number = "1";
  return facts;
}

Receipt help_case(bool estimated, bool call_back = true) {
  return help_case_receipt(
      {.common = numbered(), .office = say("help.office"), .due = core::catalogue::Deadline{kDay, estimated}, .call_back = call_back});
}

}  // namespace

TEST_CASE("a help case says until when it is answered") {
  const Receipt receipt = help_case(false);
  CHECK(beside(receipt, "receipt.due") == date("receipt.plain"));
  CHECK_FALSE(says(receipt, say("receipt.estimated.why")));
  const std::vector<core::Argument> days{{"days", std::int64_t{kHelpWorkingDays}}};
  CHECK(says(receipt, say("receipt.call-back", days)));
  CHECK(says(help_case(false, false), say("receipt.come-back", days)));
}

TEST_CASE("an estimated date is marked, with the reason") {
  const Receipt receipt = help_case(true);
  CHECK(beside(receipt, "receipt.due") == date("receipt.estimated"));
  CHECK(says(receipt, say("receipt.estimated.why")));
}

TEST_CASE("an application promises a date only where one is known") {
  ApplicationFacts facts{.common = numbered(), .promised_working_days = 5};
  const Words promise = say("receipt.promised", {{"days", std::int64_t{5}}});
  CHECK_FALSE(beside(application_receipt(facts), "receipt.done-by"));
  CHECK(says(application_receipt(facts), promise));
  facts.due = core::catalogue::Deadline{kDay, true};
  CHECK(beside(application_receipt(facts), "receipt.done-by") == date("receipt.estimated"));
  CHECK(says(application_receipt(facts), promise));
  CHECK(says(application_receipt(facts), say("receipt.estimated.why")));
}

TEST_CASE("times are those of China") {
  const base::WallTime at{std::chrono::sys_days{kDay} + std::chrono::hours(16) + std::chrono::minutes(5)};
  CHECK(time_text(at) == "2026-03-10 00:05");
}
