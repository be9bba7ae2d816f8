// The session: a pure function of events. No I/O, no threads, no clock.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/catalogue/item.h"
#include "kiosk/core/catalogue/search.h"
#include "kiosk/core/catalogue/working_days.h"
#include "kiosk/core/session/effect.h"
#include "kiosk/core/session/event.h"
#include "kiosk/core/session/screen.h"
#include "kiosk/core/session/state.h"

namespace bancheng::core::session {

/// What does not change during a visit.
struct Setup {
  std::shared_ptr<const catalogue::Catalogue> catalogue;
  std::shared_ptr<const catalogue::SearchIndex> search;  ///< over the catalogue; nothing: home offers no search
  std::vector<std::string> most_used{};   ///< items that home shows first; those that the catalogue does not have are left out
  catalogue::WorkingDays working_days;    ///< deadlines are counted by it
  std::string terminal_name;              ///< for the receipt: where it was given
  std::string hall_phone;                 ///< staffed telephone, shown and printed
  Settings defaults;                      ///< at the start of each visit (elderly mode: large text)
  bool long_times = false;                ///< assisted and elderly mode: more time before the idle warning
  std::vector<Language> languages{Language::zh_cn, Language::en};  ///< that a person can choose
  LocalText opening_hours;                ///< of the terminal's place, shown on the first page and in guides; may be empty
  std::size_t home_tiles = 6;             ///< items that home shows at most
  LocalText help_office;                  ///< who answers help cases; empty: "the help desk of the hall"
};

struct Step {
  State state;
  Effects effects;
};

/// The state at power-on: the attract screen.
[[nodiscard]] State initial_state(const Setup& setup);
[[nodiscard]] Step step(const Setup& setup, State state, const Event& event);
[[nodiscard]] Screen view(const Setup& setup, const State& state);
/// When a Tick is due; nothing only where nothing is waited for (attract).
[[nodiscard]] std::optional<base::SteadyTime> next_deadline(const State& state);

/// One element that a person can use, by the screen on which it stands. `element` ends in "*" where the catalogue or the
/// form gives the rest ("item.*").
struct PublishedId {
  std::string screen;
  std::string element;
  friend auto operator<=>(const PublishedId&, const PublishedId&) = default;
};
/// Every screen with every element that can be touched on it, sorted.
[[nodiscard]] std::vector<PublishedId> published_ids();

}  // namespace bancheng::core::session
