#include "tools/hall/inquiries.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "kiosk/core/delivery/number.h"
#include "tools/hall/catalogue_bundle.h"
#include "tools/hall/manifests.h"
#include "tools/hall/page_data.h"
#include "tools/hall/staff_sessions.h"

namespace bancheng::hall {

namespace delivery = core::delivery;
using namespace core::inquiry;
using base::PersonText;

namespace {

constexpr const char* kIssuer = "政务服务大厅";
constexpr const char* kTerminal = "自助终端";  // in the audit, where staff have their names; its number stands where their address does

Progress progress_of(const std::string& kind, const std::string& status) {
  if (kind == "help_case") {
    const auto known = help_status(status).value_or(HelpStatus::accepted);
    if (known == HelpStatus::accepted) return Progress::received;
    return known == HelpStatus::settled || known == HelpStatus::reported_back ? Progress::answered : Progress::in_work;
  }
  switch (application_status(status).value_or(ApplicationStatus::received)) {
    case ApplicationStatus::received: return Progress::received;
    case ApplicationStatus::reviewing: return Progress::reviewing;
    case ApplicationStatus::supplement_wanted: return Progress::supplement_wanted;
    case ApplicationStatus::granted: return Progress::granted;
    case ApplicationStatus::refused: return Progress::refused;
  }
  return Progress::received;
}

bool is_decided(Progress progress) { return progress == Progress::granted || progress == Progress::refused; }

/// The last change that led to the matter's present status.
const ChangeRow* last_change(const std::vector<ChangeRow>& changes, const std::string& status) {
  return changes.empty() || changes.back().status != status ? nullptr : &changes.back();
}

bool has_name(const Resident& resident, const PersonText& name) { return name.empty() || resident.name == name; }

PersonText code_message(const PersonText& digits) {
  PersonText text("【政务服务】验证码 ");
  text.append(digits.view());
  text.append("，5分钟内有效，仅用于本次在自助终端上办事。请勿告诉他人。");
  return text;
}

template <typename Next>
Inquiries::Outcome with(const auto& admitted, Next next) {
  if (const auto* trouble = std::get_if<Trouble>(&admitted)) return *trouble;
  if (const auto* failed = std::get_if<StoreError>(&admitted)) return *failed;
  return next(std::get<0>(admitted));
}

}  // namespace

Inquiries::Outcome Inquiries::answer(const Question& question, const std::string& terminal) {
  auto outcome = std::visit([&](const auto& one) { return answer_one(one, terminal); }, question);
  base::wipe_stack_below();
  return outcome;
}

Inquiries::Admitted Inquiries::who_is(const ByCard& who) const { return Access{hall_.person_key.tag_of(who.number.view()), {}, true, false}; }

// A number without the right code is as unknown as one that was never given.
Inquiries::Admitted Inquiries::who_is(const ByReceipt& who) const {
  const auto receipt = hall_.store.receipt(who.number);
  if (!receipt) return receipt.error();
  const std::string code_sha256 = delivery::to_hex(sha256_of(who.code.view()));
  if (!*receipt || !StaffSessions::same_token((*receipt)->receipt_code_sha256, code_sha256)) return Trouble::not_found;
  const auto matter = hall_.store.matter((*receipt)->about);
  if (!matter) return matter.error();
  if (!*matter) return Trouble::not_found;
  return Access{(*matter)->person, (*matter)->number, false, false};
}

Inquiries::Admitted Inquiries::admit(const Who& who, const Pass& pass, const std::string& terminal) {
  Admitted admitted = std::visit([&](const auto& one) { return who_is(one); }, who);
  auto* access = std::get_if<Access>(&admitted);
  if (access == nullptr || pass.empty()) return admitted;
  access->level_two = !access->person.empty() && level_two_.holds(access->person, terminal, pass);
  if (!access->level_two) return Trouble::code_expired;
  return admitted;
}

Stored<void> Inquiries::note(const char* action, const std::vector<std::string>& numbers, const std::string& terminal) {
  const std::string now = delivery::to_rfc3339(hall_.clock.now().wall);
  std::vector<AuditRow> acts;
  for (const std::string& number : numbers) acts.push_back({now, kTerminal, action, number, terminal});
  return hall_.store.note_all(acts);
}

Inquiries::Outcome Inquiries::answer_one(const SendCode& question, const std::string& terminal) {
  return with(admit(question.who, {}, terminal), [&](const Access& access) -> Outcome {
    const Resident* resident = hall_.population.find(access.person);
    if (access.by_card && (resident == nullptr || !has_name(*resident, std::get<ByCard>(question.who).name))) return Trouble::not_found;
    if (resident == nullptr || resident->phone.empty() || hall_.sms_gate == nullptr) return Trouble::no_phone;
    const auto code = level_two_.new_code(access.person, terminal);
    if (!code) return code.error();
    if (!hall_.sms_gate->send(resident->phone, code_message(code->digits))) {
      spdlog::error("the SMS gate takes no message over");
      return StoreError::unavailable;
    }
    if (const auto noted = note("code_sent", {access.number}, terminal); !noted) return noted.error();
    constexpr auto kSeconds = std::chrono::duration_cast<std::chrono::seconds>(LevelTwo::kCodeLife).count();
    return Answer(CodeSent{code->challenge, core::identity::masked_phone(resident->phone.view()), static_cast<std::int32_t>(kSeconds)});
  });
}

Inquiries::Outcome Inquiries::answer_one(const CheckCode& question, const std::string& terminal) {
  return with(admit(question.who, {}, terminal), [&](const Access& access) -> Outcome {
    auto pass = level_two_.check(access.person, terminal, question.challenge, question.code);
    const char* outcome = pass ? "code_right" : pass.error() == Trouble::wrong_code ? "code_wrong" : "code_expired";
    if (const auto noted = note(outcome, {access.number}, terminal); !noted) return noted.error();
    if (!pass) return pass.error();
    return Answer(CodeAccepted{std::move(*pass)});
  });
}

Inquiries::Outcome Inquiries::answer_one(const ListSubmissions& question, const std::string& terminal) {
  return with(admit(question.who, question.pass, terminal), [&](const Access& access) -> Outcome {
    Outcome outcome = list_for(access);
    const auto* answer = std::get_if<Answer>(&outcome);
    if (!access.level_two || answer == nullptr) return outcome;
    std::vector<std::string> shown;
    for (const SubmissionLine& line : std::get<Submissions>(*answer).lines) shown.push_back(line.number);
    if (shown.empty()) shown.emplace_back();  // that there is nothing was shown
    if (const auto noted = note("level_2_list", shown, terminal); !noted) return noted.error();
    return outcome;
  });
}

Inquiries::Outcome Inquiries::list_for(const Access& access) const {
  Submissions list;
  if (access.by_card) {
    const auto matters = hall_.store.matters_of(access.person, kMostLines);
    if (!matters) return matters.error();
    for (const MatterRow& matter : *matters) list.lines.push_back(line_of(matter, access.sees_item()));
  } else {
    const auto matter = hall_.store.matter(access.number);
    if (!matter) return matter.error();
    if (*matter) list.lines.push_back(line_of(**matter, true));
  }
  return Answer(std::move(list));
}

Inquiries::Outcome Inquiries::answer_one(const ShowSubmission& question, const std::string& terminal) {
  return with(admit(question.who, question.pass, terminal), [&](const Access& access) -> Outcome {
    const auto matter = hall_.store.matter(question.number);
    if (!matter) return matter.error();
    if (!*matter) return Trouble::not_found;
    const bool is_theirs = access.by_card ? (*matter)->person == access.person : (*matter)->number == access.number;
    if (!is_theirs) return Trouble::not_found;
    Outcome outcome = details_of(**matter, access);
    const auto* answer = std::get_if<Answer>(&outcome);
    if (!access.level_two || answer == nullptr) return outcome;
    const bool with_result = std::get<SubmissionDetails>(*answer).result.has_value();
    if (const auto noted = note(with_result ? "level_2_result" : "level_2_progress", {question.number}, terminal); !noted) return noted.error();
    return outcome;
  });
}

Inquiries::Outcome Inquiries::answer_one(const FetchRecord& question, const std::string& terminal) {
  return with(admit(question.who, question.pass, terminal), [&](const Access& access) -> Outcome {
    if (!access.level_two) return Trouble::level_2_wanted;
    const Resident* resident = access.by_card ? hall_.population.find(access.person) : nullptr;
    if (resident == nullptr) return Trouble::not_found;
    const auto record = resident->records.find(question.record);
    if (record == resident->records.end()) return Trouble::not_found;
    const base::WallTime now = hall_.clock.now().wall;
    const auto masked = core::identity::masked_name(resident->name.view());
    const auto paper = hall_.store.issue({new_verification_code(), delivery::to_rfc3339(now), record->second.title, std::string(masked.view()), ""});
    if (!paper) return paper.error();
    if (const auto noted = note("level_2_record", {question.record}, terminal); !noted) return noted.error();
    return Answer(Document{PersonText(std::string_view(record->second.title)), record->second.issuer, now, record->second.lines, paper->code});
  });
}

// A terminal may name an item that this hall's catalogue does not have; then there is none to show.
SubmissionLine Inquiries::line_of(const MatterRow& matter, bool with_item) const {
  SubmissionLine line;
  line.number = matter.number;
  line.kind = delivery::kind_from_name(matter.kind).value_or(delivery::SubmissionKind::application);
  if (with_item && hall_.catalogue.find(matter.item) != nullptr) line.item = matter.item;
  line.progress = progress_of(matter.kind, matter.status);
  line.stored_at = delivery::from_rfc3339(matter.stored_at).value_or(base::WallTime{});
  return line;
}

Inquiries::Outcome Inquiries::details_of(const MatterRow& matter, const Access& access) {
  SubmissionDetails details;
  details.line = line_of(matter, access.sees_item());
  if (!access.sees_item()) return Answer(std::move(details));
  details.item_version = matter.item_version;
  details.deadline = matter.deadline;
  details.deadline_estimated = matter.deadline_estimated;
  const auto changes = hall_.store.changes(matter.number);
  if (!changes) return changes.error();
  const ChangeRow* last = last_change(*changes, matter.status);
  if (is_decided(details.line.progress)) {
    if (!access.level_two || last == nullptr) return Answer(std::move(details));
    auto result = result_of(matter, *last);
    if (!result) return result.error();
    details.result = std::move(*result);
    return Answer(std::move(details));
  }
  if (details.line.progress == Progress::answered) details.note = PersonText(std::string_view(matter.handling));
  if (details.line.progress == Progress::supplement_wanted) {
    const auto wanted = hall_.store.wanted_supplement(matter.number);
    if (!wanted) return wanted.error();
    if (*wanted) details.supplement = core::inquiry::WantedSupplement{PersonText(std::string_view((*wanted)->reason)), (*wanted)->materials, (*wanted)->due};
  } else if (details.line.kind == delivery::SubmissionKind::application && last != nullptr) {
    details.note = PersonText(std::string_view(last->note));
  }
  return Answer(std::move(details));
}

Stored<Document> Inquiries::result_of(const MatterRow& matter, const ChangeRow& decision) {
  const std::string word = chinese_application_status(decision.status);
  const auto manifest = open_manifest(hall_, matter.number);
  const auto* application = manifest ? std::get_if<delivery::SentApplication>(&manifest->content) : nullptr;
  const IssuedRow fresh{new_verification_code(), decision.at, word + "通知书", matter.masked_name, fmt::format("{}/{}", matter.number, matter.revision)};
  const auto paper = hall_.store.issue(fresh);
  if (!paper) return base::failure(paper.error());
  Document document{PersonText(std::string_view(paper->title)), kIssuer, delivery::from_rfc3339(decision.at).value_or(base::WallTime{}), {}, paper->code};
  const auto add = [&](const char* label, std::string_view value) { document.lines.push_back({PersonText(label), PersonText(value)}); };
  add("事项", item_name(hall_, matter.item));
  add("受理编号", delivery::grouped_number(matter.number));
  add("申请人", application != nullptr ? application->card.name.view() : std::string_view(matter.masked_name));
  add("决定", word);
  if (!decision.note.empty()) add("说明", decision.note);
  return document;
}

std::string new_verification_code() {
  const auto hash = sha256_of(StaffSessions::random_token());  // 32 random bytes, of which 60 bits are used
  static constexpr char kAlphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string code;
  for (std::size_t i = 0; i < 12; ++i) {
    if (i == 4 || i == 8) code += '-';
    code += kAlphabet[hash[i] % 32];
  }
  return code;
}

std::string verification_code_from(std::string_view typed) {
  std::string code;
  for (char c : typed) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if ((c < '0' || c > '9') && (c < 'A' || c > 'Z')) return {};
    if (code.size() == 4 || code.size() == 9) code += '-';
    code += c;
  }
  return code.size() == 14 ? code : std::string();
}

}  // namespace bancheng::hall
