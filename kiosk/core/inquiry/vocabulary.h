// The words by which closed vocabularies stand in the JSON forms. Inside this room only.
#pragma once

#include "kiosk/core/inquiry/inquiry.h"
#include "kiosk/core/vocabulary.h"

namespace bancheng::core::inquiry {

inline constexpr Vocabulary<Progress, 7> kProgresses{{{Progress::received, "received"},
                                                      {Progress::reviewing, "reviewing"},
                                                      {Progress::supplement_wanted, "supplement_wanted"},
                                                      {Progress::granted, "granted"},
                                                      {Progress::refused, "refused"},
                                                      {Progress::in_work, "in_work"},
                                                      {Progress::answered, "answered"}}};
inline constexpr Vocabulary<Trouble, 8> kTroubles{{{Trouble::no_network, "no_network"},
                                                   {Trouble::hall_failed, "hall_failed"},
                                                   {Trouble::not_found, "not_found"},
                                                   {Trouble::no_phone, "no_phone"},
                                                   {Trouble::wrong_code, "wrong_code"},
                                                   {Trouble::code_expired, "code_expired"},
                                                   {Trouble::too_often, "too_often"},
                                                   {Trouble::level_2_wanted, "level_2_wanted"}}};

/// The alternatives of Who, Question and Answer, by their place in the variant.
enum class WhoKind { card, receipt };
inline constexpr Vocabulary<WhoKind, 2> kWhoKinds{{{WhoKind::card, "card"}, {WhoKind::receipt, "receipt"}}};
enum class QuestionKind { send_code, check_code, list_submissions, show_submission, fetch_record };
inline constexpr Vocabulary<QuestionKind, 5> kQuestionKinds{{{QuestionKind::send_code, "send_code"},
                                                             {QuestionKind::check_code, "check_code"},
                                                             {QuestionKind::list_submissions, "list_submissions"},
                                                             {QuestionKind::show_submission, "show_submission"},
                                                             {QuestionKind::fetch_record, "fetch_record"}}};
enum class AnswerKind { code_sent, code_accepted, submissions, submission, document };
inline constexpr Vocabulary<AnswerKind, 5> kAnswerKinds{{{AnswerKind::code_sent, "code_sent"},
                                                         {AnswerKind::code_accepted, "code_accepted"},
                                                         {AnswerKind::submissions, "submissions"},
                                                         {AnswerKind::submission, "submission"},
                                                         {AnswerKind::document, "document"}}};

}  // namespace bancheng::core::inquiry
