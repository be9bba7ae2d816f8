#include <algorithm>

#include "kiosk/core/receipt/build.h"
#include "kiosk/core/session/lookup_moves.h"
#include "kiosk/core/session/moves.h"
#include "visit.h"

namespace bancheng::core::session::checks {
namespace {

using namespace inquiry;

const delivery::StoredSubmission kEarlier = stored_as(7, base::WallTime{});

void to_lookup(Visit& v) {
  v.begin();
  v.touch("progress");
  v.expect_screen("lookup");
}

std::string receipt_payload() { return receipt::payload_of(kEarlier.number, kEarlier.receipt_code); }

SubmissionLine line(Progress progress, const char* item = "pass") {
  return {kEarlier.number, delivery::SubmissionKind::application, item, progress, {}};
}

SubmissionDetails details(SubmissionLine about, std::optional<WantedSupplement> supplement = {}, std::optional<Document> result = {}) {
  SubmissionDetails details;
  details.line = std::move(about);
  details.supplement = std::move(supplement);
  details.result = std::move(result);
  return details;
}

void list_at_level_1(Visit& v) {
  to_lookup(v);
  v.lay(Specimen::elder);
  v.expect_screen("asking");
  const Ask* ask = v.effect<Ask>();
  v.expect(ask != nullptr && std::holds_alternative<ListSubmissions>(ask->question), "the list is asked for");
  v.expect(ask != nullptr && std::get<ListSubmissions>(ask->question).pass.empty(), "at level 1");
  v.answered(Submissions{{line(Progress::reviewing, "")}});
  v.expect_screen("submissions");
}

void to_level_2(Visit& v) {
  list_at_level_1(v);
  v.touch("show-more");
  v.answered(CodeSent{"challenge", base::PersonText("138****0000"), 300});
  v.expect_screen("code");
  v.type("123456");
  v.touch("continue");
  v.answered(CodeAccepted{base::PersonText("pass")});
  v.expect_screen("asking");
}

void progress_by_card(Visit& v) {
  to_level_2(v);
  const Ask* ask = v.effect<Ask>();
  v.expect(ask != nullptr && std::get<ListSubmissions>(ask->question).pass.view() == "pass", "at level 2");
  v.answered(Submissions{{line(Progress::granted)}});
  v.touch("submission." + kEarlier.number);
  Document result;
  result.title = base::PersonText("准予办理");
  result.issuer = "样本大厅";
  result.verification_code = "ABCD";
  v.answered(details(line(Progress::granted), {}, result));
  v.expect_screen("submission");
  v.touch("print");
  v.expect_effect<Print>("Print");
  v.printed();
  v.touch("result");
  v.expect_screen("document");
  v.touch("print");
  v.not_printed();
  v.expect_element("not-printed");
  v.touch("bar.back");
  v.expect_screen("submission");
  v.touch("bar.back");
  v.expect_screen("submissions");
  v.touch("bar.back");
  v.expect_screen("lookup");
  v.touch("bar.back");
  v.expect(!v.state().session->lookup, "nothing of it is kept at home");
}

void code_says_how_long_it_lasts(Visit& v) {
  list_at_level_1(v);
  v.touch("show-more");
  v.answered(CodeSent{"challenge", base::PersonText("138****0000"), 359});
  v.expect_message("code.life", "code.life");
  const Screen shown = v.screen();
  const Element* life = shown.find("code.life");
  v.expect(life != nullptr && argument_of(life->label, "minutes") == "5", "whole minutes, not one more");
  v.touch("send-again");
  v.answered(CodeSent{"challenge", base::PersonText("138****0000"), 59});
  v.expect_screen("code");
  v.expect_no_element("code.life");
  v.touch("send-again");
  v.answered(CodeSent{"challenge", base::PersonText("138****0000"), 60});
  v.expect_element("code.life");
  v.type("000000");
  v.touch("continue");
  v.unanswered(Trouble::code_expired);
  v.expect_no_element("code.life");
}

void code_is_refused(Visit& v) {
  list_at_level_1(v);
  v.touch("show-more");
  v.answered(CodeSent{"challenge", base::PersonText("138****0000"), 300});
  v.touch("continue");
  v.expect_message("problem", "field.error.missing");
  v.type("000000");
  v.touch("continue");
  v.unanswered(Trouble::wrong_code);
  v.expect_screen("code");
  v.expect_message("problem", "inquiry.trouble.wrong_code");
  v.type("000001");
  v.expect_no_element("problem");
  v.touch("continue");
  v.unanswered(Trouble::code_expired);
  v.expect_message("heading", "code.expired");
  v.expect_no_element("code.sent");
  v.expect_no_element("continue");
  v.touch("send-again");
  v.unanswered(Trouble::too_often);
  v.expect_screen("ask-failed");
  v.expect_no_element("try-again");
  v.touch("bar.back");
  v.expect_screen("lookup");
  v.touch("use-card");
  v.expect_screen("asking");
}

void no_network(Visit& v) {
  to_lookup(v);
  v.lay(Specimen::elder);
  v.unanswered(Trouble::no_network);
  v.expect_screen("ask-failed");
  v.touch("get-help");
  v.expect_screen("help-category");
  v.touch("bar.back");
  v.touch("try-again");
  v.expect_screen("asking");
  v.wait(times::kAsk);
  v.expect_screen("ask-failed");
  v.expect_message("ask-failed.reason", "inquiry.trouble.hall_failed");
  v.touch("home");
  v.expect_screen("home");
}

void late_answer_is_nobodys(Visit& v) {
  to_lookup(v);
  v.lay(Specimen::elder);
  v.touch("bar.back");
  v.expect_screen("lookup");
  v.answered(Submissions{{line(Progress::received, "")}});
  v.expect_screen("lookup");
}

void progress_by_receipt(Visit& v) {
  to_lookup(v);
  v.scan("http://example.org/");
  v.expect_element("lookup.foreign");
  v.scan(receipt_payload());
  v.expect_screen("asking");
  const Ask* ask = v.effect<Ask>();
  v.expect(ask != nullptr && std::get<ShowSubmission>(ask->question).number == kEarlier.number, "this one");
  v.answered(details(line(Progress::refused)));
  v.expect_screen("submission");
  v.touch("show-more");
  v.answered(CodeSent{"challenge", base::PersonText("138****0000"), 300});
  v.type("123456");
  v.touch("continue");
  v.answered(CodeAccepted{base::PersonText("pass")});
  const Ask* again = v.effect<Ask>();
  v.expect(again != nullptr && std::holds_alternative<ShowSubmission>(again->question), "the same one at level 2");
}

void codes_at_home(Visit& v) {
  v.begin();
  v.scan("BANCHENG:GUIDE:NOTICE");
  v.expect_screen("guide");
  v.expect(v.state().session->item == "notice", "the guide of the code");
  v.touch("bar.back");
  v.scan("something else");
  v.expect_screen("home");
  v.scan(receipt_payload());
  v.expect_screen("asking");
}

void supplement_is_given(Visit& v) {
  to_lookup(v);
  v.scan(receipt_payload());
  WantedSupplement wanted{base::PersonText("照片不清楚"), {"book"}, "2026-12-01"};
  v.answered(details(line(Progress::supplement_wanted), wanted));
  v.expect_element("supplement");
  v.touch("supplement");
  v.expect_screen("material");
  v.touch("bar.back");
  v.expect_screen("submission");
  v.touch("supplement");
  v.touch("capture");
  v.captured(1);
  v.touch("keep");
  v.expect_screen("check");
  v.touch("continue");
  v.expect_screen("storing");
  const auto* supplement = v.last_store() ? std::get_if<delivery::Supplement>(&v.last_store()->submission.content) : nullptr;
  v.expect(supplement != nullptr && supplement->about == kEarlier.number && supplement->materials.size() == 1 &&
               supplement->materials[0].material == "book",
           "what was asked for and nothing else");
  v.stored(1);
  v.wait(times::kAcceptance);
  v.expect_screen("receipt");
}

bool says_to_bring_materials(const Visit& v) {
  if (!v.last_print()) return false;
  const auto& lines = v.last_print()->receipt.lines;
  return std::any_of(lines.begin(), lines.end(), [](const receipt::Line& line) {
    const auto* paragraph = std::get_if<receipt::Paragraph>(&line);
    return paragraph != nullptr && message_of(paragraph->text) == "receipt.bring-materials";
  });
}

/// A supplement of the photo, up to its receipt, which is printed after the visit.
void give_photo(Visit& v, std::vector<std::string> wanted) {
  to_lookup(v);
  v.scan(receipt_payload());
  v.answered(details(line(Progress::supplement_wanted), WantedSupplement{base::PersonText("照片不清楚"), std::move(wanted), "2026-12-01"}));
  v.touch("supplement");
  v.touch("capture");
  v.captured(1);
  v.touch("keep");
}

void end_before_the_paper(Visit& v) {
  v.touch("continue");
  v.stored(1);
  v.wait(times::kAcceptance);
  v.not_printed();
  v.touch("bar.end");
  v.touch("end-confirm");
  v.touch("finish");
  v.expect_screen("attract");
  v.device(Device::receipt_printer, true);
  v.expect_effect<Print>("Print");
}

void supplement_in_part(Visit& v) {
  give_photo(v, {"photo", "book"});
  v.expect_screen("material");
  v.device(Device::document_camera, false);
  v.touch("bring-later");
  v.expect_screen("check");
  end_before_the_paper(v);
  v.expect(says_to_bring_materials(v), "the book is still to be brought");
}

void supplement_of_a_material_unknown_here(Visit& v) {
  give_photo(v, {"photo", "of-old"});
  v.expect_screen("check");
  end_before_the_paper(v);
  v.expect(says_to_bring_materials(v), "what this terminal does not know is still to be brought");
}

void supplement_in_full(Visit& v) {
  give_photo(v, {"photo", "photo"});
  v.expect_screen("check");
  end_before_the_paper(v);
  v.expect(v.last_print().has_value() && !says_to_bring_materials(v), "nothing is to be brought");
}

void supplement_is_no_application(Visit& v) {
  to_lookup(v);
  v.scan(receipt_payload());
  WantedSupplement wanted{base::PersonText("照片不清楚"), {"book"}, "2026-12-01"};
  v.answered(details(line(Progress::supplement_wanted), wanted));
  v.touch("supplement");
  v.touch("bar.back");
  v.touch("bar.back");
  v.expect_screen("lookup");
  v.scan("BANCHENG:GUIDE:PASS");
  v.expect_screen("guide");
  v.touch("start");
  v.expect_screen("card");
}

void supplement_without_a_page(Visit& v) {
  to_lookup(v);
  v.scan(receipt_payload());
  WantedSupplement wanted{base::PersonText("照片不清楚"), {"photo"}, "2026-12-01"};
  v.answered(details(line(Progress::supplement_wanted), wanted));
  v.touch("supplement");
  v.device(Device::document_camera, false);
  v.touch("bring-later");
  v.expect_screen("check");
  v.expect_element("check.empty-handed");
  v.expect_no_element("continue");
  v.touch("get-help");
  v.expect_screen("help-category");
}

void supplement_of_an_unknown_item(Visit& v) {
  to_lookup(v);
  v.scan(receipt_payload());
  WantedSupplement wanted{base::PersonText("照片不清楚"), {"photo"}, "2026-12-01"};
  v.answered(details(line(Progress::supplement_wanted, "of-old"), wanted));
  v.expect_no_element("supplement");
  v.expect_element("supplement.elsewhere");
}

void record_is_printed(Visit& v) {
  v.begin();
  v.touch("all-items");
  v.touch("item.extract");
  v.touch("start");
  v.expect_screen("card");
  v.wait(times::kCard);
  v.expect_no_element("type-by-hand");
  v.lay(Specimen::elder);
  v.expect_screen("consent");
  v.expect(v.effect<Ask>() == nullptr, "nothing is asked before the consent");
  v.touch("decline");
  v.expect_screen("home");
  v.touch("all-items");
  v.touch("item.extract");
  v.touch("start");
  v.touch("agree");
  v.answered(CodeSent{"challenge", base::PersonText("138****0000"), 300});
  v.type("123456");
  v.touch("continue");
  v.answered(CodeAccepted{base::PersonText("pass")});
  const Ask* ask = v.effect<Ask>();
  v.expect(ask != nullptr && std::holds_alternative<FetchRecord>(ask->question) && std::get<FetchRecord>(ask->question).record == "extract",
           "the record is asked for at level 2");
  Document document;
  document.title = base::PersonText("样本记录");
  document.lines = {{base::PersonText("坐落"), base::PersonText("样本路8号")}};
  v.answered(document);
  v.expect_screen("document");
  v.touch("bar.language");
  v.touch("print");
  v.expect(v.last_print() && v.last_print()->language == Language::zh_cn, "in the language of the offices that want it");
  v.printed();
  v.touch("finish");
  v.expect_screen("goodbye");
}

void record_needs_the_card_itself(Visit& v) {
  v.begin();
  v.device(Device::id_card_reader, false);
  v.touch("item.pass");
  v.touch("start");
  v.touch("type-by-hand");
  v.type("样本");
  v.touch("continue");
  v.type("11010519491231002X");
  v.touch("continue");
  v.expect_screen("condition");
  v.touch("bar.back");
  v.touch("bar.back");
  v.expect_screen("home");
  v.touch("all-items");
  v.touch("item.extract");
  v.touch("start");
  v.expect_screen("card");
  v.expect_no_element("type-by-hand");
  v.expect_message("card.no-reader", "card.no-reader.record");
  v.touch("get-help");
  v.expect_screen("help-category");
}

void neither_reader_nor_scanner(Visit& v) {
  v.begin();
  v.device(Device::id_card_reader, false);
  v.device(Device::code_scanner, false);
  v.touch("progress");
  v.expect_message("lookup.nothing-works", "lookup.nothing-works");
  v.expect_no_element("lookup.card");
  v.touch("get-help");
  v.expect_screen("help-category");
}

void wrong_card_at_lookup(Visit& v) {
  to_lookup(v);
  v.lay(Specimen::expired);
  v.expect_screen("card-problem");
  v.touch("bar.back");
  v.expect_screen("lookup");
  v.lay(Specimen::expired);
  v.touch("another-card");
  v.expect_screen("lookup");
}

}  // namespace

std::vector<Script> lookup_scripts() {
  return {{"progress by card", progress_by_card},
          {"a code says how long it lasts", code_says_how_long_it_lasts},
          {"a code is refused", code_is_refused},
          {"progress without network", no_network},
          {"a late answer", late_answer_is_nobodys},
          {"progress by receipt", progress_by_receipt},
          {"codes at home", codes_at_home},
          {"a supplement is given", supplement_is_given},
          {"a supplement in part", supplement_in_part},
          {"a supplement of a material that is unknown here", supplement_of_a_material_unknown_here},
          {"a supplement in full", supplement_in_full},
          {"a supplement is no application", supplement_is_no_application},
          {"a supplement without a page", supplement_without_a_page},
          {"a supplement of an unknown item", supplement_of_an_unknown_item},
          {"a record is printed", record_is_printed},
          {"a record needs the card itself", record_needs_the_card_itself},
          {"neither reader nor scanner", neither_reader_nor_scanner},
          {"a wrong card at the lookup", wrong_card_at_lookup}};
}

}  // namespace bancheng::core::session::checks
