#include <doctest/doctest.h>
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <fstream>
#include <thread>

#include "kiosk/base/wait.h"
#include "kiosk/core/delivery/number.h"
#include "kiosk/core/inquiry/forms.h"
#include "kiosk/net/hall_client.h"
#include "kiosk/outbox/hash.h"
#include "tests/delivery_bench/temp_folder.h"
#include "tests/delivery_bench/tls_server.h"

using namespace bancheng;
using namespace bancheng::core::delivery;
using bench::Reply;
using bench::Request;
using net::Body;
using net::HallAddress;
using net::HallClient;

namespace {

const std::string kNumber = make_number({12345, 42}).value();

// A file whose middle is sent.
struct SentFile {
  explicit SentFile(const bench::TempFolder& folder, std::size_t size = 100'000) {
    for (std::size_t i = 0; i < size; ++i) bytes.push_back(static_cast<std::uint8_t>(i * 31 >> 2));
    const auto path = folder / "body";
    std::ofstream(path, std::ios::binary) << "before" << std::string(bytes.begin(), bytes.end()) << "behind";
    fd.reset(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    body = {fd.get(), 6, size, outbox::sha256(bytes)};
  }
  std::vector<std::uint8_t> bytes;
  base::UniqueFd fd;
  Body body;
};

struct Bench {
  bench::TempFolder folder;
  bench::Keys keys{folder.path()};
  SentFile file{folder};
  HallAddress address_at(const std::string& url) const { return {url, keys.pem("ca"), keys.pem("terminal"), keys.key("terminal")}; }
  std::unique_ptr<HallClient> client(const std::string& url, int stop_fd = -1) const {
    return std::move(HallClient::make(address_at(url), stop_fd).value());
  }
  std::string accepted() const {
    return R"({"number":")" + kNumber + R"(","manifest_sha256":")" + to_hex(file.body.sha256) + R"(","accepted_at":"2026-01-02T03:04:05.678Z"})";
  }
  std::string part_stored(int index) const {
    return R"({"number":")" + kNumber + R"(","index":)" + std::to_string(index) + R"(,"sha256":")" + to_hex(file.body.sha256) + "\"}";
  }
  // What comes of submitting when the hall replies so.
  Answer submit_to(const Reply& reply) const {
    bench::TlsServer server(keys, [&](const Request&) { return reply; });
    return client(server.url())->submit(kNumber, file.body);
  }
};

}  // namespace

TEST_CASE("a part and a manifest arrive as the API says") {
  Bench bench;
  std::vector<Request> requests;
  bench::TlsServer server(bench.keys, [&](const Request& request) {
    requests.push_back(request);
    if (request.method == "GET") return Reply{.body = R"({"status":"ok","time":"2026-01-02T03:04:05.678Z"})"};
    if (request.method == "PUT") return Reply{.status = 201, .body = bench.part_stored(3)};
    return Reply{.status = 201, .body = bench.accepted(), .content_type = "application/json; charset=utf-8"};
  });
  const auto client = bench.client(server.url());
  CHECK(client->health().outcome == Outcome::done);
  CHECK(client->put_part(kNumber, 3, bench.file.body).outcome == Outcome::done);
  CHECK(client->submit(kNumber, bench.file.body).outcome == Outcome::done);
  REQUIRE(requests.size() == 3);
  CHECK(requests[0].path == "/v1/health");
  CHECK(requests[1].path == "/v1/submissions/" + kNumber + "/parts/3");
  CHECK(requests[1].headers["content-type"] == "application/cms");
  CHECK(requests[1].headers["x-content-sha256"] == to_hex(bench.file.body.sha256));
  CHECK(requests[1].body == bench.file.bytes);
  CHECK(requests[2].method == "POST");
  CHECK(requests[2].path == "/v1/submissions/" + kNumber);
  CHECK(requests[2].headers["content-type"] == "application/cms");
  CHECK(requests[2].body == bench.file.bytes);
  CHECK(server.connections() == 1);
}

