#include "visit.h"

#include "kiosk/core/session/moves.h"

namespace bancheng::core::session::checks {
namespace {

void accepted_in_time(Visit& v) {
  v.to_storing();
  v.stored(1);
  v.expect_screen("storing");
  v.expect_effect<WatchAcceptance>("WatchAcceptance");
  v.expect_message("heading", "storing.saved");
  v.accepted(2);
  v.expect_screen("storing");
  v.accepted(1);
  v.expect_screen("receipt");
  v.expect_effect<Print>("Print");
  v.expect_message("whereabouts", "receipt.accepted");
}

void not_accepted_in_time(Visit& v) {
  v.to_receipt();
  v.expect_effect<Print>("Print");
  v.expect_message("whereabouts", "receipt.not-yet-sent");
  v.accepted(1);
  v.expect_message("whereabouts", "receipt.accepted");
}

void failed_and_tried_again(Visit& v) {
  v.to_storing();
  v.store_failed(StoreTrouble::disk_full);
  v.expect_screen("store-failed");
  v.expect_message("store-failed.reason", "store-failed.full");
  v.expect_element("store-failed.phone");
  v.expect(v.state().slips.empty() && !v.last_print(), "no receipt for what is not stored");
  v.touch("try-again");
  v.expect_screen("storing");
  v.expect(v.stores() == 2, "asked for again");
  v.store_failed();
  v.wait(times::kStoreAgain);
  v.expect_screen("store-failed");
  v.expect(v.stores() == 3, "asked for again by itself");
  v.expect_element("store-failed.trying");
  v.stored(1);
  v.accepted(1);
  v.expect_screen("receipt");
}

void failed_and_changed(Visit& v) {
  v.to_storing();
  v.store_failed();
  v.touch("bar.back");
  v.expect_screen("sign");
  v.touch("submit");
  v.stored(1);
  v.accepted(1);
  v.expect_screen("receipt");
}

void slow_disk_is_asked_once(Visit& v) {
  v.to_storing();
  v.wait(times::kStore);
  v.expect_screen("store-failed");
  v.expect_message("store-failed.reason", "store-failed.slow");
  v.expect_no_element("bar.back");
  v.touch("try-again");
  v.expect_screen("storing");
  v.expect(v.stores() == 1, "not stored twice");
  v.wait(times::kStore);
  v.wait(times::kStoreAgain);
  v.expect(v.stores() == 1, "still not stored twice");
  v.stored(1);
  v.accepted(1);
  v.expect_screen("receipt");
  v.happen(Stored{stored_as(2, {}), 999});
  v.expect(v.state().slips.size() == 1, "an answer to nothing is ignored");
}

void late_failure_is_explained(Visit& v) {
  v.to_storing();
  v.wait(times::kStore);
  v.store_failed(StoreTrouble::disk_full);
  v.expect_message("store-failed.reason", "store-failed.full");
  v.expect_element("bar.back");
}

void stored_behind_its_visit(Visit& v) {
  v.to_storing();
  v.touch("bar.end");
  v.touch("end-confirm");
  v.touch("finish");
  v.expect_screen("attract");
  v.stored(1);
  v.expect_effect<Print>("Print");
  v.expect_effect<WatchAcceptance>("WatchAcceptance");
  v.expect_screen("owed");
  v.printed();
  v.expect_effect<ForgetOwedReceipt>("ForgetOwedReceipt");
}

void failed_behind_its_visit(Visit& v) {
  v.to_storing();
  v.touch("bar.end");
  v.touch("end-confirm");
  v.touch("finish");
  v.store_failed();
  v.expect_screen("attract");
  v.expect(v.state().pending.empty(), "nothing is waited for");
}

void help_over_storing(Visit& v) {
  v.to_storing();
  v.touch("bar.help");
  v.expect_screen("help-category");
  v.stored(1);
  v.expect_screen("help-category");
  v.wait(times::kAcceptance);
  v.expect(v.last_print().has_value(), "the receipt is printed behind the help case");
  v.printed();
  v.touch("bar.back");
  v.expect_screen("receipt");
  v.expect_element("printed");
}

void end_during_storing_keeps_the_receipt(Visit& v) {
  v.to_storing();
  v.wait(times::kStore - std::chrono::seconds(1));
  v.touch("bar.end");
  v.stored(1);
  v.expect_screen("end");
  v.touch("end-cancel");
  v.expect_screen("storing");
}

}  // namespace

std::vector<Script> store_scripts() {
  return {{"accepted in time", accepted_in_time},
          {"not accepted in time", not_accepted_in_time},
          {"failed and tried again", failed_and_tried_again},
          {"failed, gone back, handed in again", failed_and_changed},
          {"a slow disk is asked once", slow_disk_is_asked_once},
          {"a late failure is explained", late_failure_is_explained},
          {"stored behind its visit", stored_behind_its_visit},
          {"failed behind its visit", failed_behind_its_visit},
          {"help over storing", help_over_storing},
          {"end asked for during storing", end_during_storing_keeps_the_receipt}};
}

}  // namespace bancheng::core::session::checks
