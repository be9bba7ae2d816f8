#include <doctest/doctest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "kiosk/core/delivery/number.h"
#include "kiosk/link/client.h"
#include "kiosk/link/server.h"
#include "tests/delivery_bench/eventually.h"
#include "tests/delivery_bench/temp_folder.h"

using namespace bancheng;
using namespace bancheng::link;
using namespace bancheng::core::inquiry;
using base::PersonText;

namespace {

const std::string kNumber = core::delivery::make_number({12345, 42}).value();
const std::string kOther = core::delivery::make_number({12345, 43}).value();
const Who kCard = ByCard{PersonText("11010519491231002X"), PersonText("司徒样本")};

Ask ask(std::uint64_t job) { return {job, ListSubmissions{kCard, PersonText("a-pass")}}; }
Answered answer(std::uint64_t job) { return {job, CodeAccepted{PersonText("pass-" + std::to_string(job))}}; }
Answered trouble(std::uint64_t job, Trouble why) { return {job, base::failure(why)}; }
Answered largest_answer(std::uint64_t job) {
  Document document{PersonText("title"), "issuer", {}, {}, "CODE"};
  document.lines.assign(kMostDocumentLines, {PersonText("label"), PersonText(std::string(900, 'v'))});
  return {job, std::move(document)};
}

// Keeps what it is told, for a test that waits for it.
template <typename T>
class Heard {
 public:
  void operator()(const T& what) {
    {
      const std::lock_guard lock(mutex_);
      all_.push_back(what);
    }
    changed_.notify_all();
  }
  // Whether `wanted` comes; the limit only ends a test that has failed.
  bool comes(const T& wanted, std::size_t times = 1) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] {
      return static_cast<std::size_t>(std::count(all_.begin(), all_.end(), wanted)) >= times;
    });
  }
  std::size_t count(const std::function<bool(const T&)>& is_one) {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::count_if(all_.begin(), all_.end(), is_one));
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<T> all_;
};

struct Line {
  bench::TempFolder folder;
  base::SystemClock clock;
  Heard<LinkRequest> requests;
  std::atomic<LinkServer::ClientId> last_client{};  // who asked
  Heard<LinkEvent> events;
  std::filesystem::path path = folder / "link.sock";

  std::unique_ptr<LinkServer> server() {
    return std::move(LinkServer::open(path, clock, [this](const LinkRequest& r, LinkServer::ClientId from) {
      if (std::holds_alternative<Ask>(r)) last_client = from;
      requests(r);
    }).value());
  }
  std::unique_ptr<LinkClient> client() {
    return std::make_unique<LinkClient>(path, clock, [this](const LinkEvent& e) { events(e); });
  }
  int raw_client() const {
    const int fd = ::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, path.c_str());
    REQUIRE(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    const timeval limit{20, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    return fd;
  }
};

}  // namespace

TEST_CASE("every packet is read back the same") {
  for (const LinkRequest& request : {LinkRequest(Nudge{}), LinkRequest(Watch{kNumber})}) CHECK(request_from(to_packet(request).view()) == request);
  const base::WallTime oldest(base::Milliseconds(1'767'323'045'678));
  for (const LinkEvent& event : {LinkEvent(Accepted{kNumber}), LinkEvent(NetworkState{true}), LinkEvent(NetworkState{false}),
                                 LinkEvent(QueueState{3, 1, oldest}), LinkEvent(QueueState{}), LinkEvent(CatalogueOffered{})}) {
    CHECK(event_from(to_packet(event).view()) == event);
    CHECK(to_packet(event).size() < kMaxMessage);
  }
  for (const LinkRequest& request : {LinkRequest(ask(7)), LinkRequest(Ask{UINT64_MAX, SendCode{ByReceipt{kNumber, PersonText("0123456789ABCDEF")}}})}) {
    CHECK(request_from(to_packet(request).view()) == request);
  }
  for (const LinkEvent& event : {LinkEvent(answer(7)), LinkEvent(trouble(7, Trouble::no_phone)), LinkEvent(largest_answer(8))}) {
    CHECK(event_from(to_packet(event).view()) == event);
    CHECK(to_packet(event).size() < kMaxPacket);
  }
  CHECK(to_packet(LinkEvent(largest_answer(8))).size() > kMaxMessage);
  CHECK(to_packet(LinkRequest(Ask{1, FetchRecord{kCard, {}, ""}})).empty());  // cannot be said
}

