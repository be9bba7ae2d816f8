// Store: seal and put on disk, wait for the answer, wait a moment for the hall; say plainly when it does not work.
#include <algorithm>
#include <set>

#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"
#include "kiosk/core/session/slips.h"
#include "kiosk/core/session/store_moves.h"

namespace bancheng::core::session {
namespace {

constexpr Pages kStoring{At::storing, At::help_storing};
constexpr Pages kFailed{At::store_failed, At::help_store_failed};

void arrive_beside(const Context& context, At main, At help) {
  if (kHelpPages.has(context.page)) {
    arrive_help(context, {help, 0});
  } else {
    arrive(context, {main, 0});
  }
}

std::optional<base::SteadyTime>& wait_of(const Context& context) {
  return kHelpPages.has(context.page) ? context.help().wait : context.visit().wait;
}

Filing& filing_of(const Context& context) { return session::filing_of(context.visit(), context.page); }

std::uint64_t ask_to_store(const Context& context, delivery::Submission submission) {
  State& state = context.state;
  const std::uint64_t job = next_job(state);
  state.pending.push_back({job, delivery::kind_of(submission), context.visit().item, submission.language, delivery::notes_of(submission)});
  context.emit(Store{std::move(submission), job});
  return job;
}

delivery::Application application_of(const Context& context) {
  const Session& visit = context.visit();
  const catalogue::Item& item = context.item();
  delivery::Application application;
  application.item = item.id;
  application.item_version = item.version;
  application.card = *visit.card;
  application.identified_by = visit.identified_by;
  application.answers = answers_that_count(item, visit);
  for (std::size_t i = 0; i < item.materials.size(); ++i) {
    if (!is_wanted(item.materials[i], item, visit)) continue;
    application.materials.push_back({item.materials[i].id, visit.materials[i].pages});
  }
  application.delivery = visit.delivery.value_or(catalogue::Delivery::pick_up);
  if (application.delivery == catalogue::Delivery::courier) application.courier = visit.courier;
  application.signature = visit.signature;
  return application;
}

delivery::Supplement supplement_of(const Context& context) {
  const Session& visit = context.visit();
  delivery::Supplement supplement{visit.supplementing->about, visit.item, {}};
  const catalogue::Item& item = context.item();
  for (std::size_t i = 0; i < item.materials.size(); ++i) {
    // What could not be scanned is brought to the hall: it is still wanted there.
    const bool scanned = is_wanted(item.materials[i], item, visit) && !visit.materials[i].pages.empty();
    if (scanned) supplement.materials.push_back({item.materials[i].id, visit.materials[i].pages});
  }
  // Counted by what was asked for: a material that this terminal's catalogue does not know is still to be brought too.
  const std::set<std::string> wanted(visit.supplementing->materials.begin(), visit.supplementing->materials.end());
  supplement.more_to_follow = supplement.materials.size() < wanted.size();
  return supplement;
}

/// What the visit hands over.
delivery::Submission submission_of(const Context& context) {
  delivery::Submission submission{context.visit().settings.language, {}};
  if (context.visit().supplementing) {
    submission.content = supplement_of(context);
  } else {
    submission.content = application_of(context);
  }
  return submission;
}

delivery::HelpCase help_case_of(const Context& context) {
  const Session& visit = context.visit();
  const Help& help = context.help();
  delivery::HelpCase help_case;
  help_case.stuck_on = help.stuck_on;
  help_case.item = visit.item;
  help_case.category = help.category.value_or(delivery::HelpCategory::other);
  help_case.text = help.text;
  if (!help.without_phone) help_case.phone = help.phone;
  help_case.card = visit.card;
  help_case.identified_by = visit.identified_by;
  if (const catalogue::Item* item = item_of(context.setup, context.state)) help_case.answers = answers_that_count(*item, visit);
  return help_case;
}

bool is_awaited(const Context& context, std::uint64_t job) {
  return filing_of(context).job == job && is_unanswered(context.state, filing_of(context));
}

bool is_awaited_success(const Context& context) { return is_awaited(context, context.got<Stored>().job); }
bool is_awaited_failure(const Context& context) { return is_awaited(context, context.got<StoreFailed>().job); }

/// Takes the note of what was asked for out of the list; nothing when it is not there.
std::optional<PendingStore> take_pending(State& state, std::uint64_t job) {
  const auto found = std::find_if(state.pending.begin(), state.pending.end(),
                                  [&](const PendingStore& pending) { return pending.job == job; });
  if (found == state.pending.end()) return std::nullopt;
  const PendingStore pending = *found;
  state.pending.erase(found);
  return pending;
}

void note_slip(const Context& context, const PendingStore& pending, const delivery::StoredSubmission& stored) {
  Slip slip;
  slip.stored = stored;
  slip.kind = pending.kind;
  slip.item = pending.item;
  slip.notes = pending.notes;
  slip.language = context.state.session ? context.visit().settings.language : pending.language;
  add_slip(context.state, std::move(slip));
  context.emit(WatchAcceptance{stored.number});
}

void take_stored(const Context& context) {
  const auto& event = context.got<Stored>();
  const std::optional<PendingStore> pending = take_pending(context.state, event.job);
  filing_of(context).number = event.stored.number;
  note_slip(context, *pending, event.stored);
  arrive_beside(context, At::storing, At::help_storing);
  wait_of(context) = context.state.now.steady + times::kAcceptance;
  context.emit(PlaySound{Sound::done});
}

/// Stored after nobody waited for it any more: its receipt is owed.
void take_stored_behind(const Context& context) {
  const auto& event = context.got<Stored>();
  const std::optional<PendingStore> pending = take_pending(context.state, event.job);
  if (!pending || pending->kind == delivery::SubmissionKind::survey) return;
  note_slip(context, *pending, event.stored);
  print_owed(context);
}

void explain_failure(const Context& context) {
  const auto& event = context.got<StoreFailed>();
  take_pending(context.state, event.job);
  filing_of(context).trouble = event.trouble;
  if (kStoring.has(context.page)) {
    arrive_beside(context, At::store_failed, At::help_store_failed);
    context.call_attention();
  }
}

void forget_failed_behind(const Context& context) { take_pending(context.state, context.got<StoreFailed>().job); }

bool is_saved(const Context& context) { return !filing_of(context).number.empty(); }

void to_receipt(const Context& context) {
  const std::string number = filing_of(context).number;
  arrive_beside(context, At::receipt, At::help_receipt);
  if (Slip* slip = find_slip(context.state, number)) print_slip(context, *slip);
}

void give_storing_up(const Context& context) {
  arrive_beside(context, At::store_failed, At::help_store_failed);
  context.call_attention();
}

bool is_for_this(const Context& context) { return is_saved(context) && context.got<HallAccepted>().number == filing_of(context).number; }

void mark_accepted(const Context& context) {
  if (Slip* slip = find_slip(context.state, context.got<HallAccepted>().number)) slip->accepted = true;
}

void accepted_in_time(const Context& context) {
  mark_accepted(context);
  to_receipt(context);
}

void ask_again(const Context& context) {
  Filing& filing = filing_of(context);
  const bool help = kHelpPages.has(context.page);
  filing.job = ask_to_store(context, help ? delivery::Submission{context.visit().settings.language, help_case_of(context)} : submission_of(context));
}

/// By touch: waits on the page of storing. What is not answered yet is not stored a second time.
void try_again(const Context& context) {
  if (!is_unanswered(context.state, filing_of(context))) ask_again(context);
  arrive_beside(context, At::storing, At::help_storing);
}

/// By itself: the page stays, with its reason and the telephone.
void try_again_quietly(const Context& context) {
  if (!is_unanswered(context.state, filing_of(context))) ask_again(context);
  wait_of(context) = context.state.now.steady + times::kStoreAgain;
}

void have_patience(const Context& context) { context.call_attention(); }

void view_saving(Page& page, const Filing& filing) {
  const bool saved = !filing.number.empty();
  page.heading(say(saved ? "storing.saved" : "storing.title"));
  page.busy("storing.busy", say(saved ? "storing.sending" : "storing.busy"));
}

void view_failed(Page& page, const Filing& filing) {
  const bool trying = is_unanswered(page.state, filing);
  const bool full = filing.trouble == StoreTrouble::disk_full;
  page.heading(say("store-failed.title"));
  page.notice("store-failed.reason", say(!filing.trouble ? "store-failed.slow" : full ? "store-failed.full" : "store-failed.disk"),
              Emphasis::warning, "warning");
  page.text("store-failed.not-stored", say("store-failed.not-stored"));
  if (!page.setup.hall_phone.empty()) {
    page.notice("store-failed.phone", say("store-failed.phone", {{"phone", page.setup.hall_phone}}), Emphasis::primary, "phone");
  }
  if (trying) {
    page.busy("store-failed.trying", say("store-failed.trying"));
  } else {
    page.text("store-failed.again", say("store-failed.again"));
  }
  page.button("try-again", say(trying ? "store-failed.wait" : "store-failed.try"), Emphasis::primary);
}

}  // namespace

Filing& filing_of(Session& visit, At page) { return kHelpPages.has(page) ? visit.help->filing : visit.filing; }

void store_application(const Context& context) {
  Filing& filing = context.visit().filing;
  filing = {};
  filing.job = ask_to_store(context, submission_of(context));
  arrive(context, {At::storing, 0});
}

void store_help_case(const Context& context) {
  Filing& filing = context.help().filing;
  filing = {};
  filing.job = ask_to_store(context, {context.visit().settings.language, help_case_of(context)});
  arrive_help(context, {At::help_storing, 0});
}

void store_survey(const Context& context, int degree) {
  ask_to_store(context, {context.visit().settings.language, delivery::Survey{context.visit().survey_about, degree}});
}

void view_storing(Page& page) { view_saving(page, page.visit().filing); }
void view_help_storing(Page& page) { view_saving(page, page.help().filing); }
void view_store_failed(Page& page) { view_failed(page, page.visit().filing); }
void view_help_store_failed(Page& page) { view_failed(page, page.help().filing); }

Table store_transitions() {
  constexpr Pages kWaiting = kStoring.with(kFailed);
  return {
      // name                          pages             upon                 element      guard               action
      {"store: stored",                kWaiting,         Upon::stored,        "",          is_awaited_success, take_stored},
      {"store: stored behind",         kGround,          Upon::stored,        "",          always,             take_stored_behind},
      {"store: failed",                kWaiting,         Upon::store_failed,  "",          is_awaited_failure, explain_failure},
      {"store: failed behind",         kGround,          Upon::store_failed,  "",          always,             forget_failed_behind},
      {"store: accepted in time",      kStoring,         Upon::hall_accepted, "",          is_for_this,        accepted_in_time},
      {"store: accepted later",        kGround,          Upon::hall_accepted, "",          always,             mark_accepted},
      {"store: not accepted in time",  kStoring,         Upon::wait_over,     "",          is_saved,           to_receipt},
      {"store: no answer",             kStoring,         Upon::wait_over,     "",          always,             give_storing_up},
      {"store: try again",             kFailed,          Upon::touch,         "try-again", always,             try_again},
      {"store: try again by itself",   kFailed,          Upon::wait_over,     "",          always,             try_again_quietly},
      {"store: help asks to wait",     At::help_storing, Upon::touch,         "bar.help",  always,             have_patience},
      {"store: help tries again",      At::help_store_failed, Upon::touch,    "bar.help",  always,             try_again},
  };
}

}  // namespace bancheng::core::session
