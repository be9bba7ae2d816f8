#include <doctest/doctest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "kiosk/courier/inquiry_desk.h"
#include "tests/delivery_bench/eventually.h"
#include "tests/delivery_bench/keys.h"
#include "tests/delivery_bench/temp_folder.h"
#include "tests/delivery_bench/tls_server.h"

using namespace bancheng;
using bench::eventually;
using bench::Reply;
using bench::Request;
using courier::InquiryDesk;
using namespace core::inquiry;

namespace {

const Question kQuestion = ListSubmissions{ByCard{base::PersonText("11010519491231002X"), base::PersonText("样本")}, {}};

// A hall that answers once it is allowed to.
struct Bench {
  bench::TempFolder folder;
  bench::Keys keys{folder.path()};
  base::ManualClock clock{base::WallTime{}};
  std::mutex mutex;
  std::condition_variable changed;
  bool may_answer = true;       // under the mutex, like the next two
  int heard = 0;
  std::vector<InquiryDesk::Result> results;
  bench::TlsServer server{keys, [this](const Request&) { return answer(); }};
  std::unique_ptr<InquiryDesk> desk =
      std::move(InquiryDesk::open({server.url(), keys.pem("ca"), keys.pem("terminal"), keys.key("terminal")}, clock).value());

  ~Bench() { allow(); }

  Reply answer() {
    std::unique_lock lock(mutex);
    ++heard;
    changed.notify_all();
    changed.wait(lock, [&] { return may_answer; });
    return Reply{.body = R"({"kind":"submissions","lines":[]})"};
  }
  void allow() {
    const std::lock_guard lock(mutex);
    may_answer = true;
    changed.notify_all();
  }
  void hold() {
    const std::lock_guard lock(mutex);
    may_answer = false;
  }
  void ask() {
    desk->take(kQuestion, [this](InquiryDesk::Result result) {
      const std::lock_guard lock(mutex);
      results.push_back(std::move(result));
    });
  }
  std::size_t answered() {
    const std::lock_guard lock(mutex);
    return results.size();
  }
  bool is_heard(int times) {
    return eventually([&] {
      const std::lock_guard lock(mutex);
      return heard == times;
    });
  }
};

}  // namespace

TEST_CASE("questions are answered one after the other") {
  Bench bench;
  for (int i = 0; i < 3; ++i) bench.ask();
  CHECK(eventually([&] { return bench.answered() == 3; }));
  CHECK(bench.results.back() == Answer(Submissions{}));
}

TEST_CASE("who comes when many wait is told so at once, and who waited too long is not asked for") {
  Bench bench;
  bench.hold();
  bench.ask();
  REQUIRE(bench.is_heard(1));
  for (std::size_t i = 0; i < InquiryDesk::kMostWaiting; ++i) bench.ask();
  CHECK(bench.answered() == 0);
  bench.ask();
  CHECK(bench.answered() == 1);
  CHECK(bench.results[0].error() == Trouble::no_network);
  bench.clock.advance(InquiryDesk::kLongestTurn);
  bench.allow();
  CHECK(eventually([&] { return bench.answered() == InquiryDesk::kMostWaiting + 2; }));
  CHECK(bench.results[1] == Answer(Submissions{}));
  for (std::size_t i = 2; i < bench.results.size(); ++i) CHECK(bench.results[i].error() == Trouble::no_network);
  CHECK(bench.is_heard(1));
}

TEST_CASE("an end answers what is open, what waits and what comes later") {
  Bench bench;
  bench.hold();
  bench.ask();
  REQUIRE(bench.is_heard(1));
  bench.ask();
  bench.desk->stop();
  CHECK(bench.answered() == 2);
  bench.ask();
  CHECK(bench.answered() == 3);
  for (const auto& result : bench.results) CHECK(result.error() == Trouble::no_network);
}
