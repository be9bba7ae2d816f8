// Level 2: consent to look up what is on record, and the code that was sent to the phone on record (row R23). A found card
// opens nothing of value.
#include "kiosk/core/session/lookup_moves.h"
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"
#include "kiosk/core/session/questions.h"

namespace bancheng::core::session {
namespace {

using inquiry::Trouble;

void agree(const Context& context) {
  Session& visit = context.visit();
  const inquiry::Who who = by_card(*visit.card);
  if (!visit.lookup || visit.lookup->purpose != Lookup::Purpose::record || visit.lookup->who != who) {
    visit.lookup = Lookup{.purpose = Lookup::Purpose::record, .who = who};
  }
  ask_for_record(context);
}

void go_home(const Context& context) { arrive(context, {At::home, 0}); }

/// The next touch of a key begins a new try.
void note_typing(const Context& context) {
  context.visit().lookup->code = *context.text();
  context.visit().lookup->trouble.reset();
}

bool brings_text(const Context& context) { return context.text() != nullptr; }

void check_code(const Context& context) {
  const Lookup& lookup = *context.visit().lookup;
  ask_hall(context, inquiry::CheckCode{*lookup.who, lookup.sent->challenge, lookup.code});
}

void send_again(const Context& context) { ask_hall(context, inquiry::SendCode{*context.visit().lookup->who}); }

bool code_is_good(const Context& context) {
  const Lookup& lookup = *context.visit().lookup;
  return lookup.trouble != Trouble::code_expired && answer_is_good(context);
}

bool code_is_wrong(const Context& context) { return !answer_is_good(context); }

void complain(const Context& context) {
  context.visit().complaint = objection_to_answer(context.setup, context.state, context.visit().main);
  context.call_attention();
}

/// Whole minutes: nobody is promised more time than there is.
std::int64_t minutes_of(const inquiry::CodeSent& sent) { return sent.seconds / 60; }

}  // namespace

void ask_for_record(const Context& context) {
  const Lookup& lookup = *context.visit().lookup;
  if (lookup.pass.empty()) return ask_hall(context, inquiry::SendCode{*lookup.who});
  ask_hall(context, inquiry::FetchRecord{*lookup.who, lookup.pass, context.item().record});
}

void view_consent(Page& page) {
  page.progress(Stage::questions);
  page.heading(say("consent.title"));
  page.text("consent.what", say("consent.what", {{"item", Words(page.item().name)}}));
  page.text("consent.how", say("consent.how"));
  page.text("consent.kept", say("consent.kept"));
  page.button("agree", say("consent.agree"), Emphasis::primary);
  page.button("decline", say("consent.decline"));
}

void view_code(Page& page) {
  const Lookup& lookup = page.lookup();
  const Spot spot = page.visit().main;
  const bool expired = lookup.trouble == Trouble::code_expired;
  if (expired) {
    page.heading(say("code.expired"));
    page.text("code.expired", say("inquiry.trouble.code_expired"));
  } else {
    if (lookup.trouble) page.problem(say(std::string("inquiry.trouble.") + inquiry::name_of(*lookup.trouble)));
    page.question(*question_on(page.setup, page.state, spot), spot, page.visit().complaint);
  }
  if (lookup.sent && !expired) page.text("code.sent", say("code.sent", {{"phone", Words(lookup.sent->masked_phone)}}));
  const bool lasts = lookup.sent && !expired && minutes_of(*lookup.sent) > 0;
  if (lasts) page.text("code.life", say("code.life", {{"minutes", minutes_of(*lookup.sent)}}));
  page.button("send-again", say(expired ? "code.send-new" : "code.send-again"), expired ? Emphasis::primary : Emphasis::normal);
  page.button("get-help", say("ways.help"), Emphasis::quiet, "help");
}

Table level_2_transitions() {
  constexpr At kConsent = At::consent;
  constexpr At kCode = At::code;
  return {
      // name                 pages     upon         element       guard          action
      {"consent: given",      kConsent, Upon::touch, "agree",      always,        agree},
      {"consent: declined",   kConsent, Upon::touch, "decline",    always,        go_home},
      {"level 2: typed",      kCode,    Upon::touch, "answer",     brings_text,   note_typing},
      {"level 2: refused",    kCode,    Upon::touch, "continue",   code_is_wrong, complain},
      {"level 2: check code", kCode,    Upon::touch, "continue",   code_is_good,  check_code},
      {"level 2: send again", kCode,    Upon::touch, "send-again", always,        send_again},
      {"level 2: help",       kCode,    Upon::touch, "get-help",   always,        open_help},
  };
}

}  // namespace bancheng::core::session
