#include "visit.h"

namespace bancheng::core::session::checks {
namespace {

void change_and_return(Visit& v) {
  v.to_check();
  v.touch("change.phone");
  v.expect_screen("field");
  v.type("021-00000000");
  v.touch("continue");
  v.expect_screen("check");
  v.touch("change.living");
  v.touch("choice.family");
  v.expect_screen("check");
  v.touch("change.name");
  v.expect_screen("field");
  v.touch("bar.back");
  v.expect_screen("check");
  v.touch("change.material.book");
  v.expect_screen("material-review");
  v.touch("add-page");
  v.touch("capture");
  v.captured(5);
  v.touch("keep");
  v.expect_screen("check");
  v.touch("change.delivery.way");
  v.touch("delivery.courier");
  v.expect_screen("check");
  v.expect_element("change.courier.recipient");
  v.touch("change.courier.phone");
  v.expect_screen("courier-field");
  v.touch("continue");
  v.expect_screen("check");
}

void wrong_after_change_is_not_handed_over(Visit& v) {
  v.to_check();
  v.touch("change.phone");
  v.type(kBadPhone);
  v.touch("bar.back");
  v.expect_screen("check");
  const Screen shown = v.screen();
  const Element* change = shown.find("change.phone");
  v.expect(change != nullptr && !change->error.empty(), "the row is marked");
  v.touch("continue");
  v.expect_screen("field");
  v.expect_element("problem");
  v.type(kGoodPhone);
  v.touch("continue");
  v.expect_screen("check");
  v.touch("continue");
  v.expect_screen("sign");
}

void number_is_masked(Visit& v) {
  v.to_check();
  const Screen shown = v.screen();
  for (const char* row : {"row.card.number", "row.number"}) {
    const Element* element = shown.find(row);
    const auto* text = element == nullptr ? nullptr : std::get_if<base::PersonText>(&std::get<RowData>(element->data).value.what);
    v.expect(text != nullptr && text->view() == "1101**********002X", std::string(row) + " is masked");
  }
  v.expect(shown.focus == "continue", "the way on has the focus");
}

void material_taken_away(Visit& v) {
  v.to_check();
  v.touch("change.material.photo");
  v.touch("retake");
  v.touch("bar.back");
  v.expect_screen("check");
  v.touch("continue");
  v.expect_screen("material");
  v.touch("capture");
  v.captured(8);
  v.touch("keep");
  v.expect_screen("check");
}

void signature_is_asked_for(Visit& v) {
  v.to_sign();
  v.touch("submit");
  v.expect_element("problem");
  v.expect_message("problem", "sign.empty");
  v.draw(dot_signature());
  v.expect_no_element("problem");
  v.touch("submit");
  v.expect_element("problem");
  v.expect(v.stores() == 0, "nothing is stored without a signature");
  v.touch("clear");
  v.expect_no_element("problem");
  v.draw(good_signature());
  v.touch("submit");
  v.expect_screen("storing");
  v.expect(v.stores() == 1, "stored once");
}

void signature_stands_under_what_was_signed(Visit& v) {
  v.to_sign();
  v.draw(good_signature());
  v.touch("bar.back");
  v.expect_screen("check");
  v.touch("change.living");
  v.touch("choice.family");
  v.touch("continue");
  v.expect_screen("sign");
  v.touch("submit");
  v.expect_message("problem", "sign.empty");
  v.expect(v.stores() == 0, "what was changed after signing is signed anew");
}

}  // namespace

std::vector<Script> check_scripts() {
  return {{"change and return", change_and_return},
          {"a wrong answer is never handed over", wrong_after_change_is_not_handed_over},
          {"the number from the card is masked", number_is_masked},
          {"a page taken away is asked for again", material_taken_away},
          {"an empty signature is refused", signature_is_asked_for},
          {"what is changed is signed anew", signature_stands_under_what_was_signed}};
}

}  // namespace bancheng::core::session::checks
