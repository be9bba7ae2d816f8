#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>

#include "kiosk/base/wait.h"
#include "kiosk/courier/courier.h"
#include "kiosk/net/hall_client.h"
#include "kiosk/outbox/dispatch.h"
#include "tests/delivery_bench/eventually.h"
#include "tests/delivery_bench/model_hall.h"
#include "tests/delivery_bench/specimens.h"
#include "tests/delivery_bench/temp_folder.h"

using namespace bancheng;
using bench::eventually;
using bench::Reply;
using bench::Request;
using core::delivery::StoredSubmission;

namespace {

// A terminal with its hall: a real outbox, a courier on a thread, TLS in between.
struct Bench {
  bench::TempFolder folder;
  bench::Keys keys{folder.path()};
  base::ManualClock clock{base::WallTime(base::Milliseconds(1'767'323'045'678))};
  outbox::Place place{folder / "outbox", {}, nullptr, ""};
  std::unique_ptr<outbox::Outbox> kiosk = std::move(outbox::Outbox::open(place, 12345, keys.sealer(), clock).value());
  bench::Pages pages{5000};
  bench::ModelHall hall{keys};
  std::function<std::optional<Reply>(const Request&)> mood;  // what the hall answers instead, if anything
  std::mutex mutex;
  std::vector<std::string> submitted;                        // in the order in which the hall accepted
  std::vector<link::LinkEvent> told;
  std::vector<std::pair<outbox::Alert, std::string>> alerts;
  bench::TlsServer server{keys, [this](const Request& request) { return answer(request); }};
  base::StopSignal stop;
  std::unique_ptr<net::HallClient> client;
  std::unique_ptr<courier::Courier> courier;
  std::thread thread;

  ~Bench() {
    stop.raise();
    if (thread.joinable()) thread.join();
  }

  Reply answer(const Request& request) {
    const std::lock_guard lock(mutex);
    if (mood) {
      if (const auto instead = mood(request)) return *instead;
    }
    const Reply reply = bench::answer_for(hall, request);
    if (request.method == "POST" && reply.status == 201) submitted.push_back(request.path.substr(request.path.size() - 13));
    return reply;
  }

  void start() {
    client = std::move(net::HallClient::make({server.url(), keys.pem("ca"), keys.pem("terminal"), keys.key("terminal")}, stop.fd()).value());
    outbox::Place with_alerts = place;
    with_alerts.alert = [this](outbox::Alert alert, const std::string& number) {
      const std::lock_guard lock(mutex);
      alerts.emplace_back(alert, number);
    };
    courier = std::make_unique<courier::Courier>(with_alerts, *client, clock, stop.fd(), [this](const link::LinkEvent& event) {
      const std::lock_guard lock(mutex);
      told.push_back(event);
    });
    thread = std::thread([this] { courier->run(); });
  }

  std::string store(const core::delivery::Submission& submission) { return kiosk->store(submission, pages).value().number; }
  bool was_told(const link::LinkEvent& event) {
    const std::lock_guard lock(mutex);
    return std::find(told.begin(), told.end(), event) != told.end();
  }
  bool all_gone() { return kiosk->backlog()->waiting == 0; }
  // Lets delays pass until `condition` holds.
  template <typename Condition>
  bool in_time(Condition condition) {
    return eventually([&] {
      clock.advance(base::Milliseconds{200});
      return condition();
    });
  }
};

}  // namespace

TEST_CASE("everything that waits is delivered once, and the kiosk is told") {
  Bench bench;
  std::set<std::string> stored{bench.store(bench::application(2)), bench.store(bench::help_case()), bench.store(bench::application(0))};
  bench.start();
  CHECK(eventually([&] { return bench.all_gone(); }));
  CHECK(bench.hall.accepted() == stored);
  CHECK(bench.hall.times_counted() == 3);
  for (const std::string& number : stored) {
    CHECK(eventually([&] { return bench.was_told(link::Accepted{number}); }));
    CHECK(bench.kiosk->is_accepted(number).value());
  }
  CHECK(bench.was_told(link::NetworkState{true}));
  CHECK(eventually([&] { return bench.was_told(link::QueueState{}); }));
  CHECK(std::filesystem::is_empty(bench.place.directory / "blobs"));
}

