#include <doctest/doctest.h>
#include <signal.h>
#include <stdlib.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <string>

#include "kiosk/base/encoding.h"
#include "kiosk/pinyin/client.h"

namespace bancheng::pinyin {
namespace {

using base::Milliseconds;

const base::SystemClock kClock;
constexpr Milliseconds kPatience{20'000};  // a loaded machine, a sanitizer build

/// Long deadlines: these tests are about what is answered, not how fast.
std::unique_ptr<Client> start_real() {
  auto client = Client::start({PINYIN_PROGRAM, PINYIN_READINGS, kPatience, kPatience}, kClock);
  REQUIRE(client.has_value());
  REQUIRE((*client)->ready(kPatience));
  return std::move(*client);
}

/// Where `text` stands among the candidates for `letters`, 1-based; 0 when it does not.
std::size_t rank(Client& client, std::string_view letters, std::string_view text, Mode mode = Mode::phrase,
                 std::string_view context = {}) {
  const auto candidates = client.query(letters, mode, context);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].text.view() == text) return i + 1;
  }
  return 0;
}

bool process_exists(int pid) { return ::kill(pid, 0) == 0; }

/// A program that stands in for bancheng-pinyin: a shell script in a folder of its own.
class Script {
 public:
  explicit Script(const std::string& body) {
    std::string pattern = (std::filesystem::temp_directory_path() / "pinyin.XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    std::ofstream(program()) << "#!/bin/sh\n" << body << "\n";
    std::filesystem::permissions(program(), std::filesystem::perms::owner_all);
  }
  ~Script() { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::filesystem::path program() const { return folder_ / "program"; }

 private:
  std::filesystem::path folder_;
};

TEST_CASE("addresses and service terms come first") {
  const auto client = start_real();
  CHECK(rank(*client, "beijingshichaoyangqu", "北京市朝阳区") == 1);
  CHECK(rank(*client, "zhongguo", "中国") == 1);
  CHECK(rank(*client, "shenfenzheng", "身份证") == 1);
  CHECK(rank(*client, "laonianrenyoudaizheng", "老年人优待证") == 1);
  CHECK(rank(*client, "jiefangludajie", "解放路大街") == 1);
}

TEST_CASE("an apostrophe parts syllables") {
  const auto client = start_real();
  CHECK(rank(*client, "xi'an", "西安") == 1);
  CHECK(rank(*client, "xian", "先") > 0);
  CHECK(rank(*client, "xi'an", "先") == 0);
}

TEST_CASE("a candidate says how many letters it stands for, and the rest goes on") {
  const auto client = start_real();
  const auto find = [&client](std::string_view letters, std::string_view text) {
    for (const Candidate& c : client->query(letters, Mode::phrase)) {
      if (c.text.view() == text) return c.consumed;
    }
    return std::size_t{0};
  };
  CHECK(find("beijingshichaoyangqu", "北京市") == 10);
  CHECK(find("beijingshichaoyangqu", "北京") == 7);
  CHECK(find("xi'an", "西") == 3);       // the apostrophe goes with it
  CHECK(find("'xi''an'", "西") == 5);    // also where there is more than one
  CHECK(find("'xi''an'", "西安") == 8);
  CHECK(rank(*client, "chaoyangqu", "朝阳区", Mode::phrase, "北京市") == 1);
}

TEST_CASE("in a name single characters come first, common family names before all") {
  const auto client = start_real();
  CHECK(rank(*client, "zhangwei", "张", Mode::name) == 1);
  CHECK(rank(*client, "wang", "王", Mode::name) == 1);
  CHECK(rank(*client, "wei", "伟", Mode::name, "张") <= 10);
  CHECK(rank(*client, "ouyang", "欧阳", Mode::name) > 0);
  bool phrase_seen = false;
  for (const Candidate& candidate : client->query("zhangwei", Mode::name)) {
    const bool single = base::length_in_characters(candidate.text.view()) == 1;
    CHECK_FALSE((single && phrase_seen));
    phrase_seen = phrase_seen || !single;
  }
  CHECK(phrase_seen);
}

TEST_CASE("all 8,105 characters of the General Standard list can be typed") {
  const auto client = start_real();
  std::map<std::string, std::set<std::string>> by_syllable;
  std::set<std::string> unreached;
  std::ifstream all(PINYIN_ALL_READINGS);
  for (std::string character, syllable; all >> character >> syllable;) {
    by_syllable[syllable].insert(character);
    unreached.insert(character);
  }
  CHECK(unreached.size() == 8105);
  for (const auto& [syllable, characters] : by_syllable) {
    for (const Candidate& candidate : client->query(syllable, Mode::name)) unreached.erase(std::string(candidate.text.view()));
  }
  std::string list;
  for (const std::string& character : unreached) list += character;
  CHECK(list == "");
}

TEST_CASE("nothing is learned: the same question has the same answer") {
  const auto client = start_real();
  const auto first = client->query("zhangwei", Mode::phrase);
  for (int i = 0; i < 50; ++i) (void)client->query("zhangwei", Mode::phrase, "章为");
  CHECK(client->query("zhangwei", Mode::phrase) == first);
}

TEST_CASE("what is not pinyin gives nothing and harms nothing") {
  const auto client = start_real();
  const int pid = client->process_id();
  using namespace std::string_view_literals;
  for (const std::string_view letters : {""sv, "'"sv, "'''"sv, "A"sv, "ni hao"sv, "n1"sv, "\n"sv, "\0"sv, "张"sv, "v"sv, "\xFF"sv}) {
    CHECK(client->query(letters, Mode::phrase).empty());
  }
  CHECK(client->query(std::string(65, 'a'), Mode::phrase).empty());
  CHECK(client->query(std::string(1 << 20, 'a'), Mode::phrase).empty());
  CHECK_FALSE(client->query(std::string(64, 'a'), Mode::phrase).empty());
  for (const std::string_view context : {"\n1 p a\n"sv, "\xFF\xFE"sv, "a b"sv, "\0"sv}) {
    CHECK_FALSE(client->query("hao", Mode::phrase, context).empty());
  }
  std::string long_context;
  for (int i = 0; i < 1000; ++i) long_context += "𠮷";
  CHECK_FALSE(client->query("hao", Mode::phrase, long_context).empty());
  CHECK(client->process_id() == pid);
  CHECK(client->failures() == 0);
}

TEST_CASE("any letters in any order keep the process alive") {
  const auto client = start_real();
  std::mt19937 random(20250314);
  for (int i = 0; i < 600; ++i) {
    std::string letters;
    const std::size_t length = 1 + random() % kMaxLetters;
    const std::string_view alphabet = i % 2 == 0 ? "abcdefghijklmnopqrstuvwxyz'" : "aeiounghzx'";
    while (letters.size() < length) letters += alphabet[random() % alphabet.size()];
    CAPTURE(letters);
    const auto candidates = client->query(letters, i % 3 == 0 ? Mode::name : Mode::phrase, i % 5 == 0 ? "张" : "");
    for (const Candidate& c : candidates) CHECK((c.consumed >= 1 && c.consumed <= letters.size() && !c.text.empty()));
    REQUIRE(client->failures() == 0);
  }
}

TEST_CASE("a killed process is replaced") {
  const auto client = start_real();
  const int first = client->process_id();
  REQUIRE(::kill(first, SIGKILL) == 0);
  (void)client->query("hao", Mode::phrase);  // finds it gone, or was answered before the signal came
  (void)client->query("hao", Mode::phrase);
  REQUIRE(client->ready(kPatience));
  CHECK(client->process_id() != first);
  CHECK_FALSE(process_exists(first));
  CHECK(rank(*client, "zhongguo", "中国") == 1);
  CHECK(client->failures() >= 1);
}

TEST_CASE("a stopped process makes one query late and is replaced") {
  auto started = Client::start({PINYIN_PROGRAM, PINYIN_READINGS, Milliseconds{50}, kPatience}, kClock);
  REQUIRE(started.has_value());
  Client& client = **started;
  REQUIRE(client.ready(kPatience));
  const int first = client.process_id();
  REQUIRE(::kill(first, SIGSTOP) == 0);
  CHECK(client.query("hao", Mode::phrase).empty());
  CHECK(client.failures() == 1);
  CHECK_FALSE(process_exists(first));
  CHECK(client.ready(kPatience));
}

TEST_CASE("restart ends the old process and everything it knew") {
  const auto client = start_real();
  const int first = client->process_id();
  client->restart();
  CHECK_FALSE(process_exists(first));
  CHECK(client->process_id() != first);
  REQUIRE(client->ready(kPatience));
  CHECK(rank(*client, "zhongguo", "中国") == 1);
  CHECK(client->failures() == 0);
}

TEST_CASE("the process ends with its client") {
  auto client = start_real();
  const int pid = client->process_id();
  client.reset();
  CHECK_FALSE(process_exists(pid));
}

TEST_CASE("a program that is not there can't be started") {
  const auto client = Client::start({"/nonexistent/bancheng-pinyin", {}, Milliseconds{50}, kPatience}, kClock);
  REQUIRE_FALSE(client.has_value());
  CHECK(client.error() == ClientFault::cannot_start);
}

TEST_CASE("programs that misbehave give no candidates and are replaced") {
  const std::string greeting = "echo 'bancheng-pinyin 1'\n";
  for (const std::string& body : {
           greeting + "read line; exit 0",                                       // dies on a question
           greeting + "read line; exec sleep 100",                                    // is silent
           greeting + "read line; echo '1 1'; exec sleep 100",                        // breaks off
           greeting + "read line; echo '99 0'; exec sleep 100",                       // answers another question
           greeting + "read line; echo '1 1'; echo '7 长'; exec sleep 100",            // more letters than were sent
           greeting + "read line; echo '1 1'; echo '0 零'; exec sleep 100",            // none
           greeting + "read line; echo '1 1'; printf '1 \\377\\n'; exec sleep 100",   // not UTF-8
           greeting + "read line; echo '1 99999999'; exec sleep 100",                 // boasts
           greeting + "read line; echo '-1 x'; exec sleep 100",                       // nonsense
           greeting + "read line; exec yes 1",                                   // floods
       }) {
    CAPTURE(body);
    const Script script(body);
    auto started = Client::start({script.program(), {}, Milliseconds{300}, kPatience}, kClock);
    REQUIRE(started.has_value());
    Client& client = **started;
    REQUIRE(client.ready(kPatience));
    const int first = client.process_id();
    CHECK(client.query("hao", Mode::phrase).empty());
    CHECK(client.failures() == 1);
    CHECK_FALSE(process_exists(first));
  }
}

TEST_CASE("programs that never load are tried seldomer and seldomer") {
  base::ManualClock clock;
  for (const std::string& body : {std::string("exit 3"), std::string("echo 'some other program, version 9'; exec sleep 100")}) {
    CAPTURE(body);
    const Script script(body);
    auto started = Client::start({script.program(), {}, kPatience, kPatience}, clock);
    REQUIRE(started.has_value());
    Client& client = **started;
    CHECK(client.query("hao", Mode::phrase).empty());
    CHECK(client.failures() == 1);
    for (int i = 0; i < 20; ++i) CHECK(client.query("hao", Mode::phrase).empty());
    CHECK(client.failures() == 1);
    CHECK(client.process_id() == 0);
    clock.advance(Milliseconds{100});
    CHECK(client.query("hao", Mode::phrase).empty());
    CHECK(client.failures() == 2);
    clock.advance(Milliseconds{100});
    CHECK(client.query("hao", Mode::phrase).empty());
    CHECK(client.failures() == 2);
    clock.advance(Milliseconds{100});
    CHECK(client.query("hao", Mode::phrase).empty());
    CHECK(client.failures() == 3);
  }
}

}  // namespace
}  // namespace bancheng::pinyin