TEST_CASE("what is no packet is none") {
  for (const char* packet : {"", "{}", "[]", "nudge", R"({"say":"nudge","more":1})", R"({"say":"watch"})", R"({"say":"watch","number":"1"})",
                             R"({"say":"watch","number":1234500000422})", R"({"say":1})", R"({"say":"accepted","number":"1234500000422"})",
                             R"({"say":"ask","job":7})", "{\"say\":\"ask\",\"job\":7}\n{}", "{\"say\":\"nudge\"}\n", "\n{\"say\":\"nudge\"}"}) {
    CHECK_FALSE(request_from(packet));
  }
  for (const char* packet : {R"({"say":"catalogue","version":7})", R"({"say":"network"})", R"({"say":"network","up":1})", R"({"say":"queue","count":-1,"parked":0})",
                             R"({"say":"queue","count":1})", R"({"say":"queue","count":1,"parked":0,"oldest":"yesterday"})",
                             R"({"say":"queue","count":1,"parked":0,"more":0})", R"({"say":"nudge"})",
                             R"({"say":"answer","job":7})", R"({"say":"answer","job":-7,"trouble":"no_phone"})", R"({"say":"answer","job":7,"trouble":"bored"})",
                             "{\"say\":\"answer\",\"job\":7,\"trouble\":\"no_phone\"}\n{}", "{\"say\":\"answer\",\"job\":7}\n{}"}) {
    CHECK_FALSE(event_from(packet));
  }
  CHECK_FALSE(request_from(std::string(to_packet(LinkRequest(ask(7))).view()) + "x"));
  CHECK_FALSE(request_from(R"({"say":"nudge"})" + std::string(kMaxMessage, ' ')));
}

TEST_CASE("both ends hear each other") {
  Line line;
  const auto server = line.server();
  const auto client = line.client();
  client->nudge();
  client->watch(kNumber);
  CHECK(line.requests.comes(Nudge{}));
  CHECK(line.requests.comes(Watch{kNumber}));
  server->tell(Accepted{kNumber});
  server->tell(NetworkState{true});
  CHECK(line.events.comes(Accepted{kNumber}));
  CHECK(line.events.comes(NetworkState{true}));
}

TEST_CASE("a client that comes late is told how things stand") {
  Line line;
  const auto server = line.server();
  server->tell(NetworkState{false});
  server->tell(QueueState{5, 0, std::nullopt});
  server->tell(CatalogueOffered{});
  const auto client = line.client();
  CHECK(line.events.comes(NetworkState{false}));
  CHECK(line.events.comes(QueueState{5, 0, std::nullopt}));
  CHECK(line.events.comes(CatalogueOffered{}));
}

TEST_CASE("the kiosk may start first; what it said is heard when the courier comes") {
  Line line;
  const auto client = line.client();
  client->watch(kNumber);
  client->nudge();
  const auto server = line.server();
  CHECK(line.requests.comes(Watch{kNumber}));
  CHECK(line.requests.comes(Nudge{}));
}

TEST_CASE("a courier that restarts is told again what is watched and not answered") {
  Line line;
  auto server = line.server();
  const auto client = line.client();
  client->watch(kNumber);
  client->watch(kOther);
  CHECK(line.requests.comes(Watch{kOther}));
  server->tell(Accepted{kNumber});
  CHECK(line.events.comes(Accepted{kNumber}));
  server.reset();
  CHECK(line.events.comes(CourierGone{}));
  server = line.server();
  CHECK(line.requests.comes(Watch{kOther}, 2));
  server->tell(Accepted{kOther});
  CHECK(line.events.comes(Accepted{kOther}));
}

TEST_CASE("a kiosk that restarts finds the courier again") {
  Line line;
  const auto server = line.server();
  for (int round = 0; round < 3; ++round) {
    const auto client = line.client();
    client->watch(kNumber);
    CHECK(line.requests.comes(Watch{kNumber}, static_cast<std::size_t>(round) + 1));
  }
}

