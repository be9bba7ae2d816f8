// Receipt: printed, or not with the reason in plain words; the number stands on the screen in any case.
#include <algorithm>

#include "kiosk/core/delivery/number.h"
#include "kiosk/core/receipt/build.h"
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"
#include "kiosk/core/session/receipt_texts.h"
#include "kiosk/core/session/slips.h"
#include "kiosk/core/session/store_moves.h"

namespace bancheng::core::session {
namespace {

constexpr Pages kReceipts{At::receipt, At::help_receipt};

Slip* slip_with_job(State& state, std::uint64_t job) {
  const auto found = std::find_if(state.slips.begin(), state.slips.end(), [&](const Slip& slip) {
    return slip.job == job && (slip.paper == Slip::Paper::printing || slip.paper == Slip::Paper::failed);
  });
  return found == state.slips.end() ? nullptr : &*found;
}

bool is_known_job(const Context& context) {
  return slip_with_job(context.state, context.got<Printed>().job) != nullptr;
}

void note_printed(const Context& context) {
  Slip& slip = *slip_with_job(context.state, context.got<Printed>().job);
  slip.paper = Slip::Paper::printed;
  context.emit(ForgetOwedReceipt{slip.stored.number});
  context.emit(PlaySound{Sound::done});
  if (context.state.session) return;
  context.state.owed_until = context.state.now.steady + times::kTakeOwed;
  print_owed(context);
}

void note_not_printed(const Context& context, Slip& slip, PrintTrouble trouble) {
  slip.paper = Slip::Paper::failed;
  slip.trouble = trouble;
  if (context.state.session) context.call_attention();
}

bool is_failed_job(const Context& context) {
  return slip_with_job(context.state, context.got<PrintFailed>().job) != nullptr;
}

void note_failed(const Context& context) {
  const auto& event = context.got<PrintFailed>();
  note_not_printed(context, *slip_with_job(context.state, event.job), event.trouble);
}

void give_printing_up(const Context& context) {
  for (Slip& slip : context.state.slips) {
    const bool late = slip.paper == Slip::Paper::printing && slip.deadline <= context.state.now.steady;
    if (late) note_not_printed(context, slip, PrintTrouble::silent);
  }
  if (context.state.session) context.visit().touched = context.state.now.steady;
}

/// Of the receipt that the page shows.
Slip* shown_slip(const Context& context) {
  return find_slip(context.state, filing_of(context.visit(), context.page).number);
}

bool paper_is(const Context& context, Slip::Paper paper) {
  const Slip* slip = shown_slip(context);
  return slip != nullptr && slip->paper == paper;
}

bool can_print_again(const Context& context) {
  return paper_is(context, Slip::Paper::failed) && usable(context.state, Device::receipt_printer);
}

void print_again(const Context& context) { print_slip(context, *shown_slip(context)); }

bool has_failed(const Context& context) { return paper_is(context, Slip::Paper::failed); }

void to_survey(const Context& context) {
  context.visit().survey_about = context.visit().filing.number;
  arrive(context, {At::survey, 0});
}

/// The person has the number: nothing is owed.
void decline_paper(const Context& context) {
  Slip& slip = *shown_slip(context);
  slip.paper = Slip::Paper::declined;
  context.emit(ForgetOwedReceipt{slip.stored.number});
}

void noted_application(const Context& context) {
  decline_paper(context);
  to_survey(context);
}

bool is_settled(const Context& context) {
  return paper_is(context, Slip::Paper::printed) || paper_is(context, Slip::Paper::declined);
}

void add_paper_state(Page& page, const Slip& slip) {
  switch (slip.paper) {
    case Slip::Paper::owed:
    case Slip::Paper::printing: page.busy("printing", say("receipt.printing")); break;
    case Slip::Paper::printed: page.notice("printed", say("receipt.printed"), Emphasis::normal, "printer"); break;
    case Slip::Paper::failed:
      page.notice("not-printed", say("receipt.not-printed", {{"reason", print_trouble_words(slip.trouble)}}),
                  Emphasis::warning, "warning");
      page.text("receipt.note-down", say("receipt.note-down"));
      break;
    case Slip::Paper::declined: page.text("receipt.note-down", say("receipt.note-down")); break;
  }
}

void add_help_facts(Page& page, const Slip& slip) {
  page.row("receipt.office", say("receipt.office"), help_office(page.setup));
  if (const auto due = help_deadline(page.setup, slip)) {
    page.row("receipt.due", say("receipt.due"), receipt::date_words(*due));
    if (due->estimated) page.text("receipt.estimated", say("receipt.estimated.why"));
  } else {
    page.text("receipt.answer", receipt::answer_words(slip.notes.call_back));
  }
}

void add_failed_buttons(Page& page, const Slip& slip) {
  if (slip.paper != Slip::Paper::failed) return;
  page.button("noted", say("receipt.noted"), Emphasis::primary);
  if (usable(page.state, Device::receipt_printer)) page.button("print-again", say("receipt.print-again"), Emphasis::normal, "printer");
}

}  // namespace

void view_receipt_of(Page& page, const Filing& filing) {
  const Slip* slip = find_slip(page.state, filing.number);
  if (slip == nullptr) return;
  const bool help = slip->kind == delivery::SubmissionKind::help_case;
  page.heading(say(help ? "receipt.title.help" : slip->accepted ? "receipt.title" : "receipt.title.stored"));
  page.notice("number", say("receipt.number", {{"number", delivery::grouped_number(slip->stored.number)}}), Emphasis::primary, "done");
  // What is on paper comes before what the hall has: a number that was not printed is to be written down.
  add_paper_state(page, *slip);
  page.notice("whereabouts", say(slip->accepted ? "receipt.accepted" : "receipt.not-yet-sent"));
  if (help) add_help_facts(page, *slip);
  page.code(receipt::payload_of(slip->stored.number, slip->stored.receipt_code), say("receipt.code"));
  add_failed_buttons(page, *slip);
}

void view_receipt(Page& page) {
  view_receipt_of(page, page.visit().filing);
  const Slip* slip = find_slip(page.state, page.visit().filing.number);
  if (slip != nullptr && slip->paper == Slip::Paper::printed) page.button("continue", say("continue"), Emphasis::primary);
}

Table receipt_transitions() {
  return {
      // name                        pages             upon                element        guard            action
      {"receipt: printed",           kGround,          Upon::printed,      "",            is_known_job,    note_printed},
      {"receipt: not printed",       kGround,          Upon::print_failed, "",            is_failed_job,   note_failed},
      {"receipt: printer silent",    kGround,          Upon::print_over,   "",            always,          give_printing_up},
      {"receipt: print again",       kReceipts,        Upon::touch,        "print-again", can_print_again, print_again},
      {"receipt: noted",             At::receipt,      Upon::touch,        "noted",       has_failed,      noted_application},
      {"receipt: noted, help case",  At::help_receipt, Upon::touch,        "noted",       has_failed,      decline_paper},
      {"receipt: on to the survey",  At::receipt,      Upon::touch,        "continue",    is_settled,      to_survey},
  };
}

}  // namespace bancheng::core::session