TEST_CASE("a nudge brings what was stored later, also before the next probe") {
  Bench bench;
  bench.start();
  CHECK(eventually([&] { return bench.was_told(link::NetworkState{true}); }));
  const std::string number = bench.store(bench::help_case());
  bench.courier->hear(link::Nudge{});
  CHECK(eventually([&] { return bench.hall.accepted().contains(number); }));
}

TEST_CASE("whom somebody waits for goes first, and is told also when it had gone before") {
  Bench bench;
  std::vector<std::string> stored;
  for (int i = 0; i < 5; ++i) stored.push_back(bench.store(bench::help_case()));
  std::atomic<bool> probed{false};
  bench.mood = [&](const Request& request) {
    if (request.method == "GET") probed = true;
    return Reply{.trick = Reply::Trick::hang_up};
  };
  bench.start();
  CHECK(eventually([&] { return bench.was_told(link::NetworkState{false}); }));
  bench.courier->hear(link::Watch{stored[3]});
  CHECK(eventually([&] { return probed.load(); }));  // the line is down for everybody, not for what was being sent alone
  {
    const std::lock_guard lock(bench.mutex);
    bench.mood = nullptr;
  }
  CHECK(bench.in_time([&] { return bench.all_gone(); }));
  CHECK(bench.submitted == std::vector<std::string>{stored[3], stored[0], stored[1], stored[2], stored[4]});
  CHECK(bench.was_told(link::NetworkState{true}));
  {
    const std::lock_guard lock(bench.mutex);
    bench.told.clear();
  }
  bench.courier->hear(link::Watch{stored[1]});
  CHECK(eventually([&] { return bench.was_told(link::Accepted{stored[1]}); }));
}

TEST_CASE("a hall that lost the parts gets them again") {
  Bench bench;
  const std::string number = bench.store(bench::application(3));
  int losses = 0;
  bench.mood = [&](const Request& request) -> std::optional<Reply> {
    if (request.method == "POST" && losses++ < 2) bench.hall.forget_parts();
    return std::nullopt;
  };
  bench.start();
  CHECK(bench.in_time([&] { return bench.all_gone(); }));
  CHECK(bench.hall.accepted() == std::set<std::string>{number});
}

TEST_CASE("what the hall refuses is parked with an alert, and everything else goes on") {
  Bench bench;
  const std::string refused = bench.store(bench::help_case());
  const std::string good = bench.store(bench::help_case());
  bench.mood = [&](const Request& request) -> std::optional<Reply> {
    if (!request.path.ends_with(refused)) return std::nullopt;
    return Reply{.status = 422, .body = R"({"error":"inconsistent","message":"m"})"};
  };
  bench.start();
  CHECK(eventually([&] { return bench.all_gone(); }));
  CHECK(bench.hall.accepted() == std::set<std::string>{good});
  CHECK(bench.kiosk->backlog()->parked == 1);
  CHECK(std::filesystem::exists(bench.place.directory / "blobs" / (refused + ".record")));
  CHECK(eventually([&] { return bench.was_told(link::QueueState{0, 1, std::nullopt}); }));
  const std::lock_guard lock(bench.mutex);
  CHECK(bench.alerts == std::vector<std::pair<outbox::Alert, std::string>>{{outbox::Alert::refused_by_hall, refused}});
}

