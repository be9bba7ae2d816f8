// What the hall does under slow clients, at its limits, when it is stopped and when it is killed.
#include <doctest/doctest.h>
#include <signal.h>

#include <fstream>
#include <vector>

#include "hall_process.h"
#include "kiosk/base/wait.h"

using namespace hall_test;
namespace base = bancheng::base;

namespace {

using Headers = std::map<std::string, std::string>;

std::string part_head(std::uint32_t counter, std::size_t length, Headers more = {}) {
  more.insert({{"Content-Type", "application/cms"}, {"X-Content-SHA256", hex_sha256("")}, {"Content-Length", std::to_string(length)}});
  return head_of("PUT", "/v1/submissions/" + number_of(10001, counter) + "/parts/0", more);
}

const Headers kAsking{{"Expect", "100-continue"}};

/// Looks until `found` or for 30 s.
template <typename Condition>
bool eventually(Condition found) {
  const base::SystemClock clock;
  const base::SteadyTime deadline = clock.now().steady + base::Milliseconds(30'000);
  while (!found()) {
    if (clock.now().steady >= deadline) return false;
    static_cast<void>(base::sleep_until(clock.now().steady + base::Milliseconds(5), clock));
  }
  return true;
}

}  // namespace

TEST_CASE("clients that never finish their requests stop nobody and are disconnected") {
  HallProcess hall("header_ms = 1500\nbody_ms = 1500\nrequests_per_terminal = 100");
  std::vector<Connection> slow;
  for (int i = 0; i < 40; ++i) {
    slow.push_back(hall.terminal());
    REQUIRE(slow.back().send(i % 2 == 0 ? "GET /v1/health HTTP/1.1\r\nHost:" : part_head(1, 1000) + "x"));
  }
  auto quick = hall.terminal("10002");
  CHECK(quick.request("GET", "/v1/health", {}, "").status == 200);
  auto same = hall.terminal();
  CHECK(deliver(same, application(hall, 2)).status == 201);
  for (Connection& connection : slow) CHECK(connection.closed_by_server());
}

/// Of a name of its own each time: a name that is locked out is turned away without a look at its password.
std::string login_of(int attempt) {
  const std::string token(64, 'a');
  const std::string login = "name=nobody-" + std::to_string(attempt) + "&password=wrong-password&csrf=" + token;
  return head_of("POST", "/login",
                 {{"Content-Type", "application/x-www-form-urlencoded"},
                  {"Cookie", "__Host-bancheng-login=" + token},
                  {"Content-Length", std::to_string(login.size())}}) +
         login;
}

TEST_CASE("while logins are hammered the terminals are served") {
  HallProcess hall("waiting_jobs = 2");
  std::vector<Connection> browsers;
  for (int i = 0; i < 24; ++i) browsers.push_back(hall.browser());
  auto terminal = hall.terminal();
  int attempt = 0;
  for (std::uint32_t round = 1; round <= 3; ++round) {
    for (Connection& browser : browsers) REQUIRE(browser.send(login_of(++attempt)));
    CHECK(terminal.request("GET", "/v1/health", {}, "").status == 200);
    CHECK(deliver(terminal, application(hall, round)).status == 201);
    int turned_away = 0;
    for (Connection& browser : browsers) turned_away += browser.receive().status == 503;
    CHECK(turned_away > 0);
  }
}

TEST_CASE("browsers take no connection from the terminals") {
  HallProcess hall("connections = 2\nstaff_connections = 2");
  std::vector<Connection> held;
  for (int i = 0; i < 2; ++i) {
    held.push_back(hall.browser());
    REQUIRE(held.back().request("GET", "/login", {}, "").status == 200);
  }
  CHECK_FALSE(hall.browser().usable());
  CHECK(hall.terminal().request("GET", "/v1/health", {}, "").status == 200);
}

TEST_CASE("a header that never ends is refused") {
  HallProcess hall;
  auto terminal = hall.terminal();
  CHECK(terminal.request("GET", "/v1/health", {{"X-Long", std::string(40'000, 'x')}}, "").status == 0);
  CHECK(hall.terminal().request("GET", "/v1/health", {}, "").status == 200);
}

TEST_CASE("more connections than the limit are not held") {
  HallProcess hall("connections = 3");
  std::vector<Connection> held;
  for (int i = 0; i < 3; ++i) {
    held.push_back(hall.terminal());
    REQUIRE(held.back().request("GET", "/v1/health", {}, "").status == 200);
  }
  CHECK_FALSE(hall.terminal().usable());
  held.pop_back();
  CHECK(eventually([&] { return hall.terminal().request("GET", "/v1/health", {}, "").status == 200; }));
}

TEST_CASE("a terminal with too many requests under way is told to wait, others are not") {
  HallProcess hall("requests_per_terminal = 1");
  auto first = hall.terminal();
  REQUIRE(first.send(part_head(1, 1000, kAsking)));
  REQUIRE(first.invited());  // its head was read: from then on it counts
  const Answer answer = hall.terminal().request("GET", "/v1/health", {}, "");
  CHECK(answer.status == 429);
  CHECK(error_of(answer) == "too_many_requests");
  CHECK(answer.header("retry-after") == "2");
  CHECK(hall.terminal("10002").request("GET", "/v1/health", {}, "").status == 200);
  const Finished checked = hall.checked_traffic();
  CHECK_MESSAGE(checked.status == 0, checked.output);
}

TEST_CASE("more than memory is meant for is turned away") {
  HallProcess hall("body_bytes = 1048576");
  auto first = hall.terminal();
  REQUIRE(first.send(part_head(1, 1'000'000, kAsking)));
  REQUIRE(first.invited());
  auto second = hall.terminal();
  REQUIRE(second.send(part_head(2, 100'000)));
  const Answer answer = second.receive();
  CHECK(answer.status == 503);
  CHECK(error_of(answer) == "overloaded");
  CHECK(answer.header("retry-after") == "5");
}

TEST_CASE("a disk that fails is told, and nothing is acknowledged") {
  HallProcess hall;
  auto terminal = hall.terminal();
  const Parcel parcel = application(hall, 1);
  const fs::path in_the_way = hall.data() / "parts" / parcel.manifest.number;
  REQUIRE(run({"touch", in_the_way.string()}).status == 0);
  const Answer answer = put(terminal, parcel.manifest.number, 0, parcel.parts[0].sealed);
  CHECK(answer.status == 503);
  CHECK(error_of(answer) == "storage_unavailable");
  CHECK_FALSE(answer.header("retry-after").empty());
  fs::remove(in_the_way);
  CHECK(deliver(terminal, parcel).status == 201);
  const Finished checked = hall.checked_traffic();
  CHECK_MESSAGE(checked.status == 0, checked.output);
}

TEST_CASE("told to stop, the hall ends at once when nothing is under way") {
  HallProcess hall;
  auto idle = hall.terminal();
  REQUIRE(idle.request("GET", "/v1/health", {}, "").status == 200);
  CHECK(hall.stop() == 0);
  CHECK(idle.closed_by_server());
}

TEST_CASE("told to stop, the hall finishes what is under way and turns new requests away") {
  HallProcess hall;
  const Parcel parcel = application(hall, 1);
  const std::string& body = parcel.parts[0].sealed;
  auto uploading = hall.terminal();
  REQUIRE(uploading.send(head_of("PUT", "/v1/submissions/" + parcel.manifest.number + "/parts/0",
                                 {{"Content-Type", "application/cms"},
                                  {"X-Content-SHA256", hex_sha256(body)},
                                  {"Content-Length", std::to_string(body.size())},
                                  {"Expect", "100-continue"}})));
  REQUIRE(uploading.send(body.substr(0, 10)));
  auto beginning = hall.terminal();
  REQUIRE(beginning.send("GET /v1/health HTTP/1.1\r\n"));
  // Both are known to the hall once it answers something that was sent after them.
  REQUIRE(hall.terminal("10002").request("GET", "/v1/health", {}, "").status == 200);
  REQUIRE(hall.terminal("10002").request("GET", "/v1/health", {}, "").status == 200);
  hall.signal(SIGTERM);
  REQUIRE(eventually([&] { return !hall.terminal().usable(); }));
  REQUIRE(beginning.send("Host: localhost\r\n\r\n"));
  const Answer answer = beginning.receive();
  CHECK(answer.status == 503);
  CHECK(error_of(answer) == "draining");
  REQUIRE(uploading.send(body.substr(10)));
  CHECK(uploading.receive().status == 201);
  CHECK(hall.wait() == 0);
  const Finished checked = hall.checked_traffic();
  CHECK_MESSAGE(checked.status == 0, checked.output);
}

TEST_CASE("killed after it accepted and before the terminal heard of it, the hall acknowledges the same again") {
  HallProcess hall;
  const Parcel parcel = application(hall, 1);
  for (int round = 0; round < 3; ++round) {
    auto terminal = hall.terminal();
    for (std::size_t i = 0; i < parcel.parts.size(); ++i) REQUIRE(put(terminal, parcel.manifest.number, i, parcel.parts[i].sealed).status < 300);
    REQUIRE(terminal.send(head_of("POST", "/v1/submissions/" + parcel.manifest.number,
                                  {{"Content-Type", "application/cms"}, {"Content-Length", std::to_string(parcel.sealed_manifest.size())}}) +
                          parcel.sealed_manifest));
    REQUIRE(eventually([&] { return hall.exported().at("counts").at("applications") == 1; }));
    hall.kill();  // the answer was never read
    hall.start();
  }
  auto terminal = hall.terminal();
  const Answer again = post(terminal, parcel.manifest.number, parcel.sealed_manifest);
  CHECK(again.status == 200);
  CHECK(hall.exported().at("applications").size() == 1);
}

TEST_CASE("killed at any moment of a delivery, the terminal's retries end in one application") {
  HallProcess hall;
  const base::SystemClock clock;
  for (std::uint32_t round = 1; round <= 6; ++round) {
    const Parcel parcel = application(hall, round);
    {
      auto terminal = hall.terminal();
      std::string everything;
      for (std::size_t i = 0; i < parcel.parts.size(); ++i) {
        const std::string& body = parcel.parts[i].sealed;
        everything += head_of("PUT", "/v1/submissions/" + parcel.manifest.number + "/parts/" + std::to_string(i),
                              {{"Content-Type", "application/cms"}, {"X-Content-SHA256", hex_sha256(body)}, {"Content-Length", std::to_string(body.size())}}) +
                      body;
      }
      everything += head_of("POST", "/v1/submissions/" + parcel.manifest.number,
                            {{"Content-Type", "application/cms"}, {"Content-Length", std::to_string(parcel.sealed_manifest.size())}}) +
                    parcel.sealed_manifest;
      REQUIRE(terminal.send(everything));
      static_cast<void>(base::sleep_until(clock.now().steady + base::Milliseconds(3 * round * round), clock));  // another moment each time
      hall.kill();
    }
    hall.start();
    auto terminal = hall.terminal();
    for (std::size_t i = 0; i < parcel.parts.size(); ++i) CHECK(put(terminal, parcel.manifest.number, i, parcel.parts[i].sealed).status < 300);
    CHECK(post(terminal, parcel.manifest.number, parcel.sealed_manifest).status < 300);
  }
  CHECK(hall.exported().at("counts").at("applications") == 6);
}

TEST_CASE("a calendar with mistakes is refused at the start, each with file and line") {
  const HallProcess hall;
  const TemporaryFolder bad;
  std::ofstream(bad.path() / "2026.yaml") << "year: 2026\nworking_days:\n  - 2026-01-05\n  - soon\n";
  const Finished refused = run({"sh", "-c", "exec \"$@\" 2>&1", "sh", HALL_PROGRAM, "serve", "--config", hall.folder() / "hall.toml", "--certificates",
                                hall.certificates(), "--data", bad.path() / "data", "--calendar", bad.path(), "--terminals", "127.0.0.1:0",
                                "--staff", "127.0.0.1:0"});
  CHECK(refused.status == 1);
  for (const char* line : {"2026.yaml:3: ", "2026.yaml:4: "}) {
    CAPTURE(line);
    CHECK(refused.output.find(line) != std::string::npos);
  }
}

TEST_CASE("one folder belongs to one hall, and the production program does not record") {
  HallProcess hall;
  CHECK(run({HALL_PROGRAM, "serve", "--config", hall.folder() / "hall.toml", "--certificates", hall.certificates(), "--terminals", "127.0.0.1:0",
             "--staff", "127.0.0.1:0"})
            .status == 1);
  const TemporaryFolder other;
  const Finished production = run({PRODUCTION_HALL_PROGRAM, "serve", "--record", (other.path() / "r").string()});
  CHECK(production.status != 0);
  CHECK_FALSE(fs::exists(other.path() / "r"));
}
