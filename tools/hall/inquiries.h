// Answers what people ask at a terminal (kiosk/core/inquiry/inquiry.h), and keeps the rules of the two levels:
//
//                      by card                                by receipt
//   level 1            number, kind, progress, time           the one matter: item, deadline, progress, note, supplement
//   level 2            all of each matter; records            the same, and the result
//
// Level 2 is noted in the audit: each code that was sent, was right or was not, and each matter and record that was shown, by number or
// kind and terminal. By a card alone there is no number to a code, and none of a person's. What cannot be noted is not shown.
//
// A note is what staff wrote with a matter's progress; of a decision it is the result, so level 1 does not show it.
#pragma once

#include <string>
#include <variant>

#include "kiosk/core/inquiry/inquiry.h"
#include "tools/hall/level_two.h"
#include "tools/hall/terminal_api.h"

namespace bancheng::hall {

class Inquiries {
 public:
  using Outcome = std::variant<core::inquiry::Answer, core::inquiry::Trouble, StoreError>;

  /// `hall` must outlive it.
  explicit Inquiries(const Hall& hall) : hall_(hall), level_two_(hall.clock) {}

  /// Thread-safe. `terminal`: the one that asks, by its certificate.
  [[nodiscard]] Outcome answer(const core::inquiry::Question& question, const std::string& terminal);

 private:
  /// What whoever asks may see.
  struct Access {
    std::string person;   ///< tag; empty when a receipt's matter names nobody
    std::string number;   ///< of a receipt: its matter
    bool by_card = false;
    bool level_two = false;
    [[nodiscard]] bool sees_item() const { return level_two || !by_card; }
  };
  using Admitted = std::variant<Access, core::inquiry::Trouble, StoreError>;
  [[nodiscard]] Admitted who_is(const core::inquiry::ByCard& who) const;
  [[nodiscard]] Admitted who_is(const core::inquiry::ByReceipt& who) const;
  [[nodiscard]] Admitted admit(const core::inquiry::Who& who, const core::inquiry::Pass& pass, const std::string& terminal);

  [[nodiscard]] Outcome answer_one(const core::inquiry::SendCode& question, const std::string& terminal);
  [[nodiscard]] Outcome answer_one(const core::inquiry::CheckCode& question, const std::string& terminal);
  [[nodiscard]] Outcome answer_one(const core::inquiry::ListSubmissions& question, const std::string& terminal);
  [[nodiscard]] Outcome answer_one(const core::inquiry::ShowSubmission& question, const std::string& terminal);
  [[nodiscard]] Outcome answer_one(const core::inquiry::FetchRecord& question, const std::string& terminal);

  /// Into the audit, once for each of `numbers`.
  [[nodiscard]] Stored<void> note(const char* action, const std::vector<std::string>& numbers, const std::string& terminal);

  [[nodiscard]] core::inquiry::SubmissionLine line_of(const MatterRow& matter, bool with_item) const;
  [[nodiscard]] Outcome list_for(const Access& access) const;
  [[nodiscard]] Outcome details_of(const MatterRow& matter, const Access& access);
  [[nodiscard]] Stored<core::inquiry::Document> result_of(const MatterRow& matter, const ChangeRow& decision);

  const Hall& hall_;
  LevelTwo level_two_;
};

/// Twelve characters without look-alikes, in groups of four: 60 random bits.
[[nodiscard]] std::string new_verification_code();
/// As it was issued, whatever spaces, dashes and small letters were typed; empty when it can be none.
[[nodiscard]] std::string verification_code_from(std::string_view typed);

}  // namespace bancheng::hall
