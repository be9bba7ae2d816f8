// Inside of the session: the table of transitions and how it is looked up. Only flows, step and tests include it.
//
// Each flow file contributes rows; a row says on which pages, upon what, under which guard, what is done. The first row
// that fits is taken. A touch is meant for the page that is shown; what happens by itself (a card, a stored application, a
// wait that is over) is meant for the topmost layer that has a row for it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "kiosk/core/session/session.h"

namespace bancheng::core::session {

/// A set of pages.
class Pages {
  struct Bits {
    std::uint64_t value;
  };

 public:
  constexpr Pages(At at) : bits_(bit(at)) {}  // NOLINT: a page is a set of one
  constexpr Pages(std::initializer_list<At> pages) {
    for (const At at : pages) bits_ |= bit(at);
  }
  [[nodiscard]] constexpr bool has(At at) const { return (bits_ & bit(at)) != 0; }
  [[nodiscard]] static constexpr Pages all() { return Pages(Bits{(std::uint64_t{1} << kPages) - 1}); }
  [[nodiscard]] constexpr Pages with(Pages others) const { return Pages(Bits{bits_ | others.bits_}); }
  [[nodiscard]] constexpr Pages but(Pages others) const { return Pages(Bits{bits_ & ~others.bits_}); }

 private:
  constexpr explicit Pages(Bits bits) : bits_(bits.value) {}
  static constexpr std::uint64_t bit(At at) { return std::uint64_t{1} << static_cast<unsigned>(at); }
  std::uint64_t bits_ = 0;
};

inline constexpr Pages kFront{At::attract, At::owed};
inline constexpr Pages kHelpPages{At::help_category, At::help_text,         At::help_phone,
                                  At::help_storing,  At::help_store_failed, At::help_receipt};
inline constexpr Pages kCovers{At::idle, At::end};
inline constexpr Pages kMainPages = Pages::all().but(kFront).but(kHelpPages).but(kCovers);
/// Every page of a visit.
inline constexpr Pages kVisit = Pages::all().but(kFront);
/// The lowest layer, whatever is over it: rows for these are the last word on what happens by itself.
inline constexpr Pages kGround = kMainPages.with(kFront);

/// What a transition answers to.
enum class Upon : std::uint8_t {
  touch,          ///< an Intent for the row's element
  any_touch,      ///< Activity
  wait_over,      ///< Tick, and the layer's own wait is over
  print_over,     ///< Tick, and the printer has said nothing about a job for too long
  idle_over,      ///< Tick, and nobody has done anything for too long
  device,         ///< DeviceState
  card_read, card_unreadable, code_read, page_captured, capture_failed, printed, print_failed, stored, store_failed, hall_accepted,
  answered, unanswered,
  receipt_owed,
};

/// What a transition works on.
struct Context {
  const Setup& setup;
  State& state;
  const Event& event;
  Effects& effects;
  At page;                ///< of the layer that the row was found for
  std::string_view rest;  ///< of the touched element's id, in the place of the row's "*"

  [[nodiscard]] Session& visit() const { return *state.session; }
  [[nodiscard]] const catalogue::Item& item() const;  ///< the chosen one
  [[nodiscard]] Help& help() const { return *state.session->help; }
  template <typename T>
  [[nodiscard]] const T& got() const {
    return std::get<T>(event.what);
  }
  /// The text that came with a touch; nothing when none came.
  [[nodiscard]] const base::PersonText* text() const;
  void emit(Effect effect) const { effects.push_back(std::move(effect)); }
  /// Something the person should notice.
  void call_attention() const { emit(PlaySound{Sound::attention}); }
};

struct Transition {
  std::string_view name;
  Pages pages;
  Upon upon;
  std::string_view element;  ///< of a touch; ends in "*" for a group
  bool (*guard)(const Context&);
  void (*action)(const Context&);
};
using Table = std::vector<Transition>;

/// Always true: a row without a condition.
[[nodiscard]] bool always(const Context&);

/// All rows of all flows, in order.
[[nodiscard]] const Table& full_table();

/// step() with another table: how the mutation run takes out one transition at a time. `shown`: view(setup, state), where
/// the caller has it at hand; a touch is held against it.
[[nodiscard]] Step step_with(const Table& table, const Setup& setup, State state, const Event& event, const Screen* shown = nullptr);

// --- the flows ------------------------------------------------------------------------------------------------------

Table bar_transitions();
Table front_transitions();
Table home_transitions();
Table search_transitions();
Table finder_transitions();
Table guide_transitions();
Table lookup_transitions();
Table asking_transitions();
Table level_2_transitions();
Table submissions_transitions();
Table document_transitions();
Table card_transitions();
Table identify_transitions();
Table condition_transitions();
Table form_transitions();
Table material_transitions();
Table delivery_transitions();
Table check_transitions();
Table sign_transitions();
Table store_transitions();
Table printout_transitions();
Table receipt_transitions();
Table survey_transitions();
Table goodbye_transitions();
Table help_transitions();
Table idle_transitions();

}  // namespace bancheng::core::session