TEST_CASE("a hall with a wrong key parks nothing; one submission that it alone cannot open is parked") {
  Bench bench;
  const std::string spoiled = bench.store(bench::help_case());
  const std::set<std::string> good{bench.store(bench::help_case()), bench.store(bench::application(1))};
  const char* code = "";
  SUBCASE("cannot open") { code = "cannot_open"; }
  SUBCASE("does not believe the signature") { code = "bad_signature"; }
  std::atomic<bool> wrong_key{true};
  std::atomic<int> disputes{0};
  bench.mood = [&](const Request& request) -> std::optional<Reply> {
    if (request.method != "POST" || (!wrong_key && !request.path.ends_with(spoiled))) return std::nullopt;
    ++disputes;
    return Reply{.status = 422, .body = R"({"error":")" + std::string(code) + R"(","message":"m"})"};
  };
  bench.start();
  CHECK(bench.in_time([&] { return disputes > 8; }));
  CHECK(bench.kiosk->backlog()->waiting == 3);
  CHECK(bench.kiosk->backlog()->parked == 0);
  wrong_key = false;
  CHECK(bench.in_time([&] { return bench.all_gone(); }));
  CHECK(bench.hall.accepted() == good);
  CHECK(bench.kiosk->backlog()->parked == 1);
}

TEST_CASE("a submission that always meets what reads as line trouble waits by itself, and everything else goes on") {
  Bench bench;
  const std::string stuck = bench.store(bench::help_case());
  std::set<std::string> good;
  for (int i = 0; i < 3; ++i) good.insert(bench.store(bench::application(1)));
  std::atomic<bool> in_the_way{true};
  Reply instead;
  SUBCASE("a proxy that does not let it through") { instead = {.status = 413, .body = "<html>", .content_type = "text/html"}; }
  SUBCASE("a hall that cannot read what it stored of it") { instead = {.status = 503, .body = "{}", .headers = {"Retry-After: 60"}}; }
  SUBCASE("something that hangs up on it") { instead = {.trick = Reply::Trick::hang_up}; }
  bench.mood = [&](const Request& request) -> std::optional<Reply> {
    return in_the_way && request.path.ends_with(stuck) ? std::optional(instead) : std::nullopt;
  };
  bench.start();
  CHECK(bench.in_time([&] { return bench.hall.accepted() == good; }));
  CHECK(eventually([&] { return bench.kiosk->backlog()->waiting == 1; }));
  CHECK(bench.kiosk->backlog()->parked == 0);
  in_the_way = false;
  CHECK(bench.in_time([&] { return bench.all_gone(); }));
}

TEST_CASE("an answer that does not echo number and hash erases nothing") {
  Bench bench;
  const std::string number = bench.store(bench::help_case());
  int answers = 0, kept = 0;
  bench.mood = [&](const Request& request) -> std::optional<Reply> {
    if (request.method != "POST" || ++answers > 3) return std::nullopt;
    kept += std::filesystem::exists(bench.place.directory / "blobs" / (number + ".record"));
    return Reply{.status = 201, .body = R"({"number":"1234500000422","manifest_sha256":")" + std::string(64, '0') + R"(","accepted_at":"2026-01-02T03:04:05.678Z"})"};
  };
  bench.start();
  CHECK(bench.in_time([&] { return bench.all_gone(); }));
  CHECK(answers == 4);
  CHECK(kept == 3);
  CHECK(bench.hall.times_counted() == 1);
}

TEST_CASE("an acknowledgement that was lost on the way is asked for again, and counts once") {
  Bench bench;
  const std::string number = bench.store(bench::application(1));
  int losses = 0;
  bench.mood = [&](const Request& request) -> std::optional<Reply> {
    if (request.method != "POST" || ++losses > 2) return std::nullopt;
    std::ignore = bench::answer_for(bench.hall, request);
    return Reply{.trick = Reply::Trick::hang_up};
  };
  bench.start();
  CHECK(bench.in_time([&] { return bench.all_gone(); }));
  CHECK(bench.hall.accepted() == std::set<std::string>{number});
  CHECK(bench.hall.times_counted() == 1);
}

