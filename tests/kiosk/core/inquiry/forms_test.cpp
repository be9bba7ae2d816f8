#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "kiosk/core/delivery/number.h"
#include "kiosk/core/inquiry/forms.h"

using namespace bancheng;
using namespace bancheng::core;
using namespace bancheng::core::inquiry;
using base::PersonText;
using Json = nlohmann::json;

namespace {

const std::string kNumber = delivery::make_number({12345, 42}).value();
const base::WallTime kTime(base::Milliseconds(1'767'323'045'678));
const Who kCard = ByCard{PersonText("11010519491231002X"), PersonText("司徒样本")};
const Who kReceipt = ByReceipt{kNumber, PersonText("0123456789ABCDEF")};

SubmissionLine line() { return {kNumber, delivery::SubmissionKind::supplement, "elderly-card", Progress::supplement_wanted, kTime}; }

Document document() {
  Document made{PersonText("不动产登记信息"), "样本市不动产登记中心", kTime, {}, "ABCD-EFGH"};
  made.lines = {{PersonText("权利人"), PersonText("司徒样本")}, {PersonText("坐落"), PersonText("with \"quotes\" and \n")}, {PersonText("附注"), PersonText("")}};
  return made;
}

SubmissionDetails details() {
  SubmissionDetails made{line(), 3, "2026-02-01", true, PersonText("请尽快"), std::nullopt, std::nullopt};
  made.supplement = WantedSupplement{PersonText("照片不清楚"), {"id-photo", "household-register"}, "2026-01-20"};
  made.result = document();
  return made;
}

std::vector<Question> questions() {
  return {SendCode{kCard}, SendCode{kReceipt}, CheckCode{kCard, "challenge-1", PersonText("012345")}, ListSubmissions{kReceipt, {}},
          ShowSubmission{kCard, PersonText("a-pass"), kNumber}, FetchRecord{kCard, PersonText("a-pass"), "real-estate"}};
}

std::vector<Answer> answers() {
  SubmissionDetails bare = details();
  bare.supplement.reset();
  bare.result.reset();
  bare.deadline.clear();
  return {CodeSent{"challenge-1", PersonText("138****8000"), 300}, CodeAccepted{PersonText("a-pass")}, Submissions{{line(), line()}}, Submissions{},
          details(), bare, document()};
}

base::Result<Question, FormError> read(std::span<const std::uint8_t> bytes, const Question*) { return question_from_json(bytes); }
base::Result<Answer, FormError> read(std::span<const std::uint8_t> bytes, const Answer*) { return answer_from_json(bytes); }

template <typename Held>
std::optional<FormError> error_of(std::string_view text) {
  const auto held = read({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, static_cast<const Held*>(nullptr));
  if (held) return std::nullopt;
  return held.error();
}

template <typename Held>
Json written(const Held& held) {
  const auto json = to_json(held);
  REQUIRE(json.has_value());
  return Json::parse(json->begin(), json->end());
}

// Every object inside `json`, each by a pointer into it.
void find_objects(const Json& json, const Json::json_pointer& here, std::vector<Json::json_pointer>& found) {
  if (json.is_object()) found.push_back(here);
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) find_objects(value, here / key, found);
  } else if (json.is_array()) {
    for (std::size_t i = 0; i < json.size(); ++i) find_objects(json[i], here / i, found);
  }
}

template <typename Held>
int spoil_every_field(const Held& held) {
  const Json good = written(held);
  std::vector<Json::json_pointer> objects;
  find_objects(good, Json::json_pointer(), objects);
  int tried = 0;
  for (const auto& object : objects) {
    CAPTURE(object.to_string());
    Json more = good;
    more[object]["unheard-of"] = 1;
    CHECK(error_of<Held>(more.dump()) == FormError::wrong_shape);
    for (const auto& [key, value] : good[object].items()) {
      CAPTURE(key);
      Json other = good;
      other[object][key] = Json::array({nullptr});
      CHECK(error_of<Held>(other.dump()).has_value());
      Json less = good;
      less[object].erase(key);
      if (key != "supplement" && key != "result") CHECK(error_of<Held>(less.dump()) == FormError::wrong_shape);
      ++tried;
    }
  }
  return tried;
}

template <typename Held>
void round_trip(const Held& held) {
  const auto json = to_json(held);
  REQUIRE(json.has_value());
  const auto again = read(*json, static_cast<const Held*>(nullptr));
  REQUIRE(again.has_value());
  CHECK(*again == held);
  CHECK(to_json(*again) == *json);
}

}  // namespace

TEST_CASE("what is written is read back the same") {
  for (const Question& question : questions()) round_trip(question);
  for (const Answer& answer : answers()) round_trip(answer);
}

TEST_CASE("the documents say what the header promises") {
  const Json question = written(Question(ShowSubmission{kReceipt, {}, kNumber}));
  CHECK(question == Json{{"kind", "show_submission"}, {"who", {{"by", "receipt"}, {"number", kNumber}, {"code", "0123456789ABCDEF"}}}, {"pass", ""}, {"number", kNumber}});
  const Json answer = written(Answer(details()));
  CHECK(answer["kind"] == "submission");
  CHECK(answer["line"] == Json{{"number", kNumber}, {"kind", "supplement"}, {"item", "elderly-card"}, {"progress", "supplement_wanted"}, {"stored_at", "2026-01-02T03:04:05.678Z"}});
  CHECK(answer["supplement"]["materials"] == Json::array({"id-photo", "household-register"}));
  CHECK(answer["result"]["lines"][0] == Json{{"label", "权利人"}, {"value", "司徒样本"}});
}

