#include "visit.h"

#include "kiosk/core/session/moves.h"

namespace bancheng::core::session::checks {
namespace {

using std::chrono::seconds;

void warned_then_wiped(Visit& v) {
  v.to_form();
  v.wait(times::kIdle - seconds(1));
  v.expect_screen("field");
  v.wait(seconds(1));
  v.expect_screen("idle");
  v.expect_effect<PlaySound>("PlaySound");
  v.wait(times::kWarning - seconds(1));
  v.expect_screen("idle");
  v.wait(seconds(1));
  v.expect_effect<Wipe>("Wipe");
  v.expect_screen("attract");
  v.expect(!v.state().session, "nothing of the person is left");
}

void extended_ten_times(Visit& v) {
  v.to_form();
  v.type(kBadPhone);
  v.touch("continue");
  const Session before = *v.state().session;
  for (int i = 0; i < 12; ++i) {
    v.wait(times::kIdle);
    v.expect_screen("idle");
    v.touch("extend");
    v.expect_screen("field");
  }
  if (!v.problems().empty()) return;
  Session after = *v.state().session;
  after.touched = before.touched;
  v.expect(after == before, "nothing is lost");
}

void any_touch_extends(Visit& v) {
  v.to_form();
  v.wait(times::kIdle - seconds(1));
  v.happen(Activity{});
  v.wait(times::kIdle - seconds(1));
  v.expect_screen("field");
  v.wait(seconds(1));
  v.expect_screen("idle");
  v.happen(Activity{});
  v.expect_screen("field");
}

void settings_on_the_warning(Visit& v) {
  v.to_form();
  v.wait(times::kIdle + times::kWarning - seconds(1));
  v.touch("bar.size");
  v.expect_screen("idle");
  v.wait(times::kWarning - seconds(1));
  v.expect_screen("idle");
  v.touch("end-now");
  v.expect_effect<Wipe>("Wipe");
  v.expect_screen("attract");
}

void warning_over_the_question_to_end(Visit& v) {
  v.to_form();
  v.touch("bar.end");
  v.wait(times::kIdle);
  v.expect_screen("idle");
  v.touch("extend");
  v.expect_screen("end");
}

void laid_card_ends_the_warning(Visit& v) {
  v.to_card();
  v.wait(times::kIdle);
  v.expect_screen("idle");
  v.lay(Specimen::elder);
  v.expect_screen("condition");
}

void long_times(Visit& v) {
  Setup setup = specimen_setup();
  setup.long_times = true;
  Visit slow(full_table(), setup);
  slow.to_form();
  slow.wait(times::kIdle);
  slow.expect_screen("field");
  slow.wait(times::kIdleLong - times::kIdle);
  slow.expect_screen("idle");
  slow.wait(times::kWarningLong - seconds(1));
  slow.expect_screen("idle");
  v.expect(slow.problems().empty(), slow.problems().empty() ? "" : slow.problems().front());
}

void stored_is_not_wiped(Visit& v) {
  v.to_receipt();
  v.not_printed();
  v.wait(times::kIdle + times::kWarning);
  v.expect_screen("attract");
  v.expect(v.state().slips.size() == 1, "the receipt is still owed");
  v.expect(v.effect<ForgetOwedReceipt>() == nullptr, "and not forgotten");
}

void warning_after_sleep_is_a_whole_one(Visit& v) {
  v.to_form();
  v.wait(times::kIdle);
  v.expect_screen("idle");
  v.happen(Tick{});
  v.expect_screen("idle");
}

}  // namespace

std::vector<Script> idle_scripts() {
  return {{"warned, then wiped", warned_then_wiped},
          {"extended ten times and more", extended_ten_times},
          {"any touch extends", any_touch_extends},
          {"settings on the warning", settings_on_the_warning},
          {"the warning over the question to end", warning_over_the_question_to_end},
          {"a card that is laid ends the warning", laid_card_ends_the_warning},
          {"long times", long_times},
          {"what is stored is not wiped", stored_is_not_wiped},
          {"a tick too early does nothing", warning_after_sleep_is_a_whole_one}};
}

}  // namespace bancheng::core::session::checks
