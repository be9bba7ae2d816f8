// Document: what the hall has on record or has decided, to read and to print with its verification code (row R8).
#include "kiosk/core/session/document_paper.h"

#include "kiosk/core/delivery/number.h"
#include "kiosk/core/receipt/build.h"
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"
#include "kiosk/core/session/printout.h"

namespace bancheng::core::session {
namespace {

using namespace receipt;

Words plain(std::string text) { return say("receipt.plain", {{"text", std::move(text)}}); }

void add_heading(Receipt& paper, const Words& words) {
  Heading heading;
  heading.text = words;
  paper.lines.emplace_back(heading);
}

void add_phone(Receipt& paper, const Setup& setup) {
  if (!setup.hall_phone.empty()) paper.lines.emplace_back(Paragraph{say("receipt.phone", {{"phone", setup.hall_phone}}), false});
}

void print(const Context& context) { print_out(context, document_paper(context.setup, context.state), Language::zh_cn); }

void finish(const Context& context) { arrive(context, {At::goodbye, 0}); }

}  // namespace

Receipt progress_paper(const Setup& setup, const State& state) {
  const inquiry::SubmissionDetails& details = *state.session->lookup->details;
  const catalogue::Item* item = setup.catalogue->find(details.line.item);
  Receipt paper;
  paper.large = true;
  add_heading(paper, say("progress-paper.title"));
  if (item != nullptr) paper.lines.emplace_back(Row{say("receipt.item"), Words(item->name)});
  paper.lines.emplace_back(Row{say("submission.number"), plain(delivery::grouped_number(details.line.number))});
  paper.lines.emplace_back(Row{say("receipt.stored-at"), plain(time_text(details.line.stored_at))});
  paper.lines.emplace_back(Row{say("progress-paper.status"), say(std::string("progress.status.") + inquiry::name_of(details.line.progress))});
  if (!details.deadline.empty()) paper.lines.emplace_back(Row{say("submission.deadline"), plain(details.deadline)});
  if (details.supplement) {
    paper.lines.emplace_back(Rule{});
    paper.lines.emplace_back(Paragraph{say("supplement.reason", {{"reason", Words(details.supplement->reason)}}), true});
    paper.lines.emplace_back(Row{say("supplement.due"), plain(details.supplement->due)});
  }
  paper.lines.emplace_back(Rule{});
  paper.lines.emplace_back(Paragraph{say("progress-paper.as-of", {{"time", time_text(state.now.wall)}}), false});
  add_phone(paper, setup);
  return paper;
}

Receipt document_paper(const Setup& setup, const State& state) {
  const inquiry::Document& document = *state.session->lookup->document;
  Receipt paper;
  add_heading(paper, Words(document.title));
  paper.lines.emplace_back(Row{say("document.issuer"), plain(document.issuer)});
  paper.lines.emplace_back(Row{say("document.issued-at"), plain(time_text(document.issued_at))});
  paper.lines.emplace_back(Rule{});
  for (const inquiry::Document::Line& line : document.lines) paper.lines.emplace_back(Row{Words(line.label), Words(line.value)});
  paper.lines.emplace_back(Rule{});
  paper.lines.emplace_back(Row{say("document.code"), plain(document.verification_code)});
  paper.lines.emplace_back(Paragraph{say("document.verify"), false});
  add_phone(paper, setup);
  return paper;
}

void view_document(Page& page) {
  const inquiry::Document& document = *page.lookup().document;
  page.heading(Words(document.title));
  add_printout_state(page);
  page.row("document.issuer", say("document.issuer"), plain(document.issuer));
  page.row("document.issued-at", say("document.issued-at"), plain(time_text(document.issued_at)));
  int number = 0;
  for (const inquiry::Document::Line& line : document.lines) {
    page.row("line." + std::to_string(++number), Words(line.label), Words(line.value));
  }
  page.row("document.code", say("document.code"), plain(document.verification_code));
  add_print_button(page, say("document.print"), Emphasis::primary);
  page.button("finish", say("document.finish"));
}

Table document_transitions() {
  return {
      {"document: print",  At::document, Upon::touch, "print",  can_print_out, print},
      {"document: finish", At::document, Upon::touch, "finish", always,        finish},
  };
}

}  // namespace bancheng::core::session
