#include "visit.h"

#include "kiosk/core/session/moves.h"

namespace bancheng::core::session::checks {
namespace {

ReceiptOwed owed(std::uint32_t n) {
  const delivery::StoredSubmission stored = stored_as(n, specimen_start().wall);
  return {stored.number, stored.receipt_code, delivery::SubmissionKind::application, "pass", stored.stored_at, false};
}

void touch_begins(Visit& v) {
  v.expect_screen("attract");
  v.expect(!next_deadline(v.state()), "nothing is waited for on attract");
  v.begin();
  v.expect(next_deadline(v.state()).has_value(), "a visit has a deadline");
}

void owed_is_printed_at_once(Visit& v) {
  v.device(Device::receipt_printer, true);
  v.happen(owed(7));
  v.expect_effect<Print>("Print");
  v.expect_screen("owed");
  v.expect_element("printing");
  v.printed();
  const auto* forget = v.effect<ForgetOwedReceipt>();
  v.expect(forget != nullptr && forget->number == stored_as(7, {}).number, "the receipt is owed no more");
  v.expect_element("owed.take");
  v.wait(times::kTakeOwed);
  v.expect_screen("attract");
  v.expect(v.state().slips.empty(), "nothing is kept");
}

void owed_waits_for_the_printer(Visit& v) {
  v.happen(owed(7));
  v.expect_screen("attract");
  v.expect(v.effect<Print>() == nullptr, "nothing printed without a printer");
  v.device(Device::code_scanner, true);
  v.expect_screen("attract");
  v.device(Device::receipt_printer, true);
  v.expect_effect<Print>("Print");
  v.not_printed(PrintTrouble::cover_open);
  v.expect_screen("attract");
  v.device(Device::receipt_printer, false);
  v.device(Device::receipt_printer, true);
  v.expect_effect<Print>("Print, again");
  v.printed();
  v.expect_effect<ForgetOwedReceipt>("ForgetOwedReceipt");
}

void owed_ones_come_one_by_one(Visit& v) {
  v.device(Device::receipt_printer, true);
  v.happen(owed(7));
  v.happen(owed(8));
  v.expect(v.effect<Print>() == nullptr, "one at a time");
  v.happen(owed(8));
  v.expect(v.state().slips.size() == 2, "told twice, owed once");
  v.printed();
  v.expect_effect<Print>("Print of the second");
  v.printed();
  v.wait(times::kTakeOwed);
  v.expect_screen("attract");
}

void owed_holds_up_nobody(Visit& v) {
  v.device(Device::receipt_printer, true);
  v.happen(owed(7));
  v.touch("start");
  v.expect_screen("home");
  v.printed();
  v.expect_effect<ForgetOwedReceipt>("ForgetOwedReceipt, behind the visit");
  v.expect_screen("home");
}

void silent_printer_keeps_it_owed(Visit& v) {
  v.device(Device::receipt_printer, true);
  v.happen(owed(7));
  v.wait(times::kPrint);
  v.expect_screen("attract");
  v.expect(v.state().slips.size() == 1, "still owed");
  v.printed();
  v.expect_effect<ForgetOwedReceipt>("the late answer counts");
}

}  // namespace

std::vector<Script> front_scripts() {
  return {{"a touch begins a visit", touch_begins},
          {"an owed receipt is printed at once", owed_is_printed_at_once},
          {"an owed receipt waits for the printer", owed_waits_for_the_printer},
          {"owed receipts come out one by one", owed_ones_come_one_by_one},
          {"an owed receipt holds up nobody", owed_holds_up_nobody},
          {"a silent printer keeps the receipt owed", silent_printer_keeps_it_owed}};
}

}  // namespace bancheng::core::session::checks
