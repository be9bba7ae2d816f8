// The JSON forms of inquiries: the bodies of POST /v1/inquiries (config/api/hall.openapi.yaml), the same between kiosk and
// courier. Every field always present unless marked ?; no other field allowed; times are RFC 3339 UTC with milliseconds.
//
//   question  {"kind":"send_code","who":W}
//             {"kind":"check_code","who":W,"challenge","code"}
//             {"kind":"list_submissions","who":W,"pass"}                 -- an empty pass: level 1
//             {"kind":"show_submission","who":W,"pass","number"}
//             {"kind":"fetch_record","who":W,"pass","record"}
//   W         {"by":"card","number","name"}  or  {"by":"receipt","number","code"}
//   answer    {"kind":"code_sent","challenge","masked_phone","seconds"}
//             {"kind":"code_accepted","pass"}
//             {"kind":"submissions","lines":[L…]}
//             {"kind":"submission","line":L,"item_version","deadline","deadline_estimated","note",
//              "supplement"?:{"reason","materials":[…],"due"},"result"?:D}
//             {"kind":"document", …D}
//   L         {"number","kind":"application"|…,"item","progress","stored_at"}
//   D         {"title","issuer","issued_at","lines":[{"label","value"}…],"verification_code"}
#pragma once

#include <cstdint>
#include <span>

#include "kiosk/base/result.h"
#include "kiosk/core/inquiry/inquiry.h"

namespace bancheng::core::inquiry {

inline constexpr std::size_t kMaxQuestionBytes = 4 * 1024;
inline constexpr std::size_t kMaxAnswerBytes = 60 * 1024;

inline constexpr std::size_t kLongestWord = 64;       ///< bytes of an id, a challenge, a code, a pass
inline constexpr std::size_t kLongestName = 256;      ///< bytes of a name, a label, a title
inline constexpr std::size_t kLongestText = 8 * 1024; ///< bytes of a note, a reason, a value

/// Closed vocabulary of why a form is not taken.
enum class FormError {
  too_large,
  not_json,      ///< also: not UTF-8, a key twice in one object
  wrong_shape,   ///< a field missing, unknown, of another type or not in its vocabulary
  inconsistent,  ///< a number without its check digit, a text or list beyond its limit, a date that is none
};
[[nodiscard]] const char* name_of(FormError error);

/// `inconsistent` and `too_large` are the only errors.
[[nodiscard]] base::Result<base::PersonBytes, FormError> to_json(const Question& question);
[[nodiscard]] base::Result<base::PersonBytes, FormError> to_json(const Answer& answer);

/// Strict: what they return satisfies everything said above, and to_json() of it is the same document but for spaces.
[[nodiscard]] base::Result<Question, FormError> question_from_json(std::span<const std::uint8_t> json);
[[nodiscard]] base::Result<Answer, FormError> answer_from_json(std::span<const std::uint8_t> json);

}  // namespace bancheng::core::inquiry
