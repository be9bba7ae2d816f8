// Submissions: what the hall has of this person and how far it is; a supplement that it asks for is given here (row R16).
#include <algorithm>

#include "kiosk/core/delivery/number.h"
#include "kiosk/core/receipt/build.h"
#include "kiosk/core/session/document_paper.h"
#include "kiosk/core/session/lookup_moves.h"
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"
#include "kiosk/core/session/printout.h"

namespace bancheng::core::session {
namespace {

using inquiry::SubmissionLine;

const Lookup& lookup_of(const Context& context) { return *context.visit().lookup; }

bool wants_level_2(const Context& context) { return lookup_of(context).pass.empty(); }

void send_code(const Context& context) { ask_hall(context, inquiry::SendCode{*lookup_of(context).who}); }

bool is_listed(const Context& context) {
  const auto& submissions = lookup_of(context).submissions;
  return submissions && std::any_of(submissions->lines.begin(), submissions->lines.end(),
                                    [&](const SubmissionLine& line) { return line.number == context.rest; });
}

void show(const Context& context) {
  ask_hall(context, inquiry::ShowSubmission{*lookup_of(context).who, lookup_of(context).pass, std::string(context.rest)});
}

/// Without the number's spaces; the item where it may be told.
Words title_of(const Setup& setup, const SubmissionLine& line) {
  if (const catalogue::Item* item = setup.catalogue->find(line.item)) return Words(item->name);
  return say(std::string("progress.kind.") + delivery::name_of(line.kind));
}

Words progress_words(const SubmissionLine& line) { return say(std::string("progress.status.") + inquiry::name_of(line.progress)); }

Words plain(std::string text) { return say("receipt.plain", {{"text", std::move(text)}}); }

const catalogue::Item* item_to_supplement(const Setup& setup, const Lookup& lookup) {
  if (!lookup.details || !lookup.details->supplement) return nullptr;
  return setup.catalogue->find(lookup.details->line.item);
}

bool is_supplement_wanted(const Context& context) { return item_to_supplement(context.setup, lookup_of(context)) != nullptr; }

void supplement(const Context& context) {
  Session& visit = context.visit();
  const catalogue::Item& item = *item_to_supplement(context.setup, *visit.lookup);
  begin_item(context, item);
  visit.supplementing = Supplementing{visit.lookup->details->line.number, visit.lookup->details->supplement->materials};
  go_on(context);
}

bool has_result(const Context& context) { return lookup_of(context).details->result.has_value(); }

void show_result(const Context& context) {
  context.visit().lookup->document = context.visit().lookup->details->result;
  arrive(context, {At::document, 0});
}

void print(const Context& context) { print_out(context, progress_paper(context.setup, context.state)); }

bool is_decided(const SubmissionLine& line) {
  return line.progress == inquiry::Progress::granted || line.progress == inquiry::Progress::refused;
}

void add_supplement(Page& page, const inquiry::WantedSupplement& wanted) {
  page.notice("supplement.reason", say("supplement.reason", {{"reason", Words(wanted.reason)}}), Emphasis::warning, "warning");
  page.row("supplement.due", say("supplement.due"), plain(wanted.due));
  const catalogue::Item* item = item_to_supplement(page.setup, page.lookup());
  if (item == nullptr) return page.text("supplement.elsewhere", say("supplement.elsewhere"));
  for (const catalogue::Material& material : item->materials) {
    const bool asked = std::find(wanted.materials.begin(), wanted.materials.end(), material.id) != wanted.materials.end();
    if (asked) page.row("supplement." + material.id, say("supplement.material"), Words(material.name));
  }
}

}  // namespace

void view_submissions(Page& page) {
  const Lookup& lookup = page.lookup();
  const bool level_1 = lookup.pass.empty();
  page.heading(say("submissions.title"));
  if (lookup.submissions->lines.empty()) {
    page.text("submissions.none", say("submissions.none"));
  } else if (level_1) {
    page.text("submissions.level-1", say("submissions.level-1"));
  }
  int order = 0;
  for (const SubmissionLine& line : lookup.submissions->lines) {
    const std::string date = receipt::time_text(line.stored_at);
    if (level_1) {
      page.row("submission." + line.number, plain(std::to_string(++order) + ". " + date), progress_words(line));
    } else {
      page.tile("submission." + line.number, title_of(page.setup, line), say("submissions.line", {{"date", date}, {"status", progress_words(line)}}), {});
    }
  }
  if (level_1 && !lookup.submissions->lines.empty()) page.button("show-more", say("submissions.more"), Emphasis::primary, "phone");
  page.button("get-help", say("ways.help"), Emphasis::quiet, "help");
}

void view_submission(Page& page) {
  const Lookup& lookup = page.lookup();
  const inquiry::SubmissionDetails& details = *lookup.details;
  page.heading(title_of(page.setup, details.line));
  add_printout_state(page);
  page.notice("progress", progress_words(details.line), Emphasis::primary, is_decided(details.line) ? "done" : "info");
  if (details.supplement) add_supplement(page, *details.supplement);
  if (!details.note.empty()) page.row("note", say("submission.note"), Words(details.note));
  page.row("number", say("submission.number"), plain(delivery::grouped_number(details.line.number)));
  page.row("stored-at", say("receipt.stored-at"), plain(receipt::time_text(details.line.stored_at)));
  if (!details.deadline.empty()) {
    page.row("deadline", say("submission.deadline"), say(details.deadline_estimated ? "receipt.estimated" : "receipt.plain", {{"text", details.deadline}}));
  }
  const bool can_supplement = item_to_supplement(page.setup, lookup) != nullptr;
  if (can_supplement) page.button("supplement", say("submission.supplement"), Emphasis::primary, "page-under-camera");
  if (details.result) page.button("result", say("submission.result"), Emphasis::primary);
  if (!details.result && is_decided(details.line) && lookup.pass.empty()) page.button("show-more", say("submission.more"), Emphasis::primary, "phone");
  add_print_button(page, say("submission.print"));
  page.button("get-help", say("ways.help"), Emphasis::quiet, "help");
}

Table submissions_transitions() {
  constexpr At kList = At::submissions;
  constexpr At kOne = At::submission;
  constexpr Pages kBoth{At::submissions, At::submission};
  return {
      // name                       pages  upon         element         guard                 action
      {"submissions: show one",     kList, Upon::touch, "submission.*", is_listed,            show},
      {"submissions: level 2",      kBoth, Upon::touch, "show-more",    wants_level_2,        send_code},
      {"submission: supplement",    kOne,  Upon::touch, "supplement",   is_supplement_wanted, supplement},
      {"submission: result",        kOne,  Upon::touch, "result",       has_result,           show_result},
      {"submission: print",         kOne,  Upon::touch, "print",        can_print_out,        print},
      {"submissions: help",         kBoth, Upon::touch, "get-help",     always,               open_help},
  };
}

}  // namespace bancheng::core::session