TEST_CASE("no field may be missing, unknown or of another type") {
  int tried = 0;
  for (const Question& question : questions()) tried += spoil_every_field(question);
  for (const Answer& answer : answers()) tried += spoil_every_field(answer);
  CHECK(tried > 100);
}

TEST_CASE("a question that cannot be right is neither written nor read") {
  const auto is_refused = [](const Question& question) {
    const auto json = to_json(question);
    return !json && json.error() == FormError::inconsistent;
  };
  CHECK(is_refused(SendCode{ByCard{PersonText(""), PersonText("样本")}}));
  CHECK_FALSE(is_refused(SendCode{ByCard{PersonText("11010519491231002X"), PersonText("")}}));
  CHECK(is_refused(SendCode{ByCard{PersonText("11010519491231002X"), PersonText(std::string(kLongestName + 1, 'a'))}}));
  CHECK_FALSE(is_refused(SendCode{ByCard{PersonText("11010519491231002X"), PersonText(std::string(kLongestName, 'a'))}}));
  CHECK(is_refused(SendCode{ByCard{PersonText("\xFF"), PersonText("样本")}}));
  CHECK(is_refused(SendCode{ByReceipt{"1234500000423", PersonText("0123456789ABCDEF")}}));
  CHECK(is_refused(SendCode{ByReceipt{kNumber, PersonText("short")}}));
  for (const char* code : {"", "12345", "1234567", "12345a", "１２３４５６"}) CHECK(is_refused(CheckCode{kCard, "c", PersonText(code)}));
  CHECK(is_refused(CheckCode{kCard, "", PersonText("123456")}));
  CHECK(is_refused(ShowSubmission{kCard, PersonText(std::string(kLongestWord + 1, 'p')), kNumber}));
  CHECK(is_refused(ShowSubmission{kCard, {}, "1234500000423"}));
  CHECK(is_refused(FetchRecord{kCard, {}, "two words"}));
  Json json = written(Question(CheckCode{kCard, "c", PersonText("123456")}));
  json["code"] = "12345";
  CHECK(error_of<Question>(json.dump()) == FormError::inconsistent);
}

TEST_CASE("an answer beyond its limits is neither written nor read") {
  Submissions many;
  many.lines.assign(kMostLines, line());
  CHECK(to_json(Answer(many)).has_value());
  Json one_more = written(Answer(many));
  one_more["lines"].push_back(one_more["lines"][0]);
  CHECK(error_of<Answer>(one_more.dump()) == FormError::inconsistent);
  many.lines.push_back(line());
  CHECK(to_json(Answer(many)).error() == FormError::inconsistent);

  Document longest = document();
  longest.lines.assign(kMostDocumentLines, longest.lines[0]);
  CHECK(to_json(Answer(longest)).has_value());
  longest.lines.push_back(longest.lines[0]);
  CHECK(to_json(Answer(longest)).error() == FormError::inconsistent);
  Document largest = document();
  largest.lines.assign(kMostDocumentLines, {PersonText("a"), PersonText(std::string(kLongestText, 'a'))});
  CHECK(to_json(Answer(largest)).error() == FormError::too_large);

  SubmissionDetails wrong = details();
  wrong.supplement->materials.clear();
  CHECK(to_json(Answer(wrong)).error() == FormError::inconsistent);
  wrong = details();
  wrong.supplement->due = "2026-02-30";
  CHECK(to_json(Answer(wrong)).error() == FormError::inconsistent);
  CHECK(to_json(Answer(CodeSent{"c", PersonText("138****8000"), 0})).error() == FormError::inconsistent);
  CHECK(error_of<Answer>(std::string(kMaxAnswerBytes + 1, ' ')) == FormError::too_large);
  CHECK(error_of<Question>(std::string(kMaxQuestionBytes + 1, ' ')) == FormError::too_large);
}

TEST_CASE("what is no proper JSON is refused") {
  CHECK(error_of<Question>("") == FormError::not_json);
  CHECK(error_of<Question>(R"({"kind":"send_code","kind":"send_code"})") == FormError::not_json);
  CHECK(error_of<Answer>("[]") == FormError::wrong_shape);
  CHECK(error_of<Answer>(std::string(10'000, '[')).has_value());
  const std::string good = written(Answer(details())).dump();
  for (std::size_t cut = 0; cut < good.size(); ++cut) CHECK(error_of<Answer>(std::string_view(good).substr(0, cut)).has_value());
}

TEST_CASE("every word leads back to its value") {
  for (int i = 0; i < 7; ++i) CHECK(progress_from_name(name_of(static_cast<Progress>(i))) == static_cast<Progress>(i));
  for (int i = 0; i < 8; ++i) CHECK(trouble_from_name(name_of(static_cast<Trouble>(i))) == static_cast<Trouble>(i));
  CHECK_FALSE(progress_from_name("lost"));
  CHECK_FALSE(trouble_from_name(""));
}
