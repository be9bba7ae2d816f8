// Asking: the hall is asked while the person waits. Without an answer: why, and the other ways.
#include "kiosk/core/session/lookup_moves.h"
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"

namespace bancheng::core::session {
namespace {

using inquiry::Trouble;

bool is_awaited(const Context& context) { return context.visit().lookup && context.visit().lookup->job == context.got<Answered>().job; }

bool fails_awaited(const Context& context) { return context.visit().lookup && context.visit().lookup->job == context.got<Unanswered>().job; }

void take(const Context& context, const inquiry::CodeSent& sent) {
  context.visit().lookup->sent = sent;
  context.visit().lookup->code = {};
  arrive(context, {At::code, 0});
}

void take(const Context& context, const inquiry::CodeAccepted& accepted) {
  Lookup& lookup = *context.visit().lookup;
  lookup.pass = accepted.pass;
  lookup.sent.reset();
  lookup.code = {};
  if (lookup.purpose == Lookup::Purpose::record) return ask_for_record(context);
  if (lookup.details) return ask_hall(context, inquiry::ShowSubmission{*lookup.who, lookup.pass, lookup.details->line.number});
  ask_hall(context, inquiry::ListSubmissions{*lookup.who, lookup.pass});
}

void take(const Context& context, const inquiry::Submissions& submissions) {
  context.visit().lookup->submissions = submissions;
  context.visit().lookup->details.reset();
  arrive(context, {At::submissions, 0});
}

void take(const Context& context, const inquiry::SubmissionDetails& details) {
  context.visit().lookup->details = details;
  arrive(context, {At::submission, 0});
}

void take(const Context& context, const inquiry::Document& document) {
  context.visit().lookup->document = document;
  arrive(context, {At::document, 0});
}

void take_answer(const Context& context) {
  context.visit().lookup->job = 0;
  // By value: what is done with it may ask anew.
  const inquiry::Answer answer = context.got<Answered>().answer;
  std::visit([&](const auto& one) { take(context, one); }, answer);
}

void fail(const Context& context, Trouble trouble) {
  Lookup& lookup = *context.visit().lookup;
  lookup.job = 0;
  lookup.trouble = trouble;
  const bool about_code = lookup.sent && (trouble == Trouble::wrong_code || trouble == Trouble::code_expired);
  arrive(context, {about_code ? At::code : At::ask_failed, 0});
  context.call_attention();
}

void take_trouble(const Context& context) { fail(context, context.got<Unanswered>().trouble); }

void give_up(const Context& context) { fail(context, Trouble::hall_failed); }

bool may_help_to_try_again(Trouble trouble) {
  return trouble == Trouble::no_network || trouble == Trouble::hall_failed;
}

bool can_try_again(const Context& context) {
  const auto& trouble = context.visit().lookup->trouble;
  return trouble && may_help_to_try_again(*trouble) && context.visit().lookup->question;
}

void try_again(const Context& context) { ask_hall(context, *context.visit().lookup->question); }

void go_home(const Context& context) { arrive(context, {At::home, 0}); }

}  // namespace

void ask_hall(const Context& context, inquiry::Question question) {
  Lookup& lookup = *context.visit().lookup;
  lookup.job = next_job(context.state);
  lookup.trouble.reset();
  lookup.question = question;
  context.emit(Ask{std::move(question), lookup.job});
  arrive(context, {At::asking, 0});
}

void view_asking(Page& page) {
  page.heading(say("asking.title"));
  page.busy("asking.busy", say("asking.busy"));
}

void view_ask_failed(Page& page) {
  const Trouble trouble = page.lookup().trouble.value_or(Trouble::hall_failed);
  const std::string id = std::string("inquiry.trouble.") + inquiry::name_of(trouble);
  page.heading(say("ask-failed.title"));
  page.notice("ask-failed.reason", say(id), Emphasis::warning, "warning");
  page.text("ask-failed.ways", say("ask-failed.ways"));
  if (!page.setup.hall_phone.empty()) {
    page.notice("ask-failed.phone", say("store-failed.phone", {{"phone", page.setup.hall_phone}}), Emphasis::primary, "phone");
  }
  const bool again = may_help_to_try_again(trouble) && page.lookup().question.has_value();
  if (again) page.button("try-again", say("ask-failed.again"), Emphasis::primary);
  page.button("get-help", say("ways.help"), again ? Emphasis::normal : Emphasis::primary, "help");
  page.button("home", say("ways.home"));
}

Table asking_transitions() {
  constexpr At kAsking = At::asking;
  constexpr At kFailed = At::ask_failed;
  return {
      // name                  pages     upon              element      guard          action
      {"asking: answered",     kAsking,  Upon::answered,   "",          is_awaited,    take_answer},
      {"asking: not answered", kAsking,  Upon::unanswered, "",          fails_awaited, take_trouble},
      {"asking: no answer",    kAsking,  Upon::wait_over,  "",          always,        give_up},
      {"ask failed: again",    kFailed,  Upon::touch,      "try-again", can_try_again, try_again},
      {"ask failed: help",     kFailed,  Upon::touch,      "get-help",  always,        open_help},
      {"ask failed: home",     kFailed,  Upon::touch,      "home",      always,        go_home},
  };
}

}  // namespace bancheng::core::session
