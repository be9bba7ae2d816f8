// Nobody is there: the attract page, and "owed", on which the receipt of an interrupted visit comes out.
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"
#include "kiosk/core/session/slips.h"

namespace bancheng::core::session {
namespace {

bool printer_is_back(const Context& context) {
  return context.got<DeviceState>().device == Device::receipt_printer && usable(context.state, Device::receipt_printer);
}

/// What failed before gets another try, now or when nobody is there.
void try_owed_again(const Context& context) {
  for (Slip& slip : context.state.slips) {
    const bool on_screen = context.state.session && (context.visit().filing.number == slip.stored.number ||
                                                     (context.visit().help && context.help().filing.number == slip.stored.number));
    if (slip.paper == Slip::Paper::failed && !on_screen) slip.paper = Slip::Paper::owed;
  }
  print_owed(context);
}

bool is_news(const Context& context) { return find_slip(context.state, context.got<ReceiptOwed>().number) == nullptr; }

void note_owed(const Context& context) {
  const auto& owed = context.got<ReceiptOwed>();
  Slip slip;
  slip.stored = {owed.number, owed.receipt_code, owed.stored_at};
  slip.kind = owed.kind;
  slip.item = owed.item;
  slip.notes = owed.notes;
  slip.language = context.setup.defaults.language;
  slip.accepted = owed.accepted;
  slip.tries = 1;  // it may have been at the printer before the restart
  add_slip(context.state, std::move(slip));
  print_owed(context);
}

void owed_taken(const Context& context) { context.state.owed_until.reset(); }

}  // namespace

void view_attract(Page& page) {
  page.heading(say("attract.title"));
  page.text("attract.text", say("attract.text"));
  if (!page.setup.opening_hours.empty()) page.text("attract.hours", Words(page.setup.opening_hours));
  page.button("start", say("attract.start"), Emphasis::primary);
}

void view_owed(Page& page) {
  page.heading(say("owed.title"));
  page.picture("printer");
  if (print_deadline(page.state)) {
    page.busy("printing", say("owed.printing"));
  } else {
    page.notice("owed.take", say("owed.take"));
  }
  page.button("start", say("continue"), Emphasis::primary);
}

Table front_transitions() {
  return {
      // name                          pages       upon                element  guard            action
      {"front: a touch begins a visit", kFront,    Upon::touch,        "start", always,          begin_visit},
      {"front: receipt owed",          kGround,    Upon::receipt_owed, "",      is_news,         note_owed},
      {"front: owed receipt was left", At::owed,   Upon::wait_over,    "",      always,          owed_taken},
      {"front: printer is back",       kGround,    Upon::device,       "",      printer_is_back, try_owed_again},
  };
}

}  // namespace bancheng::core::session
