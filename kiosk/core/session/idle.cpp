// Covers: the warning before an idle visit is wiped, and "end the visit?". Both are pages of their own; what is below them
// stays as it is.
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"
#include "kiosk/core/session/slips.h"

namespace bancheng::core::session {
namespace {

void warn(const Context& context) {
  context.visit().warned = context.state.now.steady;
  context.call_attention();
}

void extend(const Context& context) { context.visit().warned.reset(); }

void stay(const Context& context) { context.visit().ending = false; }

void leave(const Context& context) {
  Session& visit = context.visit();
  visit.ending = false;
  visit.help.reset();
  arrive(context, {At::goodbye, 0});
}

/// What ending now costs, truthfully.
const char* loss(const State& state) {
  const Session& visit = *state.session;
  const bool storing = is_unanswered(state, visit.filing) || (visit.help && is_unanswered(state, visit.help->filing));
  if (storing) return "end.storing";
  if (!visit.filing.number.empty()) return "end.stored";
  if (visit.help && !visit.help->filing.number.empty()) return "end.help-stored";
  return "end.lost";
}

}  // namespace

void view_idle(Page& page) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(page.visit().warning_for).count();
  page.heading(say("idle.title"));
  page.picture("clock");
  page.text("idle.text", say("idle.text", {{"seconds", static_cast<std::int64_t>(seconds)}}));
  page.button("extend", say("idle.extend"), Emphasis::primary);
  page.button("end-now", say("idle.end"), Emphasis::quiet, "end");
}

void view_end(Page& page) {
  page.heading(say("end.title"));
  page.notice("end.loss", say(loss(page.state)), Emphasis::warning, "warning");
  page.button("end-cancel", say("end.cancel"), Emphasis::primary);
  page.button("end-confirm", say("end.confirm"), Emphasis::warning, "end");
}

Table idle_transitions() {
  return {
      // name                    pages                 upon             element        guard   action
      {"idle: warning",          kVisit.but(At::idle), Upon::idle_over, "",            always, warn},
      {"idle: nobody is there",  At::idle,             Upon::idle_over, "",            always, end_visit},
      {"idle: extended",         At::idle,             Upon::touch,     "extend",      always, extend},
      {"idle: any touch",        At::idle,             Upon::any_touch, "",            always, extend},
      {"idle: ended",            At::idle,             Upon::touch,     "end-now",     always, end_visit},
      {"end: confirmed",         At::end,              Upon::touch,     "end-confirm", always, leave},
      {"end: cancelled",         At::end,              Upon::touch,     "end-cancel",  always, stay},
      {"end: back",              At::end,              Upon::touch,     "bar.back",    always, stay},
  };
}

}  // namespace bancheng::core::session
