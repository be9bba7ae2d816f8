#include "kiosk/core/session/machine.h"

#include <algorithm>
#include <type_traits>

#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/printout.h"
#include "kiosk/core/session/slips.h"

namespace bancheng::core::session {
namespace {

using Layers = std::vector<At>;

/// Topmost first.
Layers layers_of(const State& state) {
  if (!state.session) return {shown_page(state)};
  Layers layers;
  const Session& visit = *state.session;
  if (visit.warned) layers.push_back(At::idle);
  if (visit.ending) layers.push_back(At::end);
  if (visit.help) layers.push_back(visit.help->spot.at);
  layers.push_back(visit.main.at);
  return layers;
}

bool due(const std::optional<base::SteadyTime>& deadline, base::SteadyTime now) { return deadline && *deadline <= now; }

bool layer_wait_is_over(const State& state, At page) {
  const base::SteadyTime now = state.now.steady;
  if (!state.session) return due(state.owed_until, now);
  const Session& visit = *state.session;
  if (visit.help && visit.help->spot.at == page) return due(visit.help->wait, now);
  if (visit.main.at == page) return due(visit.wait, now);
  return false;
}

/// When the warning appears, or when the warned visit ends.
std::optional<base::SteadyTime> idle_deadline(const State& state) {
  if (!state.session) return std::nullopt;
  const Session& visit = *state.session;
  if (visit.warned) return *visit.warned + visit.warning_for;
  return visit.touched + visit.idle_after;
}

/// What a Tick means now; nothing when it came too early.
std::optional<Upon> meaning_of_tick(const State& state) {
  const base::SteadyTime now = state.now.steady;
  if (due(print_deadline(state), now) || due(printout_deadline(state), now)) return Upon::print_over;
  for (const At page : layers_of(state)) {
    if (layer_wait_is_over(state, page)) return Upon::wait_over;
  }
  if (due(idle_deadline(state), state.now.steady)) return Upon::idle_over;
  return std::nullopt;
}

std::optional<Upon> meaning_of(const State& state, const Event& event) {
  return std::visit(
      [&](const auto& what) -> std::optional<Upon> {
        using T = std::decay_t<decltype(what)>;
        if constexpr (std::is_same_v<T, Intent>) return Upon::touch;
        if constexpr (std::is_same_v<T, Activity>) return Upon::any_touch;
        if constexpr (std::is_same_v<T, Tick>) return meaning_of_tick(state);
        if constexpr (std::is_same_v<T, DeviceState>) return Upon::device;
        if constexpr (std::is_same_v<T, CardRead>) return Upon::card_read;
        if constexpr (std::is_same_v<T, CardUnreadable>) return Upon::card_unreadable;
        if constexpr (std::is_same_v<T, CodeRead>) return Upon::code_read;
        if constexpr (std::is_same_v<T, PageCaptured>) return Upon::page_captured;
        if constexpr (std::is_same_v<T, CaptureFailed>) return Upon::capture_failed;
        if constexpr (std::is_same_v<T, Printed>) return Upon::printed;
        if constexpr (std::is_same_v<T, PrintFailed>) return Upon::print_failed;
        if constexpr (std::is_same_v<T, Stored>) return Upon::stored;
        if constexpr (std::is_same_v<T, StoreFailed>) return Upon::store_failed;
        if constexpr (std::is_same_v<T, HallAccepted>) return Upon::hall_accepted;
        if constexpr (std::is_same_v<T, Answered>) return Upon::answered;
        if constexpr (std::is_same_v<T, Unanswered>) return Upon::unanswered;
        if constexpr (std::is_same_v<T, ReceiptOwed>) return Upon::receipt_owed;
      },
      event.what);
}

/// Did this event come from a person who is there, or from something that the person had to wait for?
bool is_presence(Upon upon) {
  switch (upon) {
    case Upon::touch:
    case Upon::any_touch:
    case Upon::card_read:
    case Upon::card_unreadable:
    case Upon::code_read:
    case Upon::answered:
    case Upon::unanswered:
    case Upon::page_captured:
    case Upon::capture_failed:
    case Upon::printed:
    case Upon::print_failed:
    case Upon::stored:
      return true;
    default:
      return false;
  }
}

void note_presence(Session& visit, base::SteadyTime now) {
  visit.touched = now;
  if (visit.warned) visit.warned = now;
}

/// "item.*" fits "item.a" and gives "a"; without a star the whole has to fit.
std::optional<std::string_view> rest_behind(std::string_view pattern, std::string_view element) {
  if (!pattern.ends_with('*')) return pattern == element ? std::optional<std::string_view>("") : std::nullopt;
  pattern.remove_suffix(1);
  if (!element.starts_with(pattern)) return std::nullopt;
  return element.substr(pattern.size());
}

bool can_be_touched(const Screen& screen, std::string_view id) {
  const Element* element = screen.find(id);
  return element != nullptr && element->enabled;
}

bool is_touchable(const Setup& setup, const State& state, const Screen* shown, std::string_view id) {
  return shown != nullptr ? can_be_touched(*shown, id) : can_be_touched(view(setup, state), id);
}

/// Takes the first row that fits; true when there was one.
bool take_row(const Table& table, Context& context, Upon upon) {
  const auto* intent = std::get_if<Intent>(&context.event.what);
  for (const Transition& row : table) {
    if (row.upon != upon || !row.pages.has(context.page)) continue;
    if (intent != nullptr) {
      const auto rest = rest_behind(row.element, intent->element);
      if (!rest) continue;
      context.rest = *rest;
    }
    if (!row.guard(context)) continue;
    row.action(context);
    return true;
  }
  return false;
}

void dispatch(const Table& table, const Setup& setup, State& state, const Event& event, const Screen* shown, Effects& effects) {
  const std::optional<Upon> upon = meaning_of(state, event);
  if (!upon) return;
  if (state.session && is_presence(*upon)) note_presence(*state.session, state.now.steady);
  if (*upon == Upon::touch) {
    const At page = shown_page(state);
    if (!is_touchable(setup, state, shown, std::get<Intent>(event.what).element)) return;
    Context context{setup, state, event, effects, page, {}};
    take_row(table, context, *upon);
    return;
  }
  for (const At page : layers_of(state)) {
    if (*upon == Upon::wait_over && !layer_wait_is_over(state, page)) continue;
    Context context{setup, state, event, effects, page, {}};
    if (take_row(table, context, *upon)) return;
  }
}

/// The pages on which each of the devices works that only work when asked.
constexpr Pages kCardPages{At::card, At::lookup};
constexpr Pages kCodePages{At::home, At::lookup};
constexpr Pages kCameraPages = At::material;

struct Wanted {
  bool card = false, code = false, preview = false;
};

Wanted wanted_devices(const State& state) {
  if (!state.session || state.session->help) return {};
  const At at = state.session->main.at;
  return {kCardPages.has(at), kCodePages.has(at), kCameraPages.has(at)};
}

/// Card reader, scanner and camera work exactly on the pages that need them: stopped before all else, started after it.
void switch_devices(const Wanted& before, const Wanted& now, Effects& effects) {
  if (before.preview && !now.preview) effects.insert(effects.begin(), StopPreview{});
  if (before.code && !now.code) effects.insert(effects.begin(), StopCodeReading{});
  if (before.card && !now.card) effects.insert(effects.begin(), StopCardReading{});
  if (!before.card && now.card) effects.emplace_back(StartCardReading{});
  if (!before.code && now.code) effects.emplace_back(StartCodeReading{});
  if (!before.preview && now.preview) effects.emplace_back(StartPreview{});
}

}  // namespace

bool always(const Context&) { return true; }

const base::PersonText* Context::text() const { return std::get_if<base::PersonText>(&got<Intent>().value); }

const catalogue::Item& Context::item() const { return *item_of(setup, state); }

Step step_with(const Table& table, const Setup& setup, State state, const Event& event, const Screen* shown) {
  Step result{std::move(state), {}};
  State& next = result.state;
  next.now = event.at;
  if (const auto* device = std::get_if<DeviceState>(&event.what)) {
    next.usable[static_cast<std::size_t>(device->device)] = device->usable;
  }
  const Wanted before = wanted_devices(next);
  dispatch(table, setup, next, event, shown, result.effects);
  drop_settled_slips(next);
  switch_devices(before, wanted_devices(next), result.effects);
  return result;
}

State initial_state(const Setup&) { return {}; }

Step step(const Setup& setup, State state, const Event& event) {
  return step_with(full_table(), setup, std::move(state), event);
}

At shown_page(const State& state) {
  if (!state.session) return state.owed_until || print_deadline(state) ? At::owed : At::attract;
  const Session& visit = *state.session;
  if (visit.warned) return At::idle;
  if (visit.ending) return At::end;
  return visit.help ? visit.help->spot.at : visit.main.at;
}

std::optional<base::SteadyTime> next_deadline(const State& state) {
  std::optional<base::SteadyTime> next = print_deadline(state);
  const auto sooner = [&](const std::optional<base::SteadyTime>& other) {
    if (other && (!next || *other < *next)) next = other;
  };
  sooner(printout_deadline(state));
  sooner(idle_deadline(state));
  if (!state.session) {
    sooner(state.owed_until);
  } else {
    sooner(state.session->wait);
    if (state.session->help) sooner(state.session->help->wait);
  }
  return next;
}

}  // namespace bancheng::core::session
