#include "kiosk/core/session/printout.h"

#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/receipt_texts.h"

namespace bancheng::core::session {
namespace {

using Paper = Printout::Paper;

const std::optional<Printout>& printout_of(const State& state) {
  static const std::optional<Printout> kNone;
  return state.session ? state.session->printout : kNone;
}

bool is_at_printer(const State& state) { return printout_of(state) && printout_of(state)->paper == Paper::printing; }

bool is_it(const State& state, std::uint64_t job) { return printout_of(state) && printout_of(state)->job == job; }

bool is_printed(const Context& context) { return is_it(context.state, context.got<Printed>().job); }

void note_printed(const Context& context) {
  context.visit().printout->paper = Paper::printed;
  context.emit(PlaySound{Sound::done});
}

bool has_failed(const Context& context) { return is_it(context.state, context.got<PrintFailed>().job); }

void note_trouble(const Context& context, PrintTrouble trouble) {
  context.visit().printout->paper = Paper::failed;
  context.visit().printout->trouble = trouble;
  context.call_attention();
}

void note_failed(const Context& context) { note_trouble(context, context.got<PrintFailed>().trouble); }

bool is_late(const Context& context) {
  const auto deadline = printout_deadline(context.state);
  return deadline && *deadline <= context.state.now.steady;
}

void give_up(const Context& context) {
  note_trouble(context, PrintTrouble::silent);
  context.visit().touched = context.state.now.steady;
}

}  // namespace

bool can_print_out(const Context& context) {
  return usable(context.state, Device::receipt_printer) && !is_at_printer(context.state);
}

void print_out(const Context& context, receipt::Receipt paper) { print_out(context, std::move(paper), context.visit().settings.language); }

void print_out(const Context& context, receipt::Receipt paper, Language language) {
  Printout printout{.job = next_job(context.state), .paper = Paper::printing, .trouble = {}, .deadline = context.state.now.steady + times::kPrint};
  context.emit(Print{printout.job, language, std::move(paper)});
  context.visit().printout = printout;
}

void add_printout_state(Page& page) {
  const std::optional<Printout>& printout = printout_of(page.state);
  if (printout && printout->paper == Paper::printing) return page.busy("printing", say("printout.printing"));
  if (printout && printout->paper == Paper::printed) page.notice("printed", say("printout.printed"), Emphasis::primary, "done");
  if (printout && printout->paper == Paper::failed) {
    page.notice("not-printed", say("printout.not-printed", {{"reason", print_trouble_words(printout->trouble)}}), Emphasis::warning, "warning");
  } else if (!printout && !usable(page.state, Device::receipt_printer)) {
    page.text("no-printer", say("printout.no-printer"));
  }
}

void add_print_button(Page& page, Words label, Emphasis emphasis) {
  const std::optional<Printout>& printout = printout_of(page.state);
  const bool printing = printout && printout->paper == Paper::printing;
  if (usable(page.state, Device::receipt_printer) && !printing) page.button("print", std::move(label), emphasis, "printer");
}

std::optional<base::SteadyTime> printout_deadline(const State& state) {
  if (!is_at_printer(state)) return std::nullopt;
  return printout_of(state)->deadline;
}

Table printout_transitions() {
  return {
      // name                       pages    upon                element  guard       action
      {"printout: printed",         kGround, Upon::printed,      "",      is_printed, note_printed},
      {"printout: not printed",     kGround, Upon::print_failed, "",      has_failed, note_failed},
      {"printout: printer silent",  kGround, Upon::print_over,   "",      is_late,    give_up},
  };
}

}  // namespace bancheng::core::session
