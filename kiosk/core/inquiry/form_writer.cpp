#include "kiosk/core/delivery/manifest.h"
#include "kiosk/core/inquiry/form_rules.h"
#include "kiosk/core/inquiry/forms.h"
#include "kiosk/core/inquiry/vocabulary.h"
#include "kiosk/core/json/strict.h"

namespace bancheng::core::inquiry {
namespace {

using json::Json;
using json::text;

Json form(const ByCard& who) { return {{"number", text(who.number)}, {"name", text(who.name)}}; }
Json form(const ByReceipt& who) { return {{"number", who.number}, {"code", text(who.code)}}; }
Json form(const Who& who) {
  Json object = std::visit([](const auto& one) { return form(one); }, who);
  object["by"] = word_for(kWhoKinds, static_cast<WhoKind>(who.index()));
  return object;
}

Json form(const SendCode& question) { return {{"who", form(question.who)}}; }
Json form(const CheckCode& question) {
  return {{"who", form(question.who)}, {"challenge", question.challenge}, {"code", text(question.code)}};
}
Json form(const ListSubmissions& question) { return {{"who", form(question.who)}, {"pass", text(question.pass)}}; }
Json form(const ShowSubmission& question) {
  return {{"who", form(question.who)}, {"pass", text(question.pass)}, {"number", question.number}};
}
Json form(const FetchRecord& question) {
  return {{"who", form(question.who)}, {"pass", text(question.pass)}, {"record", question.record}};
}

Json form(const CodeSent& answer) {
  return {{"challenge", answer.challenge}, {"masked_phone", text(answer.masked_phone)}, {"seconds", answer.seconds}};
}
Json form(const CodeAccepted& answer) { return {{"pass", text(answer.pass)}}; }

Json form(const SubmissionLine& line) {
  return {{"number", line.number},
          {"kind", delivery::name_of(line.kind)},
          {"item", line.item},
          {"progress", word_for(kProgresses, line.progress)},
          {"stored_at", delivery::to_rfc3339(line.stored_at)}};
}
Json form(const Submissions& answer) {
  Json lines = Json::array();
  for (const SubmissionLine& line : answer.lines) lines.push_back(form(line));
  return {{"lines", std::move(lines)}};
}

Json form(const Document& document) {
  Json lines = Json::array();
  for (const Document::Line& line : document.lines) lines.push_back({{"label", text(line.label)}, {"value", text(line.value)}});
  return {{"title", text(document.title)},
          {"issuer", document.issuer},
          {"issued_at", delivery::to_rfc3339(document.issued_at)},
          {"lines", std::move(lines)},
          {"verification_code", document.verification_code}};
}

Json form(const SubmissionDetails& answer) {
  Json object{{"line", form(answer.line)},
              {"item_version", answer.item_version},
              {"deadline", answer.deadline},
              {"deadline_estimated", answer.deadline_estimated},
              {"note", text(answer.note)}};
  if (const auto& wanted = answer.supplement) {
    object["supplement"] = {{"reason", text(wanted->reason)}, {"materials", wanted->materials}, {"due", wanted->due}};
  }
  if (answer.result) object["result"] = form(*answer.result);
  return object;
}

template <typename Kind, std::size_t N, typename Variant>
base::Result<base::PersonBytes, FormError> written(const Variant& held, const Vocabulary<Kind, N>& kinds, std::size_t longest) {
  if (!is_consistent(held)) return base::failure(FormError::inconsistent);
  try {
    Json object = std::visit([](const auto& one) { return form(one); }, held);
    object["kind"] = word_for(kinds, static_cast<Kind>(held.index()));
    const std::string bytes = object.dump();
    if (bytes.size() > longest) return base::failure(FormError::too_large);
    return base::PersonBytes(bytes.begin(), bytes.end());
  } catch (const Json::exception&) {  // a text that is not UTF-8
    return base::failure(FormError::inconsistent);
  }
}

}  // namespace

base::Result<base::PersonBytes, FormError> to_json(const Question& question) { return written(question, kQuestionKinds, kMaxQuestionBytes); }
base::Result<base::PersonBytes, FormError> to_json(const Answer& answer) { return written(answer, kAnswerKinds, kMaxAnswerBytes); }

}  // namespace bancheng::core::inquiry
