#include <algorithm>
#include <array>
#include <type_traits>

#include "kiosk/diagnostics/machine.h"

namespace bancheng::diagnostics {
namespace {

bool wants_cards(const State& state) { return state.visit && state.visit->at == At::reader; }
bool wants_codes(const State& state) { return state.visit && state.visit->at == At::scanner; }
bool wants_preview(const State& state) {
  return state.visit && state.visit->at == At::camera && !std::holds_alternative<PageTaken>(state.visit->page);
}

/// Devices work exactly on the pages that test them: stopped before all else, started after it.
template <typename Start, typename Stop>
void switch_device(bool had, bool wants, Effects& effects) {
  if (had && !wants) effects.insert(effects.begin(), Stop{});
  if (!had && wants) effects.emplace_back(Start{});
}

/// Did somebody do something, or see something happen that he waited for?
template <typename T>
constexpr bool kIsPresence = std::is_same_v<T, Intent> || std::is_same_v<T, Activity> || std::is_same_v<T, CardSeen> || std::is_same_v<T, CardFailed> ||
                             std::is_same_v<T, CodeSeen> || std::is_same_v<T, CodeFailed> || std::is_same_v<T, PageSeen> ||
                             std::is_same_v<T, PaperOut> || std::is_same_v<T, PaperFailed>;

bool is_outside(At at) { return at < At::overview; }

base::SteadyTime idle_deadline(const Visit& visit) { return visit.touched + (is_outside(visit.at) ? times::kIdleOutside : times::kIdle); }

void tick(const Context& context) {
  if (!context.state.visit) return;
  Visit& visit = context.visit();
  const base::SteadyTime now = context.state.now.steady;
  if (visit.wait && *visit.wait <= now) {
    visit.wait.reset();
    waited(context);
  } else if (idle_deadline(visit) <= now) {
    leave(context, Act::timed_out);
  }
}

void touch(const Context& context, const Intent& intent) {
  if (!context.state.visit) return;
  const Screen shown = view(context.setup, context.state);
  const core::session::Element* element = shown.find(intent.element);
  if (element != nullptr && element->enabled) touched(context, intent);
}

}  // namespace

const char* name_of(Act act) {
  static constexpr std::array<const char*, kActs> kNames{
      "called",    "let in",     "wrong PIN",         "locked out",     "no PIN is set", "device page opened", "card read",
      "code read", "page taken", "test page printed", "report printed", "left",          "timed out"};
  return kNames[static_cast<std::size_t>(act)];
}

State initial_state() {
  State state;
  state.last_job = kFirstJob;
  return state;
}

Step step(const Setup& setup, State state, const Event& event) {
  Step result{std::move(state), {}};
  State& next = result.state;
  next.now = event.at;
  const bool had_cards = wants_cards(next), had_codes = wants_codes(next), had_preview = wants_preview(next);
  const Context context{setup, next, event, result.effects};
  std::visit(
      [&](const auto& what) {
        using T = std::decay_t<decltype(what)>;
        if (kIsPresence<T> && next.visit) next.visit->touched = next.now.steady;
        if constexpr (std::is_same_v<T, Tick>) tick(context);
        else if constexpr (std::is_same_v<T, Intent>) touch(context, what);
        else if constexpr (!std::is_same_v<T, Activity>) take(context, what);
      },
      event.what);
  switch_device<StartCardReading, StopCardReading>(had_cards, wants_cards(next), result.effects);
  switch_device<StartScanning, StopScanning>(had_codes, wants_codes(next), result.effects);
  switch_device<StartPreview, StopPreview>(had_preview, wants_preview(next), result.effects);
  return result;
}

std::optional<base::SteadyTime> next_deadline(const State& state) {
  if (!state.visit) return std::nullopt;
  const base::SteadyTime idle = idle_deadline(*state.visit);
  return state.visit->wait ? std::min(*state.visit->wait, idle) : idle;
}

}  // namespace bancheng::diagnostics
