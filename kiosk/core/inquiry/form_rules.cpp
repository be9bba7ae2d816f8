#include "kiosk/core/inquiry/form_rules.h"

#include <algorithm>

#include "kiosk/core/catalogue/working_days.h"
#include "kiosk/core/delivery/number.h"
#include "kiosk/core/inquiry/forms.h"

namespace bancheng::core::inquiry {
namespace {

constexpr std::int32_t kLongestCodeLife = 3'600;  // seconds
constexpr std::size_t kMostMaterials = 64;

// An id of a material, a record, a challenge, a code, a pass: printable, without spaces.
bool is_word(std::string_view text) {
  return !text.empty() && text.size() <= kLongestWord && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}
bool is_word_or_empty(std::string_view text) { return text.empty() || is_word(text); }
bool is_number(std::string_view text) { return delivery::parse_number(text).has_value(); }
bool is_date(const std::string& text) { return catalogue::read_date(text).has_value(); }

// Not every card of a foreigner has a Chinese name.
bool fits(const ByCard& who) { return is_word(who.number.view()) && who.name.size() <= kLongestName; }
bool fits(const ByReceipt& who) { return is_number(who.number) && delivery::is_receipt_code(who.code.view()); }
bool fits(const Who& who) {
  return std::visit([](const auto& one) { return fits(one); }, who);
}

bool fits(const SendCode& question) { return fits(question.who); }
bool fits(const CheckCode& question) {
  const std::string_view code = question.code.view();
  const bool six_digits = code.size() == 6 && std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  return fits(question.who) && is_word(question.challenge) && six_digits;
}
bool fits(const ListSubmissions& question) { return fits(question.who) && is_word_or_empty(question.pass.view()); }
bool fits(const ShowSubmission& question) {
  return fits(question.who) && is_word_or_empty(question.pass.view()) && is_number(question.number);
}
bool fits(const FetchRecord& question) {
  return fits(question.who) && is_word_or_empty(question.pass.view()) && is_word(question.record);
}

bool fits(const SubmissionLine& line) { return is_number(line.number) && is_word_or_empty(line.item); }

bool fits(const Document::Line& line) {
  return !line.label.empty() && line.label.size() <= kLongestName && line.value.size() <= kLongestText;
}
bool fits(const Document& document) {
  return !document.title.empty() && document.title.size() <= kLongestName && document.issuer.size() <= kLongestName &&
         document.lines.size() <= kMostDocumentLines && is_word(document.verification_code) &&
         std::all_of(document.lines.begin(), document.lines.end(), [](const Document::Line& line) { return fits(line); });
}

bool fits(const WantedSupplement& wanted) {
  return wanted.reason.size() <= kLongestText && is_date(wanted.due) && !wanted.materials.empty() &&
         wanted.materials.size() <= kMostMaterials && std::all_of(wanted.materials.begin(), wanted.materials.end(), is_word);
}

bool fits(const CodeSent& answer) {
  return is_word(answer.challenge) && !answer.masked_phone.empty() && answer.masked_phone.size() <= kLongestWord && answer.seconds > 0 &&
         answer.seconds <= kLongestCodeLife;
}
bool fits(const CodeAccepted& answer) { return is_word(answer.pass.view()); }
bool fits(const Submissions& answer) {
  return answer.lines.size() <= kMostLines &&
         std::all_of(answer.lines.begin(), answer.lines.end(), [](const SubmissionLine& line) { return fits(line); });
}
bool fits(const SubmissionDetails& answer) {
  return fits(answer.line) && (answer.deadline.empty() || is_date(answer.deadline)) && answer.note.size() <= kLongestText &&
         (!answer.supplement || fits(*answer.supplement)) && (!answer.result || fits(*answer.result));
}

}  // namespace

bool is_consistent(const Question& question) {
  return std::visit([](const auto& one) { return fits(one); }, question);
}
bool is_consistent(const Answer& answer) {
  return std::visit([](const auto& one) { return fits(one); }, answer);
}

}  // namespace bancheng::core::inquiry
