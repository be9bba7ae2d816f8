// What stands on a receipt. The builders take facts and give lines; they know neither session nor clock.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/core/catalogue/working_days.h"
#include "kiosk/core/receipt/receipt.h"
#include "kiosk/core/words.h"

namespace bancheng::core::receipt {

/// What every receipt says.
struct Facts {
  std::string number;        ///< grouped, as it is spoken
  std::string code_payload;  ///< of the QR (payload_of)
  base::WallTime stored_at{};
  bool accepted = false;     ///< the hall has acknowledged it; otherwise "stored here, not yet sent"
  bool again = false;        ///< a paper of this receipt may already exist
  std::string terminal;      ///< where it was given
  std::string hall_phone;    ///< staffed
};

struct ApplicationFacts {
  Facts common;
  LocalText item{};
  std::vector<Row> details{};  ///< applicant (masked), materials, delivery; none on a receipt printed after the visit
  bool identity_to_check = false;   ///< name and number were typed
  bool materials_to_follow = false;
  bool supplement = false;          ///< to an application that the hall has
  bool appointment_wish = false;    ///< the hall calls to make the appointment
  int promised_working_days = 0;    ///< 0: nothing is promised
  std::optional<catalogue::Deadline> due{};  ///< when it will be done at the latest, where that is known
};
[[nodiscard]] Receipt application_receipt(const ApplicationFacts& facts);

/// A help case is answered within this many working days (general matters; product.md, row R2).
inline constexpr int kHelpWorkingDays = 5;

struct HelpCaseFacts {
  Facts common;
  Words office;              ///< who is responsible for the answer
  std::optional<catalogue::Deadline> due{};  ///< of the answer, counted from the hall's acceptance; unknown before that
  bool call_back = true;     ///< a phone number was left
};
[[nodiscard]] Receipt help_case_receipt(const HelpCaseFacts& facts);

/// "BANCHENG:1:<number>:<receipt code>", number and code ungrouped: upper case, so that a QR holds it in its alphanumeric
/// mode. Whoever has it can look the matter up.
[[nodiscard]] std::string payload_of(std::string_view number, std::string_view receipt_code);

/// How the answer to a help case comes: by a call, or the person asks for it.
[[nodiscard]] Words answer_words(bool call_back);

/// "2026-01-31", marked where it is estimated.
[[nodiscard]] Words date_words(const catalogue::Deadline& deadline);

/// "2026-01-31 09:05", in Asia/Shanghai.
[[nodiscard]] std::string time_text(base::WallTime at);

}  // namespace bancheng::core::receipt
