#include <algorithm>

#include "kiosk/core/session/moves.h"
#include "visit.h"

namespace bancheng::core::session::checks {
namespace {

void item_of_a_moment_of_life(Visit& v) {
  v.begin();
  v.touch("life-event.old-age");
  v.expect_screen("items");
  v.expect_element("item.leaflet");
  v.expect_no_element("item.notice");
  v.touch("item.leaflet");
  v.expect_screen("guide");
  v.touch("bar.back");
  v.expect_screen("items");
  v.touch("bar.back");
  v.expect_screen("home");
}

void all_items_are_listed(Visit& v) {
  v.begin();
  v.expect_no_element("item.leaflet");
  v.touch("all-items");
  for (const catalogue::Item& item : v.setup().catalogue->items) v.expect_element("item." + item.id);
  v.touch("get-help");
  v.expect_screen("help-category");
}

void search_finds_while_typing(Visit& v) {
  v.begin();
  v.touch("search");
  v.expect_screen("search");
  v.type("noti");
  v.expect_element("item.notice");
  v.type("zzzzzz");
  v.expect_no_element("item.notice");
  v.expect_element("search.nothing");
  v.touch("bar.help");
  v.expect_screen("help-category");
  v.touch("bar.back");
  v.type("notice");
  v.touch("item.notice");
  v.expect_screen("guide");
  v.touch("bar.back");
  v.expect_screen("search");
  v.expect_element("item.notice");
  v.touch("bar.back");
  v.expect_screen("home");
}

void finder_leads_to_an_item(Visit& v) {
  v.begin();
  v.touch("unsure");
  v.expect_screen("finder");
  v.touch("choice.me");
  v.expect_screen("finder");
  v.touch("choice.card");
  v.expect_screen("guide");
  v.touch("bar.back");
  v.expect_element("choice.unsure");
  v.touch("bar.back");
  v.expect_element("choice.other");
  v.touch("bar.back");
  v.expect_screen("home");
}

void finder_leads_to_a_person(Visit& v) {
  v.begin();
  v.touch("unsure");
  v.touch("choice.other");
  v.expect_screen("help-category");
  v.touch("bar.back");
  v.touch("choice.me");
  v.touch("choice.unsure");
  v.expect_screen("help-category");
}

void guide_is_printed(Visit& v) {
  v.begin();
  v.touch("item.pass");
  v.touch("print");
  v.expect_effect<Print>("Print");
  v.expect(v.last_print() && v.last_print()->receipt.large, "in large type");
  v.expect_no_element("print");
  v.expect_element("start");
  v.printed();
  v.expect_message("printed", "printout.printed");
  v.expect_element("print");
  v.device(Device::receipt_printer, false);
  v.expect_no_element("no-printer");  // it is printed: that the printer is gone now is nobody's matter
}

void guide_that_is_not_printed_says_why(Visit& v) {
  v.begin();
  v.touch("item.pass");
  v.touch("print");
  v.not_printed(PrintTrouble::paper_out);
  v.expect_message("not-printed", "printout.not-printed");
  v.expect_effect<PlaySound>("PlaySound");
  v.touch("print");
  v.wait(times::kPrint);
  v.expect_message("not-printed", "printout.not-printed");
  v.expect_element("print");
  v.device(Device::receipt_printer, false);
  v.expect_no_element("print");
  v.touch("start");
  v.expect_screen("card");
  v.touch("bar.back");
  v.expect_message("no-printer", "printout.no-printer");
}

std::size_t check_lines(const receipt::Receipt& paper, receipt::CheckLine::Mark mark) {
  return static_cast<std::size_t>(std::count_if(paper.lines.begin(), paper.lines.end(), [&](const receipt::Line& line) {
    const auto* check = std::get_if<receipt::CheckLine>(&line);
    return check != nullptr && check->mark == mark;
  }));
}

void paper_is_for_this_person(Visit& v) {
  using Mark = receipt::CheckLine::Mark;
  v.to_card();
  v.touch("bar.back");
  v.touch("print");
  v.expect(check_lines(v.last_print()->receipt, Mark::done) == 0, "nothing is ticked");
  v.printed();
  v.touch("start");
  v.lay(Specimen::elder);
  v.touch("choice.no");
  v.expect_screen("condition-unmet");
  v.touch("print");
  v.expect_effect<Print>("Print");
  v.expect(check_lines(v.last_print()->receipt, Mark::done) == 1, "the card is ticked");
  const auto& lines = v.last_print()->receipt.lines;
  v.expect(std::any_of(lines.begin(), lines.end(), [](const receipt::Line& line) {
    const auto* paragraph = std::get_if<receipt::Paragraph>(&line);
    return paragraph != nullptr && message_of(paragraph->text) == "guide-sheet.step";
  }), "the way to the certificate");
}

void unmet_condition_leads_on(Visit& v) {
  v.to_card();
  v.lay(Specimen::elder);
  v.touch("choice.no");
  v.expect_message("lead-on", "condition-unmet.lead-on");
  v.touch("lead-on");
  v.expect_screen("guide");
  v.expect(v.state().session->item == "notice", "the item that gets it");
  v.expect(v.state().session->card.has_value(), "the card stays read");
}

void guide_without_application(Visit& v) {
  v.begin();
  v.touch("life-event.old-age");
  v.touch("item.leaflet");
  v.expect_no_element("start");
  v.touch("print");
  v.printed();
  v.touch("get-help");
  v.expect_screen("help-category");
}

void wish_is_handed_over_unsigned(Visit& v) {
  v.begin();
  v.touch("item.wish");
  v.expect_message("start", "guide.wish");
  v.touch("start");
  v.lay(Specimen::elder);
  v.touch("choice.yes");
  v.expect_screen("condition");
  v.touch("choice.yes");
  v.expect_screen("field");
  v.type("3");
  v.touch("continue");
  v.type("010-00000000");
  v.touch("continue");
  v.expect_screen("check");
  v.expect_message("continue", "check.submit");
  v.touch("continue");
  v.expect_screen("storing");
  v.expect(v.last_store().has_value(), "stored");
  const auto* application = v.last_store() ? std::get_if<delivery::Application>(&v.last_store()->submission.content) : nullptr;
  v.expect(application != nullptr && application->signature.empty(), "without a signature");
  v.store_failed();
  v.touch("bar.back");
  v.expect_screen("check");
  v.touch("continue");
  v.stored(1);
  v.wait(times::kAcceptance);
  v.expect_screen("receipt");
}

void question_that_hangs_on_an_answer(Visit& v) {
  v.begin();
  v.touch("item.order");
  v.touch("start");
  v.lay(Specimen::elder);
  v.type("1949-12-31");
  v.touch("continue");
  v.touch("choice.self");
  v.type("1");
  v.touch("continue");
  v.expect_screen("check");
  v.expect_no_element("change.company");
  v.touch("change.role");
  v.touch("choice.other");
  v.expect_screen("field");
  v.touch("choice.some");
  v.type("91350100M000100Y43");
  v.touch("continue");
  v.expect_screen("material");
  v.touch("capture");
  v.captured(1);
  v.touch("keep");
  v.expect_screen("check");
  v.expect_element("change.company");
  v.touch("change.role");
  v.touch("choice.self");
  v.expect_screen("check");
  v.touch("continue");
  v.draw(good_signature());
  v.touch("submit");
  const auto* application = v.last_store() ? std::get_if<delivery::Application>(&v.last_store()->submission.content) : nullptr;
  v.expect(application != nullptr && !application->answers.contains("company") && application->materials.empty(),
           "what does not apply any more is not handed over");
}

}  // namespace

std::vector<Script> home_scripts() {
  return {{"items of a moment of life", item_of_a_moment_of_life},
          {"all items", all_items_are_listed},
          {"search finds while typing", search_finds_while_typing},
          {"finder leads to an item", finder_leads_to_an_item},
          {"finder leads to a person", finder_leads_to_a_person},
          {"a guide is printed", guide_is_printed},
          {"a guide that is not printed", guide_that_is_not_printed_says_why},
          {"the paper is for this person", paper_is_for_this_person},
          {"an unmet condition leads on", unmet_condition_leads_on},
          {"a guide without an application", guide_without_application},
          {"a wish is handed over unsigned", wish_is_handed_over_unsigned},
          {"a question hangs on an answer", question_that_hangs_on_an_answer}};
}

}  // namespace bancheng::core::session::checks
