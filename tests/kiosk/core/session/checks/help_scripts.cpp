#include <algorithm>

#include "visit.h"

#include "kiosk/core/session/moves.h"

namespace bancheng::core::session::checks {
namespace {

const delivery::HelpCase& stored_case(const Visit& v) {
  return std::get<delivery::HelpCase>(v.last_store()->submission.content);
}

void from_the_form_and_back(Visit& v) {
  v.to_form();
  v.type(kGoodPhone);
  const Session before = *v.state().session;
  v.touch("bar.help");
  v.expect_element("choice.material-missing");
  v.touch("choice.material-missing");
  v.type("缺材料");
  v.touch("continue");
  v.expect_screen("help-phone");
  v.expect(v.state().session->help->phone.view() == kGoodPhone, "the phone is known from the form");
  v.touch("continue");
  v.expect_effect<Store>("Store");
  if (!v.problems().empty()) return;
  v.expect(stored_case(v).stuck_on == "field" && stored_case(v).item == "pass", "where the person got stuck");
  v.expect(stored_case(v).category == delivery::HelpCategory::material_missing, "the category");
  v.expect(stored_case(v).text.view() == "缺材料" && stored_case(v).phone.view() == kGoodPhone, "text and phone");
  v.expect(stored_case(v).card.has_value() && stored_case(v).answers.contains("phone"), "what is known goes along");
  v.stored(1);
  v.wait(times::kAcceptance);
  v.expect_screen("help-receipt");
  v.expect_message("receipt.answer", "receipt.call-back");  // no date before the hall has it
  v.accepted(1);
  v.expect_element("receipt.due");
  v.expect_no_element("return");
  v.printed();
  v.touch("return");
  v.expect_screen("field");
  if (!v.problems().empty()) return;
  Session after = *v.state().session;
  after.touched = before.touched;
  v.expect(after == before, "the visit is as it was");
}

void from_attract_and_finish(Visit& v) {
  v.device(Device::receipt_printer, true);
  v.file_help_case();
  if (!v.problems().empty()) return;
  v.expect(stored_case(v).stuck_on == "attract" && stored_case(v).phone.empty() && !stored_case(v).card, "from attract, without phone");
  v.stored(1);
  v.accepted(1);
  v.printed();
  v.touch("finish");
  v.expect_screen("survey");
  v.touch("degree.1");
  if (!v.problems().empty()) return;
  v.expect(std::get<delivery::Survey>(v.last_store()->submission.content).about == stored_as(1, {}).number, "about the help case");
}

bool says(const std::optional<Print>& print, const char* message) {
  if (!print) return false;
  return std::any_of(print->receipt.lines.begin(), print->receipt.lines.end(), [&](const receipt::Line& line) {
    const auto* paragraph = std::get_if<receipt::Paragraph>(&line);
    return paragraph != nullptr && message_of(paragraph->text) == message;
  });
}

void no_call_is_promised_without_a_phone(Visit& v) {
  v.to_form();
  v.type(kGoodPhone);  // stands in the help case's phone too, until it is declined
  v.touch("bar.help");
  v.touch("choice.other");
  v.touch("continue");
  v.touch("no-phone");
  v.stored(1);
  v.wait(times::kAcceptance);
  v.expect(says(v.last_print(), "receipt.come-back"), "the receipt says to ask for the answer");
}

void owed_receipt_says_what_is_to_be_brought(Visit& v) {
  v.device(Device::receipt_printer, true);
  v.happen(ReceiptOwed{stored_as(1, {}).number, "0123456789ABCDEF", delivery::SubmissionKind::application, "pass", {}, true,
                       {.identity_to_check = true, .materials_to_follow = true}});
  v.expect(says(v.last_print(), "receipt.bring-card") && says(v.last_print(), "receipt.bring-materials"), "bring card and documents");
}

void typed_identity_goes_along(Visit& v) {
  v.begin();
  v.touch("item.pass");
  v.touch("start");
  v.device(Device::id_card_reader, false);
  v.touch("type-by-hand");
  v.type("样本");
  v.touch("continue");
  v.type("11010519491231002X");
  v.touch("continue");
  v.file_help_case();
  if (!v.problems().empty()) return;
  v.expect(stored_case(v).card && stored_case(v).identified_by == delivery::IdentifiedBy::typed, "who it is, marked as typed");
}

void back_through_the_help_case(Visit& v) {
  v.begin();
  v.touch("bar.help");
  v.touch("choice.other");
  v.touch("continue");
  v.touch("bar.back");
  v.expect_screen("help-text");
  v.touch("bar.back");
  v.expect_screen("help-category");
  v.touch("bar.back");
  v.expect_screen("home");
}

void help_within_help(Visit& v) {
  v.begin();
  v.touch("bar.help");
  v.touch("choice.other");
  v.type("样本");
  v.touch("bar.help");
  v.expect_screen("help-category");
  v.expect(v.state().session->help->text.view() == "样本", "nothing typed is lost");
  v.touch("choice.other");
  v.touch("continue");
  v.touch("bar.help");
  v.expect_screen("help-category");
  v.touch("bar.help");
  v.expect_screen("home");
}

void phone_or_no_phone(Visit& v) {
  v.begin();
  v.touch("bar.help");
  v.touch("choice.other");
  v.touch("continue");
  v.touch("continue");
  v.expect_element("problem");
  v.type(kBadPhone);
  v.touch("continue");
  v.expect_element("problem");
  v.touch("no-phone");
  v.expect_screen("help-storing");
  if (!v.problems().empty()) return;
  v.expect(stored_case(v).phone.empty(), "no phone");
  v.touch("bar.help");
  v.expect_effect<PlaySound>("PlaySound");
  v.expect_screen("help-storing");
  v.store_failed();
  v.expect_screen("help-store-failed");
  v.touch("bar.back");
  v.expect_screen("help-phone");
  v.type(kGoodPhone);
  v.touch("continue");
  v.store_failed();
  v.touch("bar.help");
  v.expect_screen("help-storing");
  v.store_failed();
  v.touch("try-again");
  v.wait(times::kStore);
  v.expect_screen("help-store-failed");
  v.wait(times::kStoreAgain);
  v.stored(1);
  v.wait(times::kAcceptance);
  v.expect_screen("help-receipt");
  v.expect(stored_case(v).phone.view() == kGoodPhone, "with phone");
}

void unprinted_help_receipt(Visit& v) {
  v.begin();
  v.file_help_case();
  v.stored(1);
  v.accepted(1);
  v.not_printed();
  v.expect_no_element("return");
  v.touch("noted");
  v.expect_effect<ForgetOwedReceipt>("ForgetOwedReceipt");
  v.expect_element("finish");
  v.touch("return");
  v.expect_screen("home");
}

void second_help_case(Visit& v) {
  v.begin();
  v.file_help_case();
  v.stored(1);
  v.accepted(1);
  v.not_printed();
  v.file_help_case();
  if (!v.problems().empty()) return;
  v.expect(stored_case(v).stuck_on == "help-receipt", "stuck on the receipt");
  v.stored(2);
  v.accepted(2);
  v.printed();
  v.touch("return");
  v.expect_screen("home");
  v.expect(v.state().slips.size() == 1, "the first receipt is still owed");
}

void help_from_covers(Visit& v) {
  v.to_form();
  v.touch("bar.end");
  v.touch("bar.help");
  v.expect_screen("help-category");
  v.expect(v.state().session->help && v.state().session->help->stuck_on == "field", "stuck below the cover");
  v.touch("choice.other");
  v.type("样本");
  v.touch("bar.end");
  v.expect_screen("end");
  v.touch("bar.help");
  v.expect_screen("help-text");
  v.expect(v.state().session->help->text.view() == "样本", "nothing typed is lost");
}

}  // namespace

std::vector<Script> help_scripts() {
  return {{"no call is promised without a phone", no_call_is_promised_without_a_phone},
          {"an owed receipt says what is to be brought", owed_receipt_says_what_is_to_be_brought},
          {"a typed identity goes along with a help case", typed_identity_goes_along},
          {"a help case from the form, and back", from_the_form_and_back},
          {"a help case from attract, and finish", from_attract_and_finish},
          {"back through the help case", back_through_the_help_case},
          {"help within help", help_within_help},
          {"phone or no phone", phone_or_no_phone},
          {"a help case's receipt not printed", unprinted_help_receipt},
          {"a second help case", second_help_case},
          {"help from the covers", help_from_covers}};
}

}  // namespace bancheng::core::session::checks
