#include <doctest/doctest.h>

#include <string>

#include "kiosk/pinyin/composition.h"
#include "kiosk/pinyin/protocol.h"

namespace bancheng::pinyin {
namespace {

Candidate candidate(const char* text, std::size_t consumed) { return {base::PersonText(text), consumed}; }

void type_all(Composition& composition, std::string_view letters) {
  for (const char letter : letters) REQUIRE(composition.type(letter));
}

TEST_CASE("a request is read back as it was written") {
  for (const char* line : {"1 p beijing", "4294967295 n xi'an 张", "7 p a 一二三四五六七八九十一二三四五六"}) {
    const auto request = parse_request(line);
    REQUIRE(request.has_value());
    CHECK(format(*request).view() == std::string(line) + "\n");
  }
}

TEST_CASE("lines that are no request are refused") {
  for (const char* line : {"", " ", "1", "1 p", "1 p ", "x p a", "-1 p a", "4294967296 p a", "1 q a", "1 p A", "1 p a  ", "1 p 'a",
                           "1 p a'", "1 p a''b", "1 p a b c", "1 p a \xFF", "1 p a\t",
                           "1 p a 一二三四五六七八九十一二三四五六七"}) {
    CAPTURE(line);
    CHECK_FALSE(parse_request(line).has_value());
  }
  CHECK_FALSE(parse_request("1 p " + std::string(65, 'a')).has_value());
  CHECK_FALSE(parse_request("1 p a " + std::string(300, 'x')).has_value());
}

TEST_CASE("every beginning of an answer is incomplete, the whole is complete, more is malformed") {
  const Answer answer{42, {candidate("北京", 7), candidate("𠮷", 3)}};
  const std::string whole(format(answer).view());
  Answer read;
  for (std::size_t i = 0; i < whole.size(); ++i) CHECK(parse_answer(whole.substr(0, i), 7, read) == AnswerState::incomplete);
  REQUIRE(parse_answer(whole, 7, read) == AnswerState::complete);
  CHECK(read.sequence == 42);
  CHECK(read.candidates == answer.candidates);
  CHECK(parse_answer(whole + "1", 7, read) == AnswerState::malformed);
  CHECK(parse_answer(whole, 6, read) == AnswerState::malformed);
}

TEST_CASE("answers are bounded when written") {
  Answer answer{1, {}};
  for (int i = 0; i < 2000; ++i) answer.candidates.push_back(candidate("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五", 1));
  answer.candidates.front().text = base::PersonText(std::string(1000, 'x'));
  const base::PersonText bytes = format(answer);
  CHECK(bytes.size() <= kMaxAnswerBytes);
  Answer read;
  CHECK(parse_answer(bytes.view(), 1, read) == AnswerState::complete);
  CHECK(read.candidates.size() <= kMaxCandidates);
  CHECK(read.candidates.size() > 100);
}

TEST_CASE("a composition: type, choose, take back") {
  Composition composition;
  CHECK(composition.empty());
  CHECK_FALSE(composition.take_back());
  CHECK_FALSE(composition.type('\''));
  for (const char bad : {'A', '1', ' ', '\n', '\0'}) CHECK_FALSE(composition.type(bad));
  type_all(composition, "xi'anshi");
  CHECK_FALSE(composition.choose(candidate("长", 99)));
  CHECK_FALSE(composition.choose(candidate("零", 0)));
  REQUIRE(composition.choose(candidate("西", 2)));
  CHECK(composition.pending() == "anshi");  // the apostrophe has done its work
  CHECK(composition.chosen() == "西");
  REQUIRE(composition.choose(candidate("安市", 5)));
  CHECK(composition.finished());
  CHECK(composition.chosen() == "西安市");
  REQUIRE(composition.take_back());
  CHECK(composition.pending() == "anshi");
  CHECK(composition.chosen() == "西");
  REQUIRE(composition.take_back());
  CHECK(composition.pending() == "ansh");
  for (int i = 0; i < 4; ++i) REQUIRE(composition.take_back());
  REQUIRE(composition.take_back());
  CHECK(composition.pending() == "xi");
  CHECK(composition.chosen().empty());
  CHECK_FALSE(composition.finished());
}

TEST_CASE("a composition is bounded") {
  Composition composition;
  type_all(composition, std::string(kMaxLetters, 'a'));
  CHECK_FALSE(composition.type('a'));
  Composition other;
  type_all(other, "a'");
  CHECK_FALSE(other.type('\''));
}

}  // namespace
}  // namespace bancheng::pinyin
