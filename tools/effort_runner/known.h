// "Nothing is asked twice": what the terminal has been told in a visit, and whether a question asks for it again. The rule
// stands in README.md, "Nothing is asked twice".
#pragma once

#include <map>
#include <optional>
#include <string>

#include "kiosk/core/session/session.h"

namespace bancheng::effort {

class Known {
 public:
  /// The question on this page has been answered, if there is one and the answer is not empty. `state`: after it.
  void note_answer(const core::session::Setup& setup, const core::session::State& state, core::session::Spot page);

  /// Why this page must not be shown as it is; nothing when it may, or asks nothing.
  [[nodiscard]] std::optional<std::string> objection_to(const core::session::Setup& setup, const core::session::State& state,
                                                        core::session::Spot page) const;

 private:
  [[nodiscard]] std::optional<std::string> told(const std::string& meaning) const;

  std::map<std::string, std::string> answered_by_;  ///< meaning -> the question that was answered
};

/// What an item's question is about. Two questions with one meaning ask the same.
[[nodiscard]] std::string meaning_of(const core::catalogue::Field& field);

}  // namespace bancheng::effort