TEST_CASE("a damaged record holds up nobody") {
  Bench bench;
  const std::string damaged = bench.store(bench::application(1));
  const std::string good = bench.store(bench::application(1));
  std::filesystem::resize_file(bench.place.directory / "blobs" / (damaged + ".record"), 100);
  bench.start();
  CHECK(eventually([&] { return bench.all_gone(); }));
  CHECK(bench.hall.accepted() == std::set<std::string>{good});
  CHECK(bench.kiosk->backlog()->damaged == 1);
}

TEST_CASE("a record that cannot be read now holds up nobody, and goes once it can") {
  Bench bench;
  const std::string unreadable = bench.store(bench::application(1));
  const std::string good = bench.store(bench::application(1));
  const auto record = bench.place.directory / "blobs" / (unreadable + ".record");
  std::filesystem::rename(record, bench.folder / "away");
  std::filesystem::create_directory(record);
  bench.start();
  CHECK(bench.in_time([&] { return bench.hall.accepted().contains(good); }));
  std::filesystem::remove(record);
  std::filesystem::rename(bench.folder / "away", record);
  CHECK(bench.in_time([&] { return bench.all_gone(); }));
  CHECK(bench.hall.accepted() == std::set<std::string>{unreadable, good});
  CHECK(bench.kiosk->backlog()->damaged == 0);
  CHECK(bench.alerts.empty());
}

TEST_CASE("a line that is cut in the middle of parts loses nothing") {
  Bench bench;
  bench::Pages large(1'500'000);
  const std::string number = bench.kiosk->store(bench::application(3), large)->number;
  int puts = 0;
  bench.mood = [&](const Request& request) -> std::optional<Reply> {
    if (request.method == "PUT" && ++puts % 2 == 1 && puts < 6) bench.server.cut_body_after = 500'000;
    return std::nullopt;
  };
  bench.server.cut_body_after = 700'000;
  bench.start();
  CHECK(bench.in_time([&] { return bench.all_gone(); }));
  CHECK(bench.hall.accepted() == std::set<std::string>{number});
}

TEST_CASE("a busy hall is left alone for as long as it asks") {
  Bench bench;
  const std::string earlier = bench.store(bench::help_case());
  REQUIRE(outbox::Dispatch::open(bench.place).value()->acknowledge(earlier, base::WallTime{}).has_value());
  bench.store(bench::help_case());
  int asked = 0;
  bench.mood = [&](const Request&) -> std::optional<Reply> {
    ++asked;
    return Reply{.status = 503, .body = "{}", .headers = {"Retry-After: 600"}};
  };
  bench.start();
  const auto asked_now = [&] {
    const std::lock_guard lock(bench.mutex);
    return asked;
  };
  CHECK(eventually([&] { return bench.was_told(link::NetworkState{true}); }));  // the answer has been understood
  for (int i = 0; i < 5; ++i) {
    bench.clock.advance(base::Milliseconds{100'000});
    // A number that was accepted long ago: the answer shows that the nudge before it has been heard.
    bench.courier->hear(link::Nudge{});
    bench.courier->hear(link::Watch{earlier});
    CHECK(eventually([&] {
      const std::lock_guard lock(bench.mutex);
      return std::erase(bench.told, link::LinkEvent(link::Accepted{earlier})) > 0;
    }));
  }
  CHECK(asked_now() == 1);
  bench.clock.advance(base::Milliseconds{101'000});
  CHECK(eventually([&] { return asked_now() == 2; }));
}

TEST_CASE("an outbox that cannot be opened yet is tried again") {
  Bench bench;
  const auto away = bench.folder / "away";
  const std::string number = bench.store(bench::help_case());
  bench.kiosk.reset();
  std::filesystem::rename(bench.place.directory, away);
  std::ofstream(bench.place.directory) << "in the way";
  bench.start();
  std::filesystem::remove(bench.place.directory);
  std::filesystem::rename(away, bench.place.directory);
  CHECK(bench.in_time([&] { return bench.hall.accepted().contains(number); }));
}
