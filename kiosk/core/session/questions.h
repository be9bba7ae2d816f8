// Questions: every page on which one thing is typed or chosen works the same way, whoever asks: a field of the item, a
// detail for the courier, name and number typed by hand, the text and the phone number of a help case.
#pragma once

#include <optional>

#include "kiosk/core/session/machine.h"

namespace bancheng::core::session {

struct Question {
  catalogue::Field spec;  ///< how it is typed and checked; its texts are in `label` and `hint`
  Words label;
  Words hint;
};

/// What a page of kind `at` asks; nothing on pages that ask nothing.
[[nodiscard]] std::optional<Question> question_on(const Setup& setup, const State& state, Spot spot);
/// The question of the topmost layer under the covers.
[[nodiscard]] std::optional<Question> present_question(const Setup& setup, const State& state);

[[nodiscard]] base::PersonText answer_to(const Setup& setup, const State& state, Spot spot);
void set_answer(const Context& context, const base::PersonText& answer);
[[nodiscard]] std::optional<form::AnswerError> objection_to_answer(const Setup& setup, const State& state, Spot spot);

/// Guard: the answer on the present page can be accepted as it stands.
[[nodiscard]] bool answer_is_good(const Context& context);

inline constexpr std::uint32_t kIdentifyQuestions = 2;  ///< name, number
inline constexpr std::uint32_t kCourierQuestions = 3;   ///< recipient, phone, address

/// The card that a typed name and number amount to: birth date and sex by the number (GB 11643).
[[nodiscard]] identity::IdCard card_from_typed(const base::PersonText& name, const base::PersonText& number);

}  // namespace bancheng::core::session
