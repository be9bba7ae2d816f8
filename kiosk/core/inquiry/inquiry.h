// Inquiries: what the hall is asked while a person waits, and what it answers (rows R8, R16, R23). Unlike a submission an
// inquiry is never kept: without an answer in time the person is told so and shown the other ways. Every text of a person
// in it is wiped with it, at each end.
//
// Level 1 is the card on the reader or a receipt's code; level 2 adds a code sent to the phone on record. A card alone
// shows that there is something and how far it is, but not what it is: whoever found a card learns nothing of value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/base/person_text.h"
#include "kiosk/core/delivery/submission.h"
#include "kiosk/core/words.h"

namespace bancheng::core::inquiry {

// --- who asks -------------------------------------------------------------------------------------------------------

/// The card on the reader, read from its chip in this visit.
struct ByCard {
  base::PersonText number;
  base::PersonText name;
  friend bool operator==(const ByCard&, const ByCard&) = default;
};
/// The code of a receipt: BANCHENG:1:<number>:<receipt code>.
struct ByReceipt {
  std::string number;
  base::PersonText code;
  friend bool operator==(const ByReceipt&, const ByReceipt&) = default;
};
using Who = std::variant<ByCard, ByReceipt>;

/// What the hall gives for a right code: level 2 for the same `Who` until it runs out (15 minutes). Empty: level 1.
using Pass = base::PersonText;

// --- questions ------------------------------------------------------------------------------------------------------

/// Send a code to the phone on record.
struct SendCode {
  Who who;
  friend bool operator==(const SendCode&, const SendCode&) = default;
};
struct CheckCode {
  Who who;
  std::string challenge;  ///< of CodeSent
  base::PersonText code;  ///< six digits, as typed
  friend bool operator==(const CheckCode&, const CheckCode&) = default;
};
/// The applications and help cases of the person, newest first; of a receipt: the one that it is about.
struct ListSubmissions {
  Who who;
  Pass pass;
  friend bool operator==(const ListSubmissions&, const ListSubmissions&) = default;
};
struct ShowSubmission {
  Who who;
  Pass pass;
  std::string number;
  friend bool operator==(const ShowSubmission&, const ShowSubmission&) = default;
};
/// What is on record about the person, issued anew with a verification code. By card and at level 2 only.
struct FetchRecord {
  Who who;
  Pass pass;
  std::string record;  ///< catalogue::Item::record
  friend bool operator==(const FetchRecord&, const FetchRecord&) = default;
};
using Question = std::variant<SendCode, CheckCode, ListSubmissions, ShowSubmission, FetchRecord>;

// --- answers --------------------------------------------------------------------------------------------------------

struct CodeSent {
  std::string challenge;
  base::PersonText masked_phone;  ///< 138****8000
  std::int32_t seconds = 0;       ///< how long the code is good for
  friend bool operator==(const CodeSent&, const CodeSent&) = default;
};
struct CodeAccepted {
  Pass pass;
  friend bool operator==(const CodeAccepted&, const CodeAccepted&) = default;
};

/// How far a matter is; closed, each with a sentence ("progress.status.<name>").
enum class Progress { received, reviewing, supplement_wanted, granted, refused, in_work, answered };
[[nodiscard]] const char* name_of(Progress progress);
[[nodiscard]] std::optional<Progress> progress_from_name(std::string_view name);

struct SubmissionLine {
  std::string number;
  delivery::SubmissionKind kind{};
  std::string item;  ///< empty at level 1 by card, and where there is none
  Progress progress{};
  base::WallTime stored_at{};
  friend bool operator==(const SubmissionLine&, const SubmissionLine&) = default;
};
/// At most kMostLines, newest first.
struct Submissions {
  std::vector<SubmissionLine> lines;
  friend bool operator==(const Submissions&, const Submissions&) = default;
};
inline constexpr std::size_t kMostLines = 20;

/// Something to read and print: lines of label and value, as the issuing office words them.
struct Document {
  struct Line {
    base::PersonText label;
    base::PersonText value;
    friend bool operator==(const Line&, const Line&) = default;
  };
  base::PersonText title;
  std::string issuer;
  base::WallTime issued_at{};
  std::vector<Line> lines;        ///< at most kMostDocumentLines
  std::string verification_code;  ///< whoever is shown the paper can have the hall confirm it
  friend bool operator==(const Document&, const Document&) = default;
};
inline constexpr std::size_t kMostDocumentLines = 60;

/// What the hall wants before it goes on.
struct WantedSupplement {
  base::PersonText reason;             ///< a clerk's sentence
  std::vector<std::string> materials;  ///< ids of the item's materials, at least one
  std::string due;                     ///< YYYY-MM-DD
  friend bool operator==(const WantedSupplement&, const WantedSupplement&) = default;
};
struct SubmissionDetails {
  SubmissionLine line;
  std::uint32_t item_version = 0;
  std::string deadline;  ///< YYYY-MM-DD; empty when none was promised
  bool deadline_estimated = false;
  base::PersonText note;  ///< what the hall has to say; empty at level 1
  std::optional<WantedSupplement> supplement;
  std::optional<Document> result;  ///< decided; at level 2 only
  friend bool operator==(const SubmissionDetails&, const SubmissionDetails&) = default;
};
using Answer = std::variant<CodeSent, CodeAccepted, Submissions, SubmissionDetails, Document>;

/// Closed vocabulary of why there is no answer; each with a sentence ("inquiry.trouble.<name>").
enum class Trouble {
  no_network,   ///< the hall cannot be reached now
  hall_failed,  ///< it can, but does not answer properly
  not_found,    ///< nothing of this number, card or receipt; nothing on record
  no_phone,     ///< no phone on record, so no code can be sent
  wrong_code,
  code_expired, ///< or too many wrong ones: a new one has to be sent
  too_often,    ///< for this person; later
  level_2_wanted,
};
[[nodiscard]] const char* name_of(Trouble trouble);
[[nodiscard]] std::optional<Trouble> trouble_from_name(std::string_view name);

}  // namespace bancheng::core::inquiry
