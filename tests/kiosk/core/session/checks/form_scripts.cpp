#include "visit.h"

namespace bancheng::core::session::checks {
namespace {

void card_answers_are_not_asked(Visit& v) {
  v.to_form();
  v.expect(v.state().session->main == Spot{At::field, 2}, "name and number are skipped");
}

void refused_and_kept_as_typed(Visit& v) {
  v.to_form();
  v.type(kBadPhone);
  v.touch("continue");
  v.expect_screen("field");
  v.expect_element("problem");
  v.expect(v.screen().focus == "problem", "the problem has the focus");
  v.expect_message("problem", "field.error.not-a-phone");
  const Screen shown = v.screen();
  const Element* answer = shown.find("answer");
  v.expect(answer != nullptr && std::get<FieldData>(answer->data).value.view() == kBadPhone, "kept as typed");
  v.expect(answer != nullptr && !answer->error.empty(), "the field is marked");
  v.expect_effect<PlaySound>("PlaySound");
  v.type(kGoodPhone);
  v.touch("continue");
  v.expect_element("choice.alone");
}

void choices_lead_on(Visit& v) {
  v.to_form();
  v.type(kGoodPhone);
  v.touch("continue");
  v.expect_no_element("continue");
  v.happen(Intent{"choice.nobody", {}});
  v.expect_element("choice.family");
  v.touch("choice.family");
  v.expect_element("answer");
  v.touch("bar.back");
  v.expect_element("continue");
  v.touch("continue");
  v.expect_element("optional");
  v.touch("continue");
  v.expect_screen("material");
}

void unmet_condition_explains(Visit& v) {
  v.to_card();
  v.lay(Specimen::elder);
  v.touch("choice.no");
  v.expect_screen("condition-unmet");
  v.touch("get-help");
  v.expect_screen("help-category");
  v.touch("bar.back");
  v.expect_no_element("another-card");
  v.touch("change-answer");
  v.expect_screen("condition");
  v.touch("choice.no");
  v.touch("home");
  v.expect_screen("home");
  v.touch("item.pass");
  v.touch("start");
  v.touch("choice.yes");
  v.expect_screen("field");
}

void unmet_age_explains(Visit& v) {
  v.to_card();
  v.lay(Specimen::young);
  v.expect_screen("condition-unmet");
  v.expect_no_element("change-answer");
  v.touch("another-card");
  v.expect_screen("card");
  v.lay(Specimen::elder);
  v.expect_screen("condition");
  v.touch("choice.yes");
  v.expect(v.state().session->answers.at("number").view() == "11010519491231002X", "the form is filled from the new card");
}

void another_item_begins_afresh(Visit& v) {
  v.to_delivery();
  for (int i = 0; i < 8; ++i) v.touch("bar.back");
  v.expect_screen("home");
  v.touch("item.notice");
  v.expect_effect<DropPage>("DropPage");
  v.touch("start");
  v.touch("continue");
  v.expect_element("problem");
  v.type("样本");
  v.touch("continue");
  v.expect_screen("check");
  v.touch("continue");
  v.draw(good_signature());
  v.touch("submit");
  v.expect_effect<Store>("Store");
  if (!v.problems().empty()) return;
  const auto& application = std::get<delivery::Application>(v.last_store()->submission.content);
  v.expect(application.item == "notice" && application.materials.empty() && application.answers.size() == 1, "nothing of the other item");
  v.expect(!application.courier, "no courier");
}

void same_item_goes_on(Visit& v) {
  v.to_delivery();
  for (int i = 0; i < 8; ++i) v.touch("bar.back");
  v.touch("item.pass");
  v.expect(v.effect<DropPage>() == nullptr, "pages are kept");
  v.touch("start");
  v.touch("choice.yes");
  v.touch("continue");
  v.touch("continue");
  v.touch("continue");
  v.expect_screen("material-review");
}

void guide_offers_help(Visit& v) {
  v.begin();
  v.touch("item.pass");
  v.touch("get-help");
  v.expect_screen("help-category");
  v.touch("bar.help");
  v.expect_screen("guide");
}

void courier_details(Visit& v) {
  v.to_delivery();
  v.touch("delivery.courier");
  v.expect_screen("courier-field");
  v.expect(v.state().session->courier.recipient.view() == "样本", "the recipient is known from the card");
  v.expect(v.state().session->courier.phone.view() == kGoodPhone, "the phone is known from the form");
  v.type("");
  v.touch("continue");
  v.expect_element("problem");
  v.type("收件样本");
  v.touch("continue");
  v.touch("continue");
  v.touch("continue");
  v.expect_screen("check");
  v.touch("continue");
  v.draw(good_signature());
  v.touch("submit");
  if (!v.problems().empty()) return;
  const auto& application = std::get<delivery::Application>(v.last_store()->submission.content);
  v.expect(application.courier && application.courier->recipient.view() == "收件样本", "the courier's details go along");
  v.expect(application.materials.size() == 2 && application.materials[1].pages.size() == 1, "the pages go along");
  v.expect(application.item_version == 7, "the item's version goes along");
}

}  // namespace

std::vector<Script> form_scripts() {
  return {{"what the card answers is not asked", card_answers_are_not_asked},
          {"a wrong answer is refused and kept as typed", refused_and_kept_as_typed},
          {"choices lead on", choices_lead_on},
          {"an unmet condition explains itself", unmet_condition_explains},
          {"an unmet age explains itself", unmet_age_explains},
          {"another item begins afresh", another_item_begins_afresh},
          {"the same item goes on where it was", same_item_goes_on},
          {"the guide offers help", guide_offers_help},
          {"courier details", courier_details}};
}

}  // namespace bancheng::core::session::checks
