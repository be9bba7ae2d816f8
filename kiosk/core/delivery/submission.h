// What a visit hands over: an application, a help case, a survey answer or a supplement, complete and ready to be sealed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/base/person_text.h"
#include "kiosk/core/catalogue/item.h"
#include "kiosk/core/form/answers.h"
#include "kiosk/core/identity/id_card.h"

namespace bancheng::core::delivery {

/// A page scanned in this session; the picture itself stays with whoever scanned it, under this handle.
struct PageId {
  std::uint32_t value = 0;
  friend auto operator<=>(const PageId&, const PageId&) = default;
};

/// One stroke of a pen or finger: points in 0..1 of the signature area, with milliseconds since the stroke began.
struct StrokePoint {
  float x = 0, y = 0;
  std::uint32_t ms = 0;
  friend bool operator==(const StrokePoint&, const StrokePoint&) = default;
};
using Stroke = std::vector<StrokePoint, base::WipingAllocator<StrokePoint>>;
using Signature = std::vector<Stroke>;

struct ScannedMaterial {
  std::string material;  ///< its id in the item
  std::vector<PageId> pages;  ///< none: it could not be scanned and is brought later (row R5)
  friend bool operator==(const ScannedMaterial&, const ScannedMaterial&) = default;
};

struct Courier {
  base::PersonText recipient;
  base::PersonText phone;
  base::PersonText address;
  friend bool operator==(const Courier&, const Courier&) = default;
};

/// How sure the terminal is of who applies.
enum class IdentifiedBy {
  card,   ///< an ID card was read from its chip
  typed,  ///< name and number were typed because no card could be read: to be checked against the card in the hall
};

struct Application {
  std::string item;
  std::uint32_t item_version = 0;
  identity::IdCard card;
  form::Answers answers;
  std::vector<ScannedMaterial> materials;
  catalogue::Delivery delivery = catalogue::Delivery::pick_up;
  std::optional<Courier> courier;  ///< present when delivery is courier
  Signature signature;
  IdentifiedBy identified_by = IdentifiedBy::card;  ///< typed: `card` holds name, number and what the number tells
  friend bool operator==(const Application&, const Application&) = default;
};

/// Why the person asks for help; closed, each with a sentence ("help.category.<name>").
enum class HelpCategory { material_missing, condition_unmet, do_not_understand, machine_trouble, sent_away_before, other };

struct HelpCase {
  std::string stuck_on;  ///< the id of the screen from which help was asked
  std::string item;      ///< empty when none was chosen yet
  HelpCategory category = HelpCategory::other;
  base::PersonText text;     ///< may be empty
  base::PersonText phone;    ///< for the call-back
  std::optional<identity::IdCard> card;  ///< when the person had been identified in this visit
  IdentifiedBy identified_by = IdentifiedBy::card;  ///< as in an Application
  form::Answers answers;     ///< what was already typed, so that it is not asked again
  friend bool operator==(const HelpCase&, const HelpCase&) = default;
};

/// What the hall asked for to go on with an application (row R16). At least one material, each with at least one page.
struct Supplement {
  std::string about;  ///< number of the application
  std::string item;   ///< of the application
  std::vector<ScannedMaterial> materials;
  bool more_to_follow = false;  ///< the hall asked for more than these; for the receipt, not sent: the hall knows what it asked for
  friend bool operator==(const Supplement&, const Supplement&) = default;
};

/// Five degrees, 5 = very satisfied (GB/T 39735).
struct Survey {
  std::string about;  ///< number of the application or help case
  int degree = 5;
  friend bool operator==(const Survey&, const Survey&) = default;
};

enum class SubmissionKind { application, help_case, survey, supplement };
[[nodiscard]] const char* name_of(SubmissionKind kind);
[[nodiscard]] std::optional<SubmissionKind> kind_from_name(std::string_view name);

struct Submission {
  Language language = Language::zh_cn;
  std::variant<Application, HelpCase, Survey, Supplement> content;
  friend bool operator==(const Submission&, const Submission&) = default;
};
[[nodiscard]] SubmissionKind kind_of(const Submission& submission);

/// What its receipt has to say whenever it is printed, also after the visit. No person data.
struct Notes {
  bool call_back = false;            ///< help case: a phone number was left
  bool identity_to_check = false;    ///< application: name and number were typed
  bool materials_to_follow = false;  ///< application, supplement: a material is brought later
  friend bool operator==(const Notes&, const Notes&) = default;
};
[[nodiscard]] Notes notes_of(const Submission& submission);

/// What the outbox answers when a submission is on the disk, synced.
struct StoredSubmission {
  std::string number;        ///< digits with check digit, ungrouped (number.h)
  std::string receipt_code;  ///< 80 random bits, base32 without look-alikes, for looking the matter up; only ever on the receipt
  base::WallTime stored_at{};
  friend bool operator==(const StoredSubmission&, const StoredSubmission&) = default;
};

}  // namespace bancheng::core::delivery
