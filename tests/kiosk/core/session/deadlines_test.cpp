// Which dates the receipts of a visit promise.
#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/core/receipt/build.h"
#include "kiosk/core/session/receipt_texts.h"
#include "kiosk/core/session/session.h"

using namespace bancheng;
using namespace core::session;
using core::say;

namespace {

constexpr const char* kNumber = "100010000017";

/// Thursday, 12 February 2026, ten in the evening in China; Friday and the week after it are free, Saturday is worked.
const base::WallTime kStored{std::chrono::sys_days{std::chrono::year(2026) / 2 / 12} + std::chrono::hours(14)};
constexpr const char* kCalendar =
    "year: 2026\n"
    "holidays:\n  - {name: x, from: 2026-02-13, to: 2026-02-13}\n  - {name: y, from: 2026-02-16, to: 2026-02-20}\n"
    "working_days: [2026-02-14]\n";

Setup setup_with_calendar() {
  core::catalogue::Item item;
  item.id = "pass";
  item.promised_working_days = 2;
  item.materials.resize(1);
  auto catalogue = std::make_shared<core::catalogue::Catalogue>();
  catalogue->items = {item};
  Setup setup;
  setup.catalogue = std::move(catalogue);
  setup.working_days = core::catalogue::load_working_days({{"2026.yaml", kCalendar}}).value();
  return setup;
}

/// A visit whose application is stored and accepted, with nothing left to bring.
State finished_visit() {
  State state;
  Session& visit = state.session.emplace();
  visit.item = "pass";
  visit.card.emplace().name = base::PersonText("样本");
  visit.materials = {{{core::delivery::PageId{1}}, false}};
  visit.filing.number = kNumber;
  return state;
}

Slip accepted_slip() {
  Slip slip;
  slip.stored = {kNumber, "ABCD2345EFGH6789", kStored};
  slip.item = "pass";
  slip.accepted = true;
  return slip;
}

bool promises_date(const State& state, const Slip& slip, const char* date) {
  const core::receipt::Row wanted{say("receipt.done-by"), say("receipt.plain", {{"text", std::string(date)}})};
  const auto receipt = receipt_of(setup_with_calendar(), state, slip);
  return std::find(receipt.lines.begin(), receipt.lines.end(), core::receipt::Line(wanted)) != receipt.lines.end();
}

}  // namespace

TEST_CASE("a receipt promises a date when the hall has all that it needs, and only then") {
  constexpr const char* kDue = "2026-02-23";
  CHECK(promises_date(finished_visit(), accepted_slip(), kDue));

  Slip not_sent = accepted_slip();
  not_sent.accepted = false;
  CHECK_FALSE(promises_date(finished_visit(), not_sent, kDue));

  Slip typed = accepted_slip();
  typed.notes.identity_to_check = true;
  CHECK_FALSE(promises_date(finished_visit(), typed, kDue));

  Slip without_page = accepted_slip();
  without_page.notes.materials_to_follow = true;
  CHECK_FALSE(promises_date(finished_visit(), without_page, kDue));

  CHECK(promises_date(State{}, accepted_slip(), kDue));  // printed after the visit
}

TEST_CASE("a help case is answered within five working days of the calendar, counted from the day in China") {
  Slip slip = accepted_slip();
  slip.kind = core::delivery::SubmissionKind::help_case;
  const auto due = help_deadline(setup_with_calendar(), slip);
  REQUIRE(due);
  CHECK(core::catalogue::date_text(due->date) == "2026-02-26");
  CHECK_FALSE(due->estimated);

  slip.accepted = false;  // the days count from the hall's acceptance
  CHECK_FALSE(help_deadline(setup_with_calendar(), slip));
}
