#include "state_checks.h"

#include <set>
#include <tuple>
#include <utility>

#include "kiosk/core/session/moves.h"
#include "specimens.h"

namespace bancheng::core::session::checks {
namespace {

/// Gives a value another one for as long as it lives.
template <typename T>
class Instead {
 public:
  Instead(T& value, T other) : value_(value), own_(std::exchange(value, std::move(other))) {}
  ~Instead() { value_ = std::move(own_); }
  Instead(const Instead&) = delete;
  Instead& operator=(const Instead&) = delete;

 private:
  T& value_;
  T own_;
};

/// Also but for what opening another page over it stops: waits and a capture.
bool same_at_rest(const State& before, State& after) {
  if (!before.session || !after.session) return false;
  const Instead wait(after.session->wait, before.session->wait);
  const Instead job(after.session->capture_job, before.session->capture_job);
  return same_but_for_clock(before, after);
}

/// What happens behind a visit counts as a sign that somebody is there: that is all it may do.
bool same_visit_but_for_presence(const State& before, State& after) {
  if (!before.session || !after.session) return before.session.has_value() == after.session.has_value();
  const bool both_warned = before.session->warned && after.session->warned;
  const Instead touched(after.session->touched, before.session->touched);
  const Instead warned(after.session->warned, both_warned ? before.session->warned : after.session->warned);
  return before.session == after.session;
}

bool same_but_for_presence(const State& before, State& after) {
  if (!same_visit_but_for_presence(before, after)) return false;
  const Instead now(after.now, before.now);
  const Instead visit(after.session, before.session);
  return before == after;
}

constexpr int kMostTicks = 100;
constexpr const char* kIdCharacters = "abcdefghijklmnopqrstuvwxyz0123456789.-";

void check_ids(const Screen& screen, const Complain& complain) {
  std::set<std::string> ids;
  for (const Element& element : screen.elements) {
    if (!ids.insert(element.id).second) complain("6: twice on the screen: " + element.id);
    if (element.id.empty() || element.id.find_first_not_of(kIdCharacters) != std::string::npos) {
      complain("6: id not well-formed: " + element.id);
    }
  }
  if (screen.focus.empty() || !ids.contains(screen.focus)) complain("6: the focus is nowhere");
}

using CameBack = std::function<void(State, const char*)>;

void check_help_and_back(const Bench& bench, const State& state, const Screen& shown, const CameBack& came_back,
                         const Complain& complain) {
  const State helped = bench.take(state, Intent{"bar.help", {}}, &shown).state;
  if (shown_page(helped) != At::help_category) return complain("8: help does not open");
  State back = bench.take(helped, Intent{"bar.back", {}}).state;
  if (!same_at_rest(state, back)) complain("8: leaving the help case does not lead back");
  came_back(std::move(back), "bar.help and back");
}

void check_end_and_back(const Bench& bench, const State& state, const Screen& shown, const CameBack& came_back,
                        const Complain& complain) {
  const State asked = bench.take(state, Intent{"bar.end", {}}, &shown).state;
  if (!asked.session || !asked.session->ending) return;  // nothing to lose: it ended at once
  const Screen question = view(bench.setup, asked);
  for (const char* way : {"end-cancel", "bar.back"}) {
    State back = bench.take(asked, Intent{way, {}}, &question).state;
    if (!same_but_for_clock(state, back)) complain(std::string("8: ") + way + " does not lead back");
    came_back(std::move(back), "bar.end and back");
  }
  came_back(bench.take(asked, Intent{"end-confirm", {}}, &question).state, "bar.end and end-confirm");
}

void check_extension(const Bench& bench, const State& state, const CameBack& came_back, const Complain& complain) {
  const State later = bench.tick(state).state;
  const bool warned = later.session && later.session->warned && !state.session->warned;
  if (!warned) return;
  for (const Happening& way : {Happening(Intent{"extend", {}}), Happening(Activity{})}) {
    State back = bench.take(later, way).state;
    if (!same_but_for_clock(state, back)) complain("8: the extension does not lead back");
    came_back(std::move(back), "warning and extension");
  }
}

constexpr std::uint64_t kPrintJob = 1'000'001;
constexpr std::uint64_t kStoreJob = 1'000'002;
constexpr std::uint64_t kSurveyJob = 1'000'003;

State with_background(State state) {
  Slip slip;
  slip.stored = stored_as(8'888'888, state.now.wall);
  slip.kind = delivery::SubmissionKind::help_case;
  slip.paper = Slip::Paper::printing;
  slip.job = kPrintJob;
  slip.deadline = state.now.steady;
  state.slips.push_back(slip);
  state.pending.push_back({kStoreJob, delivery::SubmissionKind::application, "", Language::zh_cn});
  state.pending.push_back({kSurveyJob, delivery::SubmissionKind::survey, "", Language::zh_cn});
  return state;
}

}  // namespace

Step Bench::tick(const State& state) const {
  const base::SteadyTime at = *next_deadline(state);
  const base::Milliseconds later = std::max(base::Milliseconds(0), at - state.now.steady);
  return step_with(table, setup, state, Event{{state.now.wall + later, state.now.steady + later}, Tick{}});
}

bool same_but_for_clock(const State& before, State& after) {
  const Instead now(after.now, before.now);
  if (!before.session || !after.session) return before == after;
  const Instead touched(after.session->touched, before.session->touched);
  return before == after;
}

void check_screen(const Screen& screen, const Complain& complain) {
  const Element* help = screen.find("bar.help");
  if (help == nullptr || !help->enabled) complain("4: no help-case element");
  check_ids(screen, complain);
  const bool failed = screen.id == screen_id(At::store_failed) || screen.id == screen_id(At::help_store_failed);
  if (failed && (screen.find("try-again") == nullptr || screen.find("store-failed.phone") == nullptr)) {
    complain("1: no way on when storing fails");
  }
}

void check_setting(const Bench& bench, const State& state, const Screen& shown, const std::string& element,
                   const Complain& complain) {
  State after = bench.take(state, Intent{element, {}}, &shown).state;
  if (!after.session) return complain("2: a setting ended the visit");
  if (after.session->settings == state.session->settings) complain("2: element " + element + " does nothing");
  after.session->settings = state.session->settings;
  if (!same_but_for_presence(state, after)) complain("2: a setting changed something else");
}

bool has_wipe(const Effects& effects) {
  for (const Effect& effect : effects) {
    if (std::holds_alternative<Wipe>(effect)) return true;
  }
  return false;
}

void check_time_alone(const Bench& bench, State state, const Complain& complain) {
  bool wiped = !state.session;
  for (int ticks = 0; ticks < kMostTicks && shown_page(state) != At::attract; ++ticks) {
    if (!next_deadline(state)) break;
    Step step = bench.tick(state);
    wiped = wiped || has_wipe(step.effects);
    state = std::move(step.state);
  }
  if (shown_page(state) != At::attract) return complain("5: attract is not reached by time alone");
  if (!wiped) complain("5: by time alone the visit ends without Wipe");
}

void check_layers(const Bench& bench, const State& state, const Screen& shown, const CameBack& came_back,
                  const Complain& complain) {
  if (!state.session || state.session->ending || state.session->warned) return;
  if (!state.session->help) check_help_and_back(bench, state, shown, came_back, complain);
  check_end_and_back(bench, state, shown, came_back, complain);
  check_extension(bench, state, came_back, complain);
}

void check_look_up(const State& before, const State& after, const Complain& complain) {
  if (before.session->card != after.session->card) return;
  const auto matter = [](const Session& visit) {
    return std::tie(visit.item, visit.supplementing, visit.identified_by, visit.typed_name, visit.typed_number, visit.declared, visit.answers,
                    visit.materials, visit.delivery, visit.courier, visit.filing, visit.changing);
  };
  if (matter(*before.session) != matter(*after.session)) complain("10: a look-up touches the item under way");
}

void check_background(const Bench& bench, const State& state, const Complain& complain) {
  if (!state.session) return;
  const State both = with_background(state);
  const delivery::StoredSubmission stored = stored_as(7'777'777, state.now.wall);
  const std::array<std::pair<const char*, Happening>, 7> all{{
      {"printed", Printed{kPrintJob}},
      {"not printed", PrintFailed{kPrintJob, PrintTrouble::paper_out}},
      {"printer silent", Tick{}},
      {"stored", Stored{stored, kStoreJob}},
      {"not stored", StoreFailed{StoreTrouble::disk_full, kStoreJob}},
      {"survey stored", Stored{stored, kSurveyJob}},
      {"accepted", HallAccepted{both.slips.back().stored.number}},
  }};
  for (const auto& [name, what] : all) {
    State after = bench.take(both, what).state;
    if (!same_visit_but_for_presence(state, after)) {
      complain(std::string("9: the visit is touched by what is left of another: ") + name);
    }
  }
}

}  // namespace bancheng::core::session::checks
