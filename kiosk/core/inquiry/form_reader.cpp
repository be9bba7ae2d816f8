#include <limits>

#include "kiosk/core/delivery/manifest.h"
#include "kiosk/core/inquiry/form_rules.h"
#include "kiosk/core/inquiry/forms.h"
#include "kiosk/core/inquiry/vocabulary.h"
#include "kiosk/core/json/strict.h"

namespace bancheng::core::inquiry {
namespace {

using json::Fields;
using json::Json;
using json::refuse_shape;

constexpr int kDeepest = 6;  // a decided submission nests four levels

Who read_who(const Json& object) {
  Fields fields(object);
  Who who;
  switch (fields.word("by", kWhoKinds)) {
    case WhoKind::card: who = ByCard{fields.text("number"), fields.text("name")}; break;
    case WhoKind::receipt: who = ByReceipt{fields.string("number"), fields.text("code")}; break;
  }
  fields.done();
  return who;
}

Question read_question(const Json& object) {
  Fields fields(object);
  const QuestionKind kind = fields.word("kind", kQuestionKinds);
  Who who = read_who(fields.at("who"));
  Question question;
  switch (kind) {
    case QuestionKind::send_code: question = SendCode{std::move(who)}; break;
    case QuestionKind::check_code: question = CheckCode{std::move(who), fields.string("challenge"), fields.text("code")}; break;
    case QuestionKind::list_submissions: question = ListSubmissions{std::move(who), fields.text("pass")}; break;
    case QuestionKind::show_submission: question = ShowSubmission{std::move(who), fields.text("pass"), fields.string("number")}; break;
    case QuestionKind::fetch_record: question = FetchRecord{std::move(who), fields.text("pass"), fields.string("record")}; break;
  }
  fields.done();
  return question;
}

base::WallTime read_time(Fields& fields, const char* key) {
  const auto time = delivery::from_rfc3339(fields.string(key));
  if (!time) refuse_shape();
  return *time;
}

CodeSent read_code_sent(Fields& fields) {
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int32_t>::max());
  CodeSent sent{fields.string("challenge"), fields.text("masked_phone"), 0};
  sent.seconds = static_cast<std::int32_t>(fields.number("seconds", kMost));
  return sent;
}

SubmissionLine read_line(const Json& object) {
  Fields fields(object);
  SubmissionLine line;
  line.number = fields.string("number");
  const auto kind = delivery::kind_from_name(fields.string("kind"));
  if (!kind) refuse_shape();
  line.kind = *kind;
  line.item = fields.string("item");
  line.progress = fields.word("progress", kProgresses);
  line.stored_at = read_time(fields, "stored_at");
  fields.done();
  return line;
}

Submissions read_submissions(Fields& fields) {
  Submissions submissions;
  for (const Json& one : fields.array("lines")) submissions.lines.push_back(read_line(one));
  return submissions;
}

Document::Line read_document_line(const Json& object) {
  Fields fields(object);
  Document::Line line{fields.text("label"), fields.text("value")};
  fields.done();
  return line;
}

Document read_document(Fields& fields) {
  Document document;
  document.title = fields.text("title");
  document.issuer = fields.string("issuer");
  document.issued_at = read_time(fields, "issued_at");
  for (const Json& one : fields.array("lines")) document.lines.push_back(read_document_line(one));
  document.verification_code = fields.string("verification_code");
  return document;
}

WantedSupplement read_wanted(const Json& object) {
  Fields fields(object);
  WantedSupplement wanted;
  wanted.reason = fields.text("reason");
  for (const Json& material : fields.array("materials")) {
    if (!material.is_string()) refuse_shape();
    wanted.materials.push_back(material.get<std::string>());
  }
  wanted.due = fields.string("due");
  fields.done();
  return wanted;
}

SubmissionDetails read_details(Fields& fields) {
  SubmissionDetails details;
  details.line = read_line(fields.at("line"));
  details.item_version = static_cast<std::uint32_t>(fields.number("item_version", std::numeric_limits<std::uint32_t>::max()));
  details.deadline = fields.string("deadline");
  details.deadline_estimated = fields.boolean("deadline_estimated");
  details.note = fields.text("note");
  if (fields.has("supplement")) details.supplement = read_wanted(fields.at("supplement"));
  if (fields.has("result")) {
    Fields result(fields.at("result"));
    details.result = read_document(result);
    result.done();
  }
  return details;
}

Answer read_answer(const Json& object) {
  Fields fields(object);
  Answer answer;
  switch (fields.word("kind", kAnswerKinds)) {
    case AnswerKind::code_sent: answer = read_code_sent(fields); break;
    case AnswerKind::code_accepted: answer = CodeAccepted{fields.text("pass")}; break;
    case AnswerKind::submissions: answer = read_submissions(fields); break;
    case AnswerKind::submission: answer = read_details(fields); break;
    case AnswerKind::document: answer = read_document(fields); break;
  }
  fields.done();
  return answer;
}

template <typename Held>
base::Result<Held, FormError> read(std::span<const std::uint8_t> bytes, std::size_t longest, Held (*from)(const Json&)) {
  if (bytes.size() > longest) return base::failure(FormError::too_large);
  try {
    Held held = from(json::parse(bytes, kDeepest));
    if (!is_consistent(held)) return base::failure(FormError::inconsistent);
    return held;
  } catch (const json::Refusal& refusal) {
    return base::failure(refusal == json::Refusal::not_json ? FormError::not_json : FormError::wrong_shape);
  } catch (const Json::exception&) {
    return base::failure(FormError::not_json);
  }
}

}  // namespace

base::Result<Question, FormError> question_from_json(std::span<const std::uint8_t> json) {
  return read<Question>(json, kMaxQuestionBytes, read_question);
}
base::Result<Answer, FormError> answer_from_json(std::span<const std::uint8_t> json) {
  return read<Answer>(json, kMaxAnswerBytes, read_answer);
}

}  // namespace bancheng::core::inquiry
