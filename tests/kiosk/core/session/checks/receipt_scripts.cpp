#include "visit.h"

#include "kiosk/core/delivery/number.h"
#include "kiosk/core/session/moves.h"

namespace bancheng::core::session::checks {
namespace {

using receipt::Receipt;

bool has_message(const Receipt& receipt, const std::string& id) {
  for (const receipt::Line& line : receipt.lines) {
    const auto* paragraph = std::get_if<receipt::Paragraph>(&line);
    if (paragraph != nullptr && message_of(paragraph->text) == id) return true;
    const auto* row = std::get_if<receipt::Row>(&line);
    if (row != nullptr && message_of(row->label) == id) return true;
  }
  return false;
}

void printed_then_survey(Visit& v) {
  v.to_receipt();
  v.expect_element("printing");
  v.expect_no_element("continue");
  v.printed();
  v.expect_effect<ForgetOwedReceipt>("ForgetOwedReceipt");
  v.expect_effect<PlaySound>("PlaySound");
  v.expect_element("printed");
  v.touch("continue");
  v.expect_screen("survey");
  v.touch("degree.4");
  v.expect_effect<Store>("Store");
  v.expect_screen("goodbye");
  if (!v.problems().empty()) return;
  const auto& survey = std::get<delivery::Survey>(v.last_store()->submission.content);
  v.expect(survey.degree == 4 && survey.about == stored_as(1, {}).number, "the survey is about this application");
  v.stored(2);
  v.expect(v.state().slips.size() == 1, "a survey has no receipt");
  v.wait(times::kGoodbye);
  v.expect_screen("attract");
  v.expect(v.state().slips.empty(), "nothing is kept");
}

void survey_skipped_or_unanswered(Visit& v) {
  v.to_receipt();
  v.printed();
  v.touch("continue");
  v.touch("skip");
  v.expect_screen("goodbye");
  v.touch("bar.end");
  v.expect_effect<Wipe>("Wipe");
  v.to_receipt();
  v.printed();
  v.touch("continue");
  v.wait(times::kSurvey);
  v.expect_screen("goodbye");
}

void not_printed_and_noted(Visit& v) {
  v.to_receipt();
  v.not_printed(PrintTrouble::paper_out);
  const Screen shown = v.screen();
  const Element* reason = shown.find("not-printed");
  v.expect(reason != nullptr && argument_of(reason->label, "reason") == "receipt.trouble.paper-out", "the reason is named");
  const Element* number = shown.find("number");
  v.expect(number != nullptr && argument_of(number->label, "number") == delivery::grouped_number(stored_as(1, {}).number), "the number stands there");
  v.expect_element("code");
  v.touch("noted");
  v.expect_effect<ForgetOwedReceipt>("ForgetOwedReceipt");
  v.expect_screen("survey");
}

void printed_again(Visit& v) {
  v.to_receipt();
  v.not_printed();
  v.device(Device::receipt_printer, false);
  v.expect_no_element("print-again");
  v.device(Device::receipt_printer, true);
  v.touch("print-again");
  v.expect_effect<Print>("Print");
  v.expect(v.last_print() && has_message(v.last_print()->receipt, "receipt.again"), "marked as printed again");
  v.printed();
  v.touch("continue");
  v.expect_screen("survey");
}

void no_printer(Visit& v) {
  v.to_storing();
  v.device(Device::receipt_printer, false);
  v.stored(1);
  v.wait(times::kAcceptance);
  v.expect_screen("receipt");
  v.expect(!v.last_print(), "nothing is sent to a printer that is not there");
  v.expect_element("not-printed");
  v.expect_element("noted");
}

void silent_printer(Visit& v) {
  v.to_receipt();
  v.wait(times::kPrint);
  v.expect_element("not-printed");
  v.printed();
  v.expect_element("printed");
}

void unprinted_receipt_outlives_the_visit(Visit& v) {
  v.to_receipt();
  v.not_printed();
  v.touch("bar.end");
  v.touch("end-confirm");
  v.touch("finish");
  v.expect_screen("attract");
  v.device(Device::receipt_printer, true);
  v.expect_effect<Print>("Print");
  v.expect(v.last_print() && !has_message(v.last_print()->receipt, "receipt.applicant"), "without anything of the person");
}

void printing_goes_on_after_the_visit(Visit& v) {
  v.to_receipt();
  v.touch("bar.end");
  v.touch("end-confirm");
  v.touch("finish");
  v.expect_screen("owed");
  v.printed();
  v.expect_effect<ForgetOwedReceipt>("ForgetOwedReceipt");
  v.wait(times::kTakeOwed);
  v.expect_screen("attract");
}

void receipt_says_what_is_known(Visit& v) {
  v.to_receipt();
  if (!v.last_print()) return;
  const Receipt& paper = v.last_print()->receipt;
  v.expect(has_message(paper, "receipt.not-yet-sent") && !has_message(paper, "receipt.accepted"), "not yet sent");
  v.expect(has_message(paper, "receipt.promised") && has_message(paper, "receipt.applicant"), "promise and applicant");
  v.expect(!has_message(paper, "receipt.bring-card") && !has_message(paper, "receipt.bring-materials"), "nothing to bring");
}

void receipt_in_the_visits_language(Visit& v) {
  v.to_storing();
  v.touch("bar.language");
  v.stored(1);
  v.accepted(1);
  v.expect(v.last_print() && v.last_print()->language == Language::en, "in English");
  v.expect(v.last_print() && has_message(v.last_print()->receipt, "receipt.accepted"), "accepted");
}

}  // namespace

std::vector<Script> receipt_scripts() {
  return {{"printed, then the survey", printed_then_survey},
          {"the survey skipped or unanswered", survey_skipped_or_unanswered},
          {"not printed, number noted", not_printed_and_noted},
          {"printed again", printed_again},
          {"no printer", no_printer},
          {"a silent printer", silent_printer},
          {"an unprinted receipt outlives the visit", unprinted_receipt_outlives_the_visit},
          {"printing goes on after the visit", printing_goes_on_after_the_visit},
          {"the receipt says what is known", receipt_says_what_is_known},
          {"the receipt is in the visit's language", receipt_in_the_visits_language}};
}

}  // namespace bancheng::core::session::checks
