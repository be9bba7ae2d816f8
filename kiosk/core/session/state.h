// The state of the terminal as the session knows it. Everything of a person lives in the one Session object and is
// destroyed with it; what stands beside it (devices, slips, jobs) holds no person data.
//
//   attract ─touch─> [ Session: home > guide > card > … > sign > storing > receipt > survey > goodbye ] ─Wipe─> attract
//
// A Session has up to three layers, the topmost of which is shown: the visit (`main`), a help case over it (`help`) and a
// full page over both (the idle warning, "end the visit?"). Leaving a layer shows what is below unchanged.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/core/catalogue/item.h"
#include "kiosk/core/delivery/submission.h"
#include "kiosk/core/form/answers.h"
#include "kiosk/core/identity/id_card.h"
#include "kiosk/core/inquiry/inquiry.h"
#include "kiosk/core/session/event.h"
#include "kiosk/core/session/screen.h"

namespace bancheng::core::session {

/// Every page there is; screen_id() gives its published name.
enum class At : std::uint8_t {
  attract, owed,                                                                       // nobody is there
  home, items, search, finder, lookup, asking, ask_failed, code, submissions, submission, document,
  guide, consent, card, card_problem, identify, condition, condition_unmet, field,        // the visit
  material, material_review, delivery, courier_field, check, sign, storing, store_failed, receipt, survey, goodbye,
  help_category, help_text, help_phone, help_storing, help_store_failed, help_receipt,  // the help case
  idle, end,                                                                           // covers
};
inline constexpr std::size_t kPages = static_cast<std::size_t>(At::end) + 1;
[[nodiscard]] const char* screen_id(At at);

/// A page and, where there are several of its kind, which one: the third field, the second material.
struct Spot {
  At at = At::home;
  std::uint32_t index = 0;
  friend bool operator==(const Spot&, const Spot&) = default;
};

/// The receipt of something stored: owed until it is printed or declined. No person data.
struct Slip {
  enum class Paper { owed, printing, printed, failed, declined };
  delivery::StoredSubmission stored;
  delivery::SubmissionKind kind = delivery::SubmissionKind::application;
  std::string item;                    ///< may be empty
  delivery::Notes notes;
  Language language = Language::zh_cn;
  bool accepted = false;               ///< the hall has acknowledged it
  Paper paper = Paper::owed;
  std::optional<PrintTrouble> trouble;  ///< of the last try; nothing: the printer could not be used at all
  std::uint64_t job = 0;               ///< of the last try
  int tries = 0;
  base::SteadyTime deadline{};         ///< while printing
  friend bool operator==(const Slip&, const Slip&) = default;
};

/// A Store that is not answered yet. When its visit is over before the answer, its receipt comes out by itself.
struct PendingStore {
  std::uint64_t job = 0;
  delivery::SubmissionKind kind{};
  std::string item;
  Language language = Language::zh_cn;
  delivery::Notes notes{};
  friend bool operator==(const PendingStore&, const PendingStore&) = default;
};

/// How far the storing of an application or help case has come. A job that still stands in State::pending is unanswered.
struct Filing {
  std::uint64_t job = 0;                ///< of the Store asked for last; 0: none
  std::optional<StoreTrouble> trouble;  ///< why the last try failed
  std::string number;                   ///< once stored; names its slip
  friend bool operator==(const Filing&, const Filing&) = default;
};

/// A help case in the making, over the visit that got stuck.
struct Help {
  Spot spot{At::help_category, 0};
  std::optional<base::SteadyTime> wait;
  std::string stuck_on;  ///< id of the screen from which help was asked
  std::optional<delivery::HelpCategory> category;
  base::PersonText text;
  base::PersonText phone;
  bool without_phone = false;
  std::optional<form::AnswerError> complaint;
  Filing filing;
  friend bool operator==(const Help&, const Help&) = default;
};

/// What the page of the card has to say besides "lay your card".
enum class CardRemark { none, slow, moved };
/// Why a card does not lead on: an objection of core/identity, or the reader does not know it.
using CardProblem = std::variant<identity::CardObjection, CardTrouble>;

/// The pages of one material so far. `to_follow`: it is brought later, because the camera does not work.
struct MaterialState {
  std::vector<delivery::PageId> pages;
  bool to_follow = false;
  friend bool operator==(const MaterialState&, const MaterialState&) = default;
};

/// A paper that is not owed: a guide. What becomes of it is said on the page from which it was asked for.
struct Printout {
  enum class Paper { printing, printed, failed };
  std::uint64_t job = 0;
  Paper paper = Paper::printing;
  std::optional<PrintTrouble> trouble;
  base::SteadyTime deadline{};  ///< while printing
  friend bool operator==(const Printout&, const Printout&) = default;
};

/// What the hall is asked about in this visit, and what it has answered. Gone when the person is back at home.
struct Lookup {
  enum class Purpose { progress, record };
  Purpose purpose = Purpose::progress;
  std::optional<inquiry::Who> who{};
  inquiry::Pass pass{};                         ///< level 2
  std::optional<inquiry::Question> question{};  ///< asked last
  std::uint64_t job = 0;                      ///< of that; 0: nothing is waited for
  std::optional<inquiry::Trouble> trouble{};    ///< why it was not answered
  std::optional<inquiry::CodeSent> sent{};
  base::PersonText code{};                      ///< typed
  bool code_was_foreign = false;              ///< what the scanner read was no receipt
  std::optional<inquiry::Submissions> submissions{};
  std::optional<inquiry::SubmissionDetails> details{};
  std::optional<inquiry::Document> document{};
  friend bool operator==(const Lookup&, const Lookup&) = default;
};

/// What the hall wants before it goes on with an application.
struct Supplementing {
  std::string about;                   ///< the application's number
  std::vector<std::string> materials;  ///< ids
  friend bool operator==(const Supplementing&, const Supplementing&) = default;
};

/// One visit: all that the person showed, said and typed.
struct Session {
  Settings settings;
  Spot main;
  std::optional<base::SteadyTime> wait;  ///< when what `main` waits for is over
  base::SteadyTime touched{};            ///< when the person last did something
  base::Milliseconds idle_after{};       ///< without a touch: the warning
  base::Milliseconds warning_for{};      ///< how long the warning stays
  bool ending = false;                   ///< "end the visit?" covers the page
  std::optional<base::SteadyTime> warned;  ///< since when the idle warning covers the page
  bool changing = false;                 ///< a change was asked for on "check answers": go straight back there

