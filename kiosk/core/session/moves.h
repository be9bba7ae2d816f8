// Moves that several flows share: going to a page, going on, going back, beginning and ending a visit.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "kiosk/core/session/machine.h"

namespace bancheng::core::session {

using namespace std::chrono_literals;

/// Every wait of the session, in one place.
namespace times {
inline constexpr base::Milliseconds kIdle = 90s;            ///< without a touch, until the warning
inline constexpr base::Milliseconds kIdleLong = 180s;
inline constexpr base::Milliseconds kWarning = 30s;         ///< WCAG 2.2.1 asks for 20 s at least
inline constexpr base::Milliseconds kWarningLong = 60s;
inline constexpr base::Milliseconds kCard = 30s;            ///< until other ways are offered
inline constexpr base::Milliseconds kCapture = 12s;         ///< the camera has 8 s to come to a good frame
inline constexpr base::Milliseconds kAsk = 15s;             ///< the courier gives a question up after 12 s
inline constexpr base::Milliseconds kStore = 20s;
inline constexpr base::Milliseconds kStoreAgain = 10s;      ///< between tries by itself
inline constexpr base::Milliseconds kAcceptance = 3s;       ///< architecture.md, "Receipt owed"
inline constexpr base::Milliseconds kPrint = 40s;           ///< the printer has 30 s for a job
inline constexpr base::Milliseconds kTakeOwed = 20s;
inline constexpr base::Milliseconds kSurvey = 45s;
inline constexpr base::Milliseconds kGoodbye = 10s;
}  // namespace times

[[nodiscard]] bool usable(const State& state, Device device);

/// The chosen item; nothing before one is chosen.
[[nodiscard]] const catalogue::Item* item_of(const Setup& setup, const State& state);

/// Whether what depends on these answers is for this person. `when` is of something in `item`. An answer counts only while
/// its own question applies; that this comes to an end is the catalogue's rule: a `when` names what is asked before it.
[[nodiscard]] bool applies(const catalogue::When& when, const catalogue::Item& item, const Session& visit);
/// The same, as far as is known now: what is not answered yet may still come out so.
[[nodiscard]] bool may_apply(const catalogue::When& when, const catalogue::Item& item, const Session& visit);

/// The answers that count: without those to questions that do not apply.
[[nodiscard]] form::Answers answers_that_count(const catalogue::Item& item, const Session& visit);

/// Whether this person is known not to meet the condition, which is one of `item`.
[[nodiscard]] bool is_unmet(const catalogue::Condition& condition, const catalogue::Item& item, const State& state);

/// Where a card is laid: for an item, or to ask how far matters are.
[[nodiscard]] Spot page_of_card(const Session& visit);

/// Whether this material, which is one of `item`, is asked for in this visit.
[[nodiscard]] bool is_wanted(const catalogue::Material& material, const catalogue::Item& item, const Session& visit);

/// Whether the person signs what is handed over.
[[nodiscard]] bool is_signed(const catalogue::Item& item, const Session& visit);

/// Begins the item, unless it is the one that is under way, and goes to its guide. `from`: where back leads.
void choose_item(const Context& context, const catalogue::Item& item, Spot from);
/// Another item begins afresh, but the card that was read stays read.
void begin_item(const Context& context, const catalogue::Item& item);

/// The pages of the visit in the order in which they come, as far as is known now. Questions that the card answers are
/// left out; an unmet condition ends the list.
[[nodiscard]] std::vector<Spot> route(const catalogue::Item& item, const State& state);

/// The first page whose answer is missing or wrong, also among those that the card answers; nothing when all is complete.
[[nodiscard]] std::optional<Spot> first_gap(const Setup& setup, const catalogue::Item& item, const State& state);

/// Goes to a page of the visit and begins its wait.
void arrive(const Context& context, Spot spot);
void arrive_help(const Context& context, Spot spot);
/// On along the route, or straight back to "check answers" when a change was asked for there.
void go_on(const Context& context);
/// Where "back" leads; nothing where there is no back.
[[nodiscard]] std::optional<Spot> spot_before(const Setup& setup, const State& state);
[[nodiscard]] std::optional<Spot> help_spot_before(const State& state);

/// Fills empty answers, and those that stood as the card before told them, from the card.
void prefill(const catalogue::Item& item, Session& visit, const std::optional<identity::IdCard>& before);

/// Fills empty details for the courier from the card and from what was answered.
void prefill_courier(const Context& context);

void begin_visit(const Context& context);
/// Wipes the visit. What is stored stays owed; what is being stored or printed goes on without it.
void end_visit(const Context& context);
/// Nothing would be lost by ending now.
[[nodiscard]] bool nothing_to_lose(const State& state);

/// The first phone number of the person that was typed in this visit; empty when none was.
[[nodiscard]] base::PersonText known_phone(const Setup& setup, const State& state);

/// Opens a help case over what is shown.
void open_help(const Context& context);
/// Back to what the help case was opened over.
void close_help(const Context& context);

/// A Store was asked for and has not been answered.
[[nodiscard]] bool is_unanswered(const State& state, const Filing& filing);

[[nodiscard]] std::uint64_t next_job(State& state);

}  // namespace bancheng::core::session
