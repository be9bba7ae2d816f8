#include "visit.h"

#include "kiosk/core/session/moves.h"

namespace bancheng::core::session::checks {
namespace {

void reads_only_on_its_page(Visit& v) {
  v.begin();
  v.touch("item.pass");
  v.lay(Specimen::elder);
  v.expect_screen("guide");
  v.touch("start");
  v.expect_effect<StartCardReading>("StartCardReading");
  v.lay(Specimen::elder);
  v.expect_effect<StopCardReading>("StopCardReading");
  v.expect_effect<PlaySound>("PlaySound");
  v.expect_screen("condition");
}

void help_stops_reading(Visit& v) {
  v.to_card();
  v.touch("bar.help");
  v.expect_effect<StopCardReading>("StopCardReading");
  v.lay(Specimen::elder);
  v.happen(CardUnreadable{CardTrouble::unsupported});
  v.expect_screen("help-category");
  v.touch("bar.back");
  v.expect_screen("card");
  v.expect_effect<StartCardReading>("StartCardReading");
}

void lifted_card(Visit& v) {
  v.to_card();
  v.happen(CardUnreadable{CardTrouble::moved});
  v.expect_screen("card");
  v.expect_element("card.moved");
  v.expect_element("type-by-hand");
  v.lay(Specimen::elder);
  v.expect_screen("condition");
}

void objections(Visit& v) {
  v.to_card();
  v.lay(Specimen::expired);
  v.expect_screen("card-problem");
  v.expect_message("card-problem.reason", "card-problem.expired");
  v.touch("another-card");
  v.expect_screen("card");
  v.lay(Specimen::wrong_number);
  v.expect_message("card-problem.reason", "card-problem.number-wrong");
  v.touch("bar.back");
  v.expect_screen("card");
  v.happen(CardUnreadable{CardTrouble::unsupported});
  v.expect_message("card-problem.reason", "card-problem.unsupported");
  v.touch("get-help");
  v.expect_screen("help-category");
  v.touch("bar.back");
  v.touch("home");
  v.expect_screen("home");
  v.expect(!v.state().session->card, "a card that was objected to is not kept");
}

void slow_card_offers_other_ways(Visit& v) {
  v.to_card();
  v.expect_no_element("type-by-hand");
  v.wait(times::kCard);
  v.expect_element("card.slow");
  v.expect_element("type-by-hand");
  v.touch("get-help");
  v.expect_screen("help-category");
}

void typed_identity(Visit& v) {
  v.to_card();
  v.device(Device::id_card_reader, false);
  v.expect_element("card.no-reader");
  v.touch("type-by-hand");
  v.expect_screen("identify-typed");
  v.touch("continue");
  v.expect_element("problem");
  v.type("样本");
  v.touch("continue");
  v.type("110105194912310021");
  v.touch("continue");
  v.expect_element("problem");
  v.touch("bar.back");
  v.touch("continue");
  v.type("11010519491231002X");
  v.touch("continue");
  v.expect_screen("condition");
  if (!v.problems().empty()) return;
  v.expect(v.state().session->card && v.state().session->card->birth_date.view() == "19491231", "born as the number says");
  v.expect(v.state().session->card->sex_code.view() == "2", "sex as the number says");
  v.touch("choice.yes");
  v.expect_screen("field");
  v.type(kGoodPhone);
  v.touch("continue");
  v.touch("choice.alone");
  v.touch("continue");
  v.touch("capture");
  v.captured(1);
  v.touch("keep");
  v.touch("capture");
  v.captured(2);
  v.touch("keep");
  v.touch("delivery.pick-up");
  v.touch("change.card.name");
  v.expect_screen("identify-typed");
  v.type("样本二");
  v.touch("continue");
  v.expect_screen("check");
  v.touch("change.card.number");
  v.touch("bar.back");
  v.expect_screen("check");
  v.touch("continue");
  v.draw(good_signature());
  v.touch("submit");
  v.expect_effect<Store>("Store");
  if (!v.problems().empty()) return;
  const auto& application = std::get<delivery::Application>(v.last_store()->submission.content);
  v.expect(application.identified_by == delivery::IdentifiedBy::typed, "marked as typed");
  v.expect(application.card.name.view() == "样本二", "the name as changed");
}

void change_that_is_left_for_home(Visit& v) {
  v.to_card();
  v.device(Device::id_card_reader, false);
  v.touch("type-by-hand");
  v.type("样本");
  v.touch("continue");
  v.type(std::string(specimen_card(Specimen::elder).number.view()));
  v.touch("continue");
  v.touch("choice.yes");
  v.type(kGoodPhone);
  v.touch("continue");
  v.touch("choice.alone");
  v.touch("continue");
  for (const std::uint32_t page : {1U, 2U}) {
    v.touch("capture");
    v.captured(page);
    v.touch("keep");
  }
  v.touch("delivery.pick-up");
  v.touch("change.card.number");
  v.type(std::string(specimen_card(Specimen::young).number.view()));
  v.touch("continue");
  v.expect_screen("condition-unmet");
  v.touch("home");
  v.touch("item.notice");
  v.touch("start");
  v.expect_screen("field");
  v.touch("bar.back");
  v.expect_screen("guide");
}

void another_person_types(Visit& v) {
  v.to_card();
  v.device(Device::id_card_reader, false);
  v.touch("type-by-hand");
  v.type("样本");
  v.touch("continue");
  v.type(std::string(specimen_card(Specimen::young).number.view()));
  v.touch("continue");
  v.expect_screen("condition-unmet");
  v.touch("another-card");
  v.touch("type-by-hand");
  v.type("样本二");
  v.touch("continue");
  v.expect_screen("identify-typed");
  v.type(std::string(specimen_card(Specimen::elder).number.view()));
  v.touch("continue");
  v.expect_screen("condition");
  if (!v.problems().empty()) return;
  v.expect(v.state().session->card->number == specimen_card(Specimen::elder).number, "the number of the person who is there");
}

void reader_back(Visit& v) {
  v.to_card();
  v.device(Device::id_card_reader, false);
  v.device(Device::id_card_reader, true);
  v.expect_element("card.waiting");
  v.lay(Specimen::elder);
  v.expect_screen("condition");
}

void card_stays_read(Visit& v) {
  v.to_form();
  v.touch("bar.back");
  v.touch("bar.back");
  v.touch("bar.back");
  v.expect_screen("home");
  v.touch("item.notice");
  v.touch("start");
  v.expect_screen("field");
}

}  // namespace

std::vector<Script> card_scripts() {
  return {{"a card is read on its page only", reads_only_on_its_page},
          {"help stops the reading", help_stops_reading},
          {"a lifted card is asked for again", lifted_card},
          {"objections lead on", objections},
          {"no card: other ways are offered", slow_card_offers_other_ways},
          {"name and number typed by hand", typed_identity},
          {"a change that is left for home is over", change_that_is_left_for_home},
          {"another person types after one whom the item is not for", another_person_types},
          {"the reader comes back", reader_back},
          {"a card that was read stays read", card_stays_read}};
}

}  // namespace bancheng::core::session::checks
