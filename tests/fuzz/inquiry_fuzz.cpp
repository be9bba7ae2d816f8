// Any bytes as a question and as an answer: refused, or written again and read back the same.
#include "kiosk/core/delivery/number.h"
#include "kiosk/core/inquiry/forms.h"
#include "tests/fuzz/fuzz.h"

namespace {

using namespace bancheng::core;
using namespace bancheng::core::inquiry;
using bancheng::base::PersonText;
using bancheng::fuzz::Bytes;
using bancheng::fuzz::require;

Bytes written(const bancheng::base::Result<bancheng::base::PersonBytes, FormError>& json) {
  require(json.has_value(), "a seed can be written");
  return {json->begin(), json->end()};
}

template <typename Held>
void check(const bancheng::base::Result<Held, FormError>& held, bancheng::base::Result<Held, FormError> (*read)(std::span<const std::uint8_t>)) {
  if (!held) return;
  const auto again = to_json(*held);
  require(again.has_value(), "what is read can be written");
  const auto same = read(*again);
  require(same.has_value() && *same == *held, "what is written is read back the same");
}

}  // namespace

std::vector<Bytes> bancheng::fuzz::seeds() {
  const std::string number = delivery::make_number({12345, 42}).value();
  const Who card = ByCard{PersonText("11010519491231002X"), PersonText("样本")};
  const Who receipt = ByReceipt{number, PersonText("0123456789ABCDEF")};
  const SubmissionLine line{number, delivery::SubmissionKind::application, "elderly-card", Progress::granted, base::WallTime(base::Milliseconds(1'767'323'045'678))};
  const Document document{PersonText("t"), "i", line.stored_at, {{PersonText("l"), PersonText("v")}}, "AAAA"};
  const WantedSupplement wanted{PersonText("r"), {"photo"}, "2026-01-20"};
  std::vector<Bytes> seeds;
  for (const Question& question : {Question(SendCode{card}), Question(CheckCode{receipt, "c", PersonText("123456")}), Question(ListSubmissions{card, {}}),
                                   Question(ShowSubmission{receipt, PersonText("p"), number}), Question(FetchRecord{card, PersonText("p"), "real-estate"})}) {
    seeds.push_back(written(to_json(question)));
  }
  for (const Answer& answer : {Answer(CodeSent{"c", PersonText("138****8000"), 300}), Answer(CodeAccepted{PersonText("p")}), Answer(Submissions{{line}}),
                               Answer(SubmissionDetails{line, 1, "2026-02-01", false, PersonText("n"), wanted, document}), Answer(document)}) {
    seeds.push_back(written(to_json(answer)));
  }
  return seeds;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  check(question_from_json({data, size}), question_from_json);
  check(answer_from_json({data, size}), answer_from_json);
  return 0;
}
