#include "tools/effort_runner/world.h"

#include "kiosk/core/delivery/number.h"

namespace bancheng::effort {
namespace {

using namespace core::session;
namespace inquiry = core::inquiry;

core::delivery::StoredSubmission stored(std::uint64_t job, base::WallTime at) {
  return {*core::delivery::make_number({10001, static_cast<std::uint32_t>(job)}), "0123456789ABCDEF", at};
}

inquiry::Document record(base::WallTime at) {
  inquiry::Document document;
  document.title = base::PersonText("样本");
  document.issuer = "样本大厅";
  document.issued_at = at;
  document.lines = {{base::PersonText("项目"), base::PersonText("样本")}};
  document.verification_code = "AAAA";
  return document;
}

std::optional<Answer> answer_of_hall(const State& state) {
  const auto& lookup = state.session->lookup;
  if (!lookup || lookup->job == 0) return std::nullopt;
  const inquiry::Question& question = *lookup->question;
  if (std::holds_alternative<inquiry::SendCode>(question)) {
    return Answer{"a code arrives on the phone", Answered{inquiry::CodeSent{"challenge", base::PersonText("138****0000"), 300}, lookup->job},
                  waiting(kHallAnswers + kMessageArrives)};
  }
  if (std::holds_alternative<inquiry::CheckCode>(question)) {
    return Answer{"the code is right", Answered{inquiry::CodeAccepted{base::PersonText("pass")}, lookup->job}, waiting(kHallAnswers)};
  }
  if (std::holds_alternative<inquiry::FetchRecord>(question)) {
    return Answer{"the record comes", Answered{record(state.now.wall), lookup->job}, waiting(kHallAnswers)};
  }
  return std::nullopt;
}

std::optional<Answer> answer_of_printer(const State& state) {
  for (const Slip& slip : state.slips) {
    if (slip.paper == Slip::Paper::printing) return Answer{"the receipt is printed", Printed{slip.job}, waiting(kPrinted)};
  }
  const auto& printout = state.session->printout;
  if (!printout || printout->paper != Printout::Paper::printing) return std::nullopt;
  return Answer{"the paper is printed", Printed{printout->job}, waiting(kPrinted)};
}

std::optional<Answer> answer_of_outbox(const State& state) {
  if (!state.pending.empty()) {
    const std::uint64_t job = state.pending.front().job;
    return Answer{"it is stored", Stored{stored(job, state.now.wall), job}, waiting(kStored)};
  }
  for (const Slip& slip : state.slips) {
    if (!slip.accepted) return Answer{"the hall has it", HallAccepted{slip.stored.number}, waiting(kHallAnswers)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Answer> answer_of(const State& state, const core::identity::IdCard& card) {
  const Session& visit = *state.session;
  if (visit.main.at == At::card) {
    Cost cost = laying(kLayCard);
    cost += waiting(kCardRead);
    return Answer{"the card is laid and read", CardRead{card}, cost};
  }
  if (visit.capture_job != 0) {
    Cost cost = laying(kLayPage);
    cost += waiting(kPageCaptured);
    return Answer{"the page is laid and captured", PageCaptured{{static_cast<std::uint32_t>(visit.capture_job)}, visit.capture_job}, cost};
  }
  if (auto answer = answer_of_hall(state)) return answer;
  if (auto answer = answer_of_outbox(state)) return answer;
  return answer_of_printer(state);
}

}  // namespace bancheng::effort