TEST_CASE("delivered means that number and hash come back; nothing else does") {
  Bench bench;
  CHECK(bench.submit_to({.status = 200, .body = bench.accepted()}).outcome == Outcome::done);
  std::string other = bench.accepted();
  other[12] = other[12] == '9' ? '8' : '9';
  CHECK(bench.submit_to({.body = other}).outcome == Outcome::failed);
  other = bench.accepted();
  other.replace(other.find("sha256\":\"") + 9, 2, "zz");
  CHECK(bench.submit_to({.body = other}).outcome == Outcome::failed);
  CHECK(bench.submit_to({.body = R"({"number":")" + kNumber + "\"}"}).outcome == Outcome::failed);
  CHECK(bench.submit_to({.body = "{}"}).outcome == Outcome::failed);
  CHECK(bench.submit_to({.status = 204, .body = ""}).outcome == Outcome::not_the_hall);
  CHECK(bench.submit_to({.status = 202, .body = bench.accepted()}).outcome == Outcome::not_the_hall);
}

TEST_CASE("each refusal of the API comes down to its outcome") {
  Bench bench;
  const auto error = [&](int status, const char* code) { return bench.submit_to({.status = status, .body = std::string(R"({"error":")") + code + R"(","message":"m"})"}); };
  CHECK(error(422, "inconsistent").outcome == Outcome::refused);
  CHECK(error(422, "inconsistent").code == "inconsistent");
  CHECK(error(422, "cannot_open").outcome == Outcome::disputed);
  CHECK(error(422, "bad_signature").outcome == Outcome::disputed);
  CHECK(error(422, "bad_signature").code == "bad_signature");
  CHECK(error(409, "other_manifest").outcome == Outcome::refused);
  CHECK(error(413, "too_large").outcome == Outcome::refused);
  CHECK(error(400, "bad_number").outcome == Outcome::refused);
  CHECK(error(400, "bad_hash").outcome == Outcome::failed);
  CHECK(error(403, "wrong_terminal").outcome == Outcome::refused);
  CHECK(error(403, "unknown_certificate").outcome == Outcome::not_admitted);
  CHECK(error(401, "no_certificate").outcome == Outcome::not_admitted);
  CHECK(error(404, "not_found").outcome == Outcome::failed);
  CHECK(error(500, "internal").outcome == Outcome::failed);
  CHECK(error(422, "Not A Word, 110105").outcome == Outcome::not_the_hall);
  for (const int status : {404, 409}) {
    const Answer missing = bench.submit_to({.status = status, .body = R"({"error":"parts_missing","message":"m","missing":[0,2]})"});
    CHECK(missing.outcome == Outcome::parts_missing);
    CHECK(missing.missing == std::vector<std::uint32_t>{0, 2});
  }
  CHECK(bench.submit_to({.status = 404, .body = R"({"error":"parts_missing","message":"m","missing":[64]})"}).outcome == Outcome::failed);
}

TEST_CASE("busy, with and without a time") {
  Bench bench;
  for (const int status : {429, 503}) {
    const Answer answer = bench.submit_to({.status = status, .body = "{}", .headers = {"Retry-After: 7"}});
    CHECK(answer.outcome == Outcome::busy);
    CHECK(answer.retry_after == base::Milliseconds(7000));
  }
  CHECK(bench.submit_to({.status = 503, .body = "<html>", .content_type = "text/html"}).retry_after == std::nullopt);
  CHECK(bench.submit_to({.status = 502, .body = "<html>", .content_type = "text/html"}).outcome == Outcome::busy);
}

TEST_CASE("a captive portal is not the hall, whatever it says") {
  Bench bench;
  CHECK(bench.submit_to({.status = 200, .body = "<html>Welcome</html>", .content_type = "text/html"}).outcome == Outcome::not_the_hall);
  CHECK(bench.submit_to({.status = 200, .body = bench.accepted(), .content_type = ""}).outcome == Outcome::not_the_hall);
  CHECK(bench.submit_to({.status = 200, .body = bench.accepted(), .content_type = "application/jsonx"}).outcome == Outcome::not_the_hall);
  CHECK(bench.submit_to({.status = 200, .body = "not json"}).outcome == Outcome::not_the_hall);
  CHECK(bench.submit_to({.status = 403, .body = "blocked", .content_type = "text/html"}).outcome == Outcome::not_the_hall);
}

TEST_CASE("no redirect is followed") {
  Bench bench;
  int others = 0;
  bench::TlsServer other(bench.keys, [&](const Request&) {
    ++others;
    return Reply{.body = bench.accepted()};
  });
  for (const int status : {301, 302, 303, 307, 308}) {
    CHECK(bench.submit_to({.status = status, .body = "{}", .headers = {"Location: " + other.url() + "/submissions/" + kNumber}}).outcome ==
          Outcome::not_the_hall);
  }
  CHECK(others == 0);
}

TEST_CASE("an answer larger than any of the hall's is not the hall's") {
  Bench bench;
  std::string huge = bench.accepted();
  huge.insert(1, std::string(70'000, ' '));
  CHECK(bench.submit_to({.body = huge}).outcome == Outcome::not_the_hall);
}

TEST_CASE("only the pinned CA is trusted, and only for its own name") {
  Bench bench;
  const bench::TempFolder other_folder;
  const bench::Keys strangers(other_folder.path());
  const auto ok = [&](const Request&) { return Reply{.body = R"({"status":"ok","time":"2026-01-02T03:04:05.678Z"})"}; };
  bench::TlsServer stranger(strangers, ok);
  CHECK(bench.client(stranger.url())->health().outcome == Outcome::not_the_hall);
  bench::TlsServer other_name(bench.keys, ok, {.certificate = "terminal"});
  CHECK(bench.client(other_name.url())->health().outcome == Outcome::not_the_hall);
  bench::TlsServer old(bench.keys, ok, {.at_most_tls_1_1 = true});
  CHECK(bench.client(old.url())->health().outcome != Outcome::done);
}

TEST_CASE("a terminal whose certificate the hall does not know gets nowhere") {
  Bench bench;
  const bench::TempFolder other_folder;
  const bench::Keys strangers(other_folder.path());
  bench::TlsServer server(bench.keys, [](const Request&) { return Reply{.body = R"({"status":"ok","time":"2026-01-02T03:04:05.678Z"})"}; });
  auto address = bench.address_at(server.url());
  address.certificate = strangers.pem("terminal");
  address.key = strangers.key("terminal");
  CHECK(HallClient::make(address, -1).value()->health().outcome != Outcome::done);
  CHECK(server.connections() == 0);
}

TEST_CASE("nobody there, hung up, cut in the middle: unreachable") {
  Bench bench;
  std::uint16_t port = 0;
  {
    bench::TlsServer gone(bench.keys, [](const Request&) { return Reply{}; });
    port = gone.port();
  }
  CHECK(bench.client("https://127.0.0.1:" + std::to_string(port) + "/v1")->health().outcome == Outcome::unreachable);
  CHECK(bench.submit_to({.trick = Reply::Trick::hang_up}).outcome == Outcome::unreachable);

  bench::TlsServer server(bench.keys, [&](const Request&) { return Reply{.status = 201, .body = bench.part_stored(0)}; });
  const SentFile large(bench.folder, 4'000'000);
  server.cut_body_after = 1'000'000;
  const auto client = bench.client(server.url());
  CHECK(client->put_part(kNumber, 0, large.body).outcome == Outcome::unreachable);
  CHECK(client->put_part(kNumber, 0, bench.file.body).outcome == Outcome::done);
}

TEST_CASE("a stop ends a call that waits") {
  Bench bench;
  base::StopSignal stop;
  bench::TlsServer server(bench.keys, [&](const Request&) {
    stop.raise();
    return Reply{.trick = Reply::Trick::never};
  });
  CHECK(bench.client(server.url(), stop.fd())->submit(kNumber, bench.file.body).outcome == Outcome::unreachable);
}

TEST_CASE("who falls silent is not waited for, whether before or in the middle of a conversation") {
  Bench bench;
  bench::TlsServer server(bench.keys, [](const Request&) { return Reply{.trick = Reply::Trick::never}; });
  const net::HallPatience silent{.connect = base::Milliseconds{5000}, .silence = std::chrono::seconds{1}, .whole = base::Milliseconds{30'000}};
  CHECK(HallClient::make(bench.address_at(server.url()), -1, silent).value()->submit(kNumber, bench.file.body).outcome == Outcome::unreachable);
  const net::HallPatience slow{.connect = base::Milliseconds{5000}, .silence = std::chrono::seconds{60}, .whole = base::Milliseconds{500}};
  CHECK(HallClient::make(bench.address_at(server.url()), -1, slow).value()->health().outcome == Outcome::unreachable);
  const net::HallPatience hasty{.connect = base::Milliseconds{300}, .silence = std::chrono::seconds{60}, .whole = base::Milliseconds{30'000}};
  const base::UniqueFd deaf(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));  // takes connections in, says nothing
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  REQUIRE(::bind(deaf.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::listen(deaf.get(), 8) == 0);
  REQUIRE(::getsockname(deaf.get(), reinterpret_cast<sockaddr*>(&address), &length) == 0);
  const std::string url = "https://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/v1";
  CHECK(HallClient::make(bench.address_at(url), -1, hasty).value()->health().outcome == Outcome::unreachable);
}

TEST_CASE("a file that ends too early is not sent as if it were whole") {
  Bench bench;
  int heard = 0;
  bench::TlsServer server(bench.keys, [&](const Request&) {
    ++heard;
    return Reply{.body = bench.accepted()};
  });
  Body longer = bench.file.body;
  longer.size += 1000;
  CHECK(bench.client(server.url())->submit(kNumber, longer).outcome == Outcome::unreachable);
  CHECK(heard == 0);
}

TEST_CASE("a configuration that cannot work is refused at start") {
  Bench bench;
  CHECK_FALSE(HallClient::make(bench.address_at("http://127.0.0.1:1"), -1).has_value());
  CHECK_FALSE(HallClient::make(bench.address_at(""), -1).has_value());
  auto address = bench.address_at("https://127.0.0.1:1");
  address.ca = bench.folder / "missing.pem";
  CHECK_FALSE(HallClient::make(address, -1).has_value());
}

namespace {

namespace inquiry = core::inquiry;
using base::PersonText;
using inquiry::Trouble;

const inquiry::Question kQuestion = inquiry::ListSubmissions{inquiry::ByCard{PersonText("11010519491231002X"), PersonText("样本")}, {}};

// What comes of asking when the hall replies so.
base::Result<inquiry::Answer, Trouble> asked(const Bench& bench, const Reply& reply) {
  bench::TlsServer server(bench.keys, [&](const Request&) { return reply; });
  return bench.client(server.url())->ask(kQuestion);
}

}  // namespace

TEST_CASE("a question is posted as it is, and each connection is closed with its answer") {
  Bench bench;
  std::vector<Request> requests;
  bench::TlsServer server(bench.keys, [&](const Request& request) {
    requests.push_back(request);
    return Reply{.body = R"({"kind":"code_accepted","pass":"a-pass"})"};
  });
  const auto client = bench.client(server.url());
  for (int i = 0; i < 2; ++i) CHECK(client->ask(kQuestion) == inquiry::Answer(inquiry::CodeAccepted{PersonText("a-pass")}));
  REQUIRE(requests.size() == 2);
  CHECK(requests[0].method == "POST");
  CHECK(requests[0].path == "/v1/inquiries");
  CHECK(requests[0].headers.at("content-type") == "application/json");
  CHECK(requests[0].headers.count("expect") == 0);
  CHECK(inquiry::question_from_json(requests[0].body) == kQuestion);
  CHECK(server.connections() == 2);
}

TEST_CASE("why there is no answer: the hall's own word, or that it fails, or that it is away") {
  Bench bench;
  const auto error = [&](int status, const char* code) {
    return asked(bench, {.status = status, .body = std::string(R"({"error":")") + code + R"(","message":"m"})"}).error();
  };
  for (const Trouble trouble : {Trouble::not_found, Trouble::no_phone, Trouble::wrong_code, Trouble::code_expired, Trouble::too_often, Trouble::level_2_wanted}) {
    CHECK(error(422, inquiry::name_of(trouble)) == trouble);
  }
  CHECK(error(422, "no_network") == Trouble::hall_failed);
  CHECK(error(422, "unheard_of") == Trouble::hall_failed);
  CHECK(error(404, "not_found") == Trouble::hall_failed);
  CHECK(error(503, "draining") == Trouble::hall_failed);
  CHECK(asked(bench, {.body = R"({"kind":"code_accepted","pass":"a-pass"})", .content_type = "text/html"}).error() == Trouble::hall_failed);
  CHECK(asked(bench, {.body = R"({"kind":"code_accepted"})"}).error() == Trouble::hall_failed);
  CHECK(asked(bench, {.body = std::string(70'000, ' ')}).error() == Trouble::hall_failed);
  CHECK(asked(bench, {.trick = Reply::Trick::hang_up}).error() == Trouble::no_network);
  const bench::TempFolder other_folder;
  const bench::Keys strangers(other_folder.path());
  bench::TlsServer stranger(strangers, [](const Request&) { return Reply{}; });
  CHECK(bench.client(stranger.url())->ask(kQuestion).error() == Trouble::hall_failed);
}

TEST_CASE("the catalogue comes as the hall gave it, or the reason why it does not") {
  Bench bench;
  Reply reply;
  Request asked;
  bench::TlsServer server(bench.keys, [&](const Request& request) {
    asked = request;
    return reply;
  });
  const auto client = bench.client(server.url());
  const auto fate = [&](Reply with, std::size_t longest = 300'000) -> std::string {
    reply = std::move(with);
    const auto given = client->catalogue("\"held\"", longest);
    return given ? "given" : name_of(given.error());
  };
  const std::string bytes(200'000, 'b');  // more than any other answer may be
  reply = {.body = bytes, .content_type = "application/cms", .headers = {"ETag: \"new\""}};
  const auto given = client->catalogue("", 300'000);
  REQUIRE(given);
  CHECK(given->bytes == bytes);
  CHECK(given->etag == "\"new\"");
  CHECK(asked.method == "GET");
  CHECK(asked.path == "/v1/catalogue");
  CHECK_FALSE(asked.headers.contains("if-none-match"));

  CHECK(fate({.status = 304, .content_type = ""}) == "unchanged");
  CHECK(asked.headers["if-none-match"] == "\"held\"");
  CHECK(fate({.body = bytes, .content_type = "application/cms", .headers = {"ETag: \"new\""}}, bytes.size() - 1) == "not_the_hall");
  CHECK(fate({.body = bytes, .content_type = "application/cms"}) == "not_the_hall");
  CHECK(fate({.body = bytes, .content_type = "text/html", .headers = {"ETag: \"new\""}}) == "not_the_hall");
  CHECK(fate({.status = 404, .body = R"({"error":"no_catalogue","message":"m"})"}) == "none");
  CHECK(fate({.status = 404, .body = "<html>", .content_type = "text/html"}) == "not_the_hall");
  CHECK(fate({.status = 302, .content_type = "text/html", .headers = {"Location: https://portal.example/"}}) == "not_the_hall");
  CHECK(fate({.status = 503, .body = R"({"error":"draining","message":"m"})"}) == "busy");
  CHECK(fate({.status = 403, .body = R"({"error":"unknown_terminal","message":"m"})"}) == "not_admitted");
  CHECK(fate({.trick = Reply::Trick::hang_up}) == "unreachable");
}