TEST_CASE("two couriers do not share a socket, and a dead one's is replaced") {
  Line line;
  auto server = line.server();
  CHECK_FALSE(LinkServer::open(line.path, line.clock, [](const LinkRequest&, LinkServer::ClientId) {}).has_value());
  server.reset();
  CHECK_FALSE(std::filesystem::exists(line.path));
  const int stale = ::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, line.path.c_str());
  REQUIRE(::bind(stale, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  ::close(stale);
  server = line.server();
  struct stat info{};
  REQUIRE(::stat(line.path.c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0660);
  const auto client = line.client();
  client->nudge();
  CHECK(line.requests.comes(Nudge{}));
}

TEST_CASE("a path that is no socket's is refused") {
  Line line;
  line.path = line.folder.path() / std::string(120, 'x');
  CHECK_FALSE(LinkServer::open(line.path, line.clock, [](const LinkRequest&, LinkServer::ClientId) {}).has_value());
  const auto client = line.client();  // and a client just goes on trying
  client->nudge();
}

TEST_CASE("who talks nonsense or too much at once loses the connection, nobody else") {
  Line line;
  const auto server = line.server();
  const auto client = line.client();
  for (const std::string& packet : {std::string("nonsense"), std::string(kMaxPacket + 100, 'x')}) {
    const int rude = line.raw_client();
    REQUIRE(::send(rude, packet.data(), packet.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(packet.size()));
    char byte = 0;
    CHECK(::recv(rude, &byte, 1, 0) <= 0);
    CHECK(errno != EAGAIN);
    ::close(rude);
  }
  client->nudge();
  CHECK(line.requests.comes(Nudge{}));
}

TEST_CASE("a client that never reads does not stop the courier") {
  Line line;
  const auto server = line.server();
  const int deaf = line.raw_client();
  const auto client = line.client();
  client->nudge();
  CHECK(line.requests.comes(Nudge{}));
  for (int i = 0; i < 5000; ++i) {
    server->tell(QueueState{static_cast<std::uint64_t>(i), 0, std::nullopt});
    if (i % 100 == 0) CHECK(line.events.comes(QueueState{static_cast<std::uint64_t>(i), 0, std::nullopt}));
  }
  CHECK(line.events.comes(QueueState{4900, 0, std::nullopt}));
  ::close(deaf);
}

TEST_CASE("a server's thread that hangs does not respond, and responds again when it goes on") {
  Line line;
  std::mutex mutex;
  std::unique_lock held(mutex);
  const auto server = std::move(LinkServer::open(line.path, line.clock, [&](const LinkRequest& request, LinkServer::ClientId) {
    line.requests(request);
    const std::lock_guard waits(mutex);
  }).value());
  CHECK(bench::eventually([&] { return server->responds(); }));
  CHECK(bench::eventually([&] { return server->responds(); }));
  const auto client = line.client();
  client->nudge();
  CHECK(line.requests.comes(Nudge{}));
  (void)server->responds();  // what it was asked before it hung, it may have answered
  for (int i = 0; i < 20; ++i) {
    CHECK_FALSE(server->responds());
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  held.unlock();
  CHECK(bench::eventually([&] { return server->responds(); }));
}

TEST_CASE("no more than eight clients are served, and a place that is free again is given again") {
  Line line;
  const auto server = line.server();
  server->tell(NetworkState{true});
  std::vector<int> clients;
  char buffer[kMaxMessage];
  for (int i = 0; i < 8; ++i) {
    clients.push_back(line.raw_client());
    CHECK(::recv(clients.back(), buffer, sizeof buffer, 0) > 0);
  }
  const int ninth = line.raw_client();
  CHECK(::recv(ninth, buffer, sizeof buffer, 0) == 0);
  ::close(ninth);
  for (const int fd : clients) ::close(fd);
  const auto client = line.client();
  client->nudge();
  CHECK(line.requests.comes(Nudge{}));
}

TEST_CASE("a question is answered to who asked, and to nobody else") {
  Line line;
  const auto server = line.server();
  const auto client = line.client();
  Heard<LinkEvent> others;
  LinkClient other(line.path, line.clock, [&](const LinkEvent& e) { others(e); });
  other.nudge();
  CHECK(line.requests.comes(Nudge{}, 2));  // both are there
  client->ask(7, ask(7).question);
  REQUIRE(line.requests.comes(ask(7)));
  const auto asker = line.last_client.load();
  server->answer(asker, answer(7));
  CHECK(line.events.comes(answer(7)));
  client->ask(8, ask(8).question);
  REQUIRE(line.requests.comes(ask(8)));
  server->answer(asker, largest_answer(8));
  CHECK(line.events.comes(largest_answer(8)));
  client->ask(9, ask(9).question);
  REQUIRE(line.requests.comes(ask(9)));
  server->answer(asker, trouble(9, Trouble::too_often));
  CHECK(line.events.comes(trouble(9, Trouble::too_often)));
  server->tell(NetworkState{true});
  CHECK(others.comes(NetworkState{true}));  // whatever was said before has reached the other too
  CHECK(others.count([](const LinkEvent& e) { return std::holds_alternative<Answered>(e); }) == 0);
}

TEST_CASE("without a courier the answer is there at once") {
  Line line;
  const auto client = line.client();
  const auto began = line.clock.now().steady;
  for (std::uint64_t job = 1; job <= 20; ++job) client->ask(job, ask(job).question);
  for (std::uint64_t job = 1; job <= 20; ++job) CHECK(line.events.comes(trouble(job, Trouble::no_network)));
  CHECK(line.clock.now().steady - began < LinkClient::kLongestAsk / 2);
}

TEST_CASE("a connection that ends answers what is open, once; a late answer is nobody's") {
  Line line;
  auto server = line.server();
  const auto client = line.client();
  client->ask(7, ask(7).question);
  REQUIRE(line.requests.comes(ask(7)));
  server.reset();
  CHECK(line.events.comes(trouble(7, Trouble::no_network)));
  server = line.server();
  server->tell(NetworkState{true});
  REQUIRE(line.events.comes(NetworkState{true}));  // connected again
  client->ask(8, ask(8).question);
  REQUIRE(line.requests.comes(ask(8)));  // not asked again: 7 was answered
  server->answer(line.last_client, answer(7));
  server->answer(line.last_client, answer(8));
  server->answer(line.last_client, answer(8));
  CHECK(line.events.comes(answer(8)));
  client->ask(9, ask(9).question);
  REQUIRE(line.requests.comes(ask(9)));
  server->answer(line.last_client, answer(9));
  CHECK(line.events.comes(answer(9)));
  CHECK(line.events.count([](const LinkEvent& e) { return std::holds_alternative<Answered>(e); }) == 3);
  CHECK(line.requests.count([](const LinkRequest& r) { return r == LinkRequest(ask(7)); }) == 1);
}

TEST_CASE("a courier that does not answer is not waited for longer than promised") {
  bench::TempFolder folder;
  base::ManualClock clock{base::WallTime{}};
  Heard<LinkRequest> requests;
  Heard<LinkEvent> events;
  const auto server = std::move(LinkServer::open(folder / "link.sock", clock, [&](const LinkRequest& r, LinkServer::ClientId) { requests(r); }).value());
  LinkClient client(folder / "link.sock", clock, [&](const LinkEvent& e) { events(e); });
  server->tell(NetworkState{true});
  REQUIRE(events.comes(NetworkState{true}));
  client.ask(7, ask(7).question);
  REQUIRE(requests.comes(ask(7)));
  clock.advance(LinkClient::kLongestAsk - base::Milliseconds(1));
  client.ask(8, ask(8).question);
  REQUIRE(requests.comes(ask(8)));
  CHECK(events.count([](const LinkEvent& e) { return std::holds_alternative<Answered>(e); }) == 0);
  clock.advance(base::Milliseconds(2));
  CHECK(events.comes(trouble(7, Trouble::no_network)));
  CHECK(events.count([](const LinkEvent& e) { return e == LinkEvent(trouble(8, Trouble::no_network)); }) == 0);
}

TEST_CASE("more questions than a person can have are not asked") {
  Line line;
  const auto server = line.server();
  const auto client = line.client();
  client->nudge();
  REQUIRE(line.requests.comes(Nudge{}));
  for (std::uint64_t job = 1; job <= LinkClient::kMostAsks + 1; ++job) client->ask(job, ask(job).question);
  CHECK(line.events.comes(trouble(LinkClient::kMostAsks + 1, Trouble::no_network)));
  for (std::uint64_t job = 1; job <= LinkClient::kMostAsks; ++job) {
    REQUIRE(line.requests.comes(ask(job)));
    server->answer(line.last_client, answer(job));
    CHECK(line.events.comes(answer(job)));
  }
}