  std::string life_event;                ///< whose items are listed; empty: all items are
  base::PersonText sought;               ///< typed on the search page
  std::vector<std::string> finder;       ///< questions of "I don't know", from the first to the one that is shown
  Spot found_on{At::home, 0};            ///< where the item was chosen
  std::optional<Printout> printout;      ///< asked for on the page that is shown

  std::optional<Lookup> lookup;
  std::string item;                      ///< empty until chosen
  std::optional<Supplementing> supplementing;  ///< materials are given for an application of `item` that the hall has
  std::optional<identity::IdCard> card;
  delivery::IdentifiedBy identified_by = delivery::IdentifiedBy::card;
  CardRemark card_remark = CardRemark::none;
  std::optional<CardProblem> card_problem;
  base::PersonText typed_name;
  base::PersonText typed_number;

  std::map<std::string, bool, std::less<>> declared;  ///< yes_no conditions by id
  form::Answers answers;
  std::optional<form::AnswerError> complaint;          ///< about the question that is shown
  std::vector<MaterialState> materials;                ///< as in the item
  std::uint64_t capture_job = 0;                       ///< a page that is waited for; 0: none
  std::optional<CaptureTrouble> capture_trouble;
  int captures_failed = 0;                             ///< in a row
  std::optional<catalogue::Delivery> delivery;
  delivery::Courier courier;
  delivery::Signature signature;
  bool signature_refused = false;
  Filing filing;
  std::string survey_about;                            ///< number that the survey is about

  std::optional<Help> help;
  friend bool operator==(const Session&, const Session&) = default;
};

struct State {
  base::Moment now;                     ///< of the last event
  std::array<bool, 4> usable{};         ///< by Device; false until the device is heard from
  std::uint64_t last_job = 0;
  std::vector<PendingStore> pending;
  std::vector<Slip> slips;
  std::optional<base::SteadyTime> owed_until;  ///< how long "take your receipt" stays after an owed one came out
  std::optional<Session> session;              ///< nobody is there without it
  friend bool operator==(const State&, const State&) = default;
};

/// The page that is shown.
[[nodiscard]] At shown_page(const State& state);

}  // namespace bancheng::core::session
