// The terminals' API: what is accepted, what is refused and with which code, and that sending again changes nothing.
#include <doctest/doctest.h>

#include <fstream>

#include "hall_process.h"

using namespace hall_test;
namespace core = bancheng::core;
namespace delivery = bancheng::core::delivery;
namespace base = bancheng::base;

namespace {

using Headers = std::map<std::string, std::string>;

std::string part_path(const std::string& number, const std::string& index) { return "/v1/submissions/" + number + "/parts/" + index; }

void check_traffic(const HallProcess& hall) {
  const Finished checked = hall.checked_traffic();
  CHECK_MESSAGE(checked.status == 0, checked.output);
}

}  // namespace

TEST_CASE("an application is taken in once, however often it is sent") {
  HallProcess hall;
  auto terminal = hall.terminal();
  const Parcel parcel = application(hall, 1);
  const std::string number = parcel.manifest.number;

  const Answer part = put(terminal, number, 0, parcel.parts[0].sealed);
  CHECK(part.status == 201);
  CHECK(part.header("cache-control") == "no-store");
  CHECK(nlohmann::json::parse(part.body) == nlohmann::json({{"number", number}, {"index", 0}, {"sha256", hex_sha256(parcel.parts[0].sealed)}}));
  CHECK(put(terminal, number, 0, parcel.parts[0].sealed).status == 200);

  const Answer missing = post(terminal, number, parcel.sealed_manifest);
  CHECK(missing.status == 404);
  CHECK(error_of(missing) == "parts_missing");
  CHECK(nlohmann::json::parse(missing.body).at("missing") == nlohmann::json({1, 2}));
  CHECK(hall.exported().at("counts").at("applications") == 0);

  CHECK(put(terminal, number, 1, parcel.parts[1].sealed).status == 201);
  CHECK(put(terminal, number, 2, parcel.parts[2].sealed).status == 201);
  const Answer accepted = post(terminal, number, parcel.sealed_manifest);
  REQUIRE(accepted.status == 201);
  const auto acknowledgement = nlohmann::json::parse(accepted.body);
  CHECK(acknowledgement.at("number") == number);
  CHECK(acknowledgement.at("manifest_sha256") == hex_sha256(parcel.sealed_manifest));

  const Answer again = post(terminal, number, parcel.sealed_manifest);
  CHECK(again.status == 200);
  CHECK(again.body == accepted.body);
  CHECK(put(terminal, number, 1, parcel.parts[1].sealed).status == 200);

  const auto record = hall.exported();
  REQUIRE(record.at("applications").size() == 1);
  const auto& entry = record.at("applications").at(0);
  CHECK(entry.at("number") == number);
  CHECK(entry.at("item") == "elderly-card");
  CHECK(entry.at("name") == "司徒*");
  CHECK(entry.at("id_number") == "1101**********002X");
  CHECK(entry.at("parts") == 3);
  CHECK(entry.at("status") == "received");
  CHECK(entry.at("deadline").is_string());
  CHECK(record.dump().find("11010519491231002X") == std::string::npos);
  check_traffic(hall);
}

TEST_CASE("help cases and surveys are taken in without parts, and a survey reaches what it is about") {
  HallProcess hall;
  auto terminal = hall.terminal();
  const Parcel help = help_case(hall, 7);
  CHECK(deliver(terminal, survey(hall, 8, help.manifest.number, 4)).status == 201);  // may come first
  CHECK(deliver(terminal, help).status == 201);
  const auto record = hall.exported();
  CHECK(record.at("counts") == nlohmann::json({{"applications", 0}, {"help_cases", 1}, {"surveys", 1}, {"supplements", 0}}));
  const auto& entry = record.at("help_cases").at(0);
  CHECK(entry.at("stuck_on") == "material");
  CHECK(entry.at("category") == "material_missing");
  CHECK(entry.at("status") == "accepted");
  CHECK(entry.at("complexity") == "general");
  CHECK(entry.at("phone") == "138****8000");
  CHECK(entry.at("satisfaction") == 4);
  check_traffic(hall);
}

TEST_CASE("a supplement is taken in with its pages, also before what it is about") {
  HallProcess hall;
  auto terminal = hall.terminal();
  const Parcel parcel = supplement(hall, 8, number_of(10001, 7));
  const Answer early = post(terminal, parcel.manifest.number, parcel.sealed_manifest);
  CHECK(early.status == 404);
  CHECK(error_of(early) == "parts_missing");
  CHECK(deliver(terminal, parcel).status == 201);
  CHECK(post(terminal, parcel.manifest.number, parcel.sealed_manifest).status == 200);
  CHECK(deliver(terminal, application(hall, 7)).status == 201);
  check_traffic(hall);
}

TEST_CASE("nothing of a person stands in clear in the hall's files") {
  HallProcess hall;
  auto terminal = hall.terminal();
  REQUIRE(deliver(terminal, application(hall, 1)).status == 201);
  REQUIRE(deliver(terminal, help_case(hall, 2)).status == 201);
  const Finished canary = run({"grep", "-rlaF", "1101**********002X", hall.data().string()});
  CHECK(canary.output.find("hall.sqlite") != std::string::npos);  // the search does find what is there
  for (const char* secret : {"司徒样本", "11010519491231002X", "13800138000", "幸福路8号", "0123456789ABCDEF", "户口本不在身边"}) {
    CHECK(run({"grep", "-rlaF", secret, hall.folder().string()}).output.empty());
  }
}

TEST_CASE("a request that is not in order is refused with its own code") {
  HallProcess hall;
  auto terminal = hall.terminal();
  const std::string number = number_of(10001, 5);
  const Headers cms{{"Content-Type", "application/cms"}, {"X-Content-SHA256", hex_sha256("x")}};
  const auto refused = [&](const std::string& method, const std::string& path, const Headers& headers, const std::string& body, int status,
                           const std::string& code) {
    auto fresh = hall.terminal();
    const Answer answer = fresh.request(method, path, headers, body);
    CHECK(answer.status == status);
    CHECK(error_of(answer) == code);
  };
  refused("PUT", part_path("1000100000051", "0"), cms, "x", 400, "bad_number");
  refused("PUT", part_path("12", "0"), cms, "x", 400, "bad_number");
  for (const char* index : {"64", "-1", "00", "1x", "99999999999999999999"}) refused("PUT", part_path(number, index), cms, "x", 400, "bad_index");
  refused("PUT", part_path(number, "0"), {{"Content-Type", "application/cms"}}, "x", 400, "bad_hash");
  refused("PUT", part_path(number, "0"), {{"Content-Type", "application/cms"}, {"X-Content-SHA256", hex_sha256("y")}}, "x", 400, "bad_hash");
  refused("PUT", part_path(number, "0"), {{"Content-Type", "application/cms"}, {"X-Content-SHA256", "xyz"}}, "x", 400, "bad_hash");
  const Headers manifest{{"Content-Type", "application/cms"}};
  refused("POST", "/v1/submissions/" + number, manifest, "", 400, "bad_request");
  refused("PUT", part_path(number_of(10002, 5), "0"), cms, "x", 403, "wrong_terminal");
  refused("POST", "/v1/submissions/" + number_of(10002, 5), manifest, "x", 403, "wrong_terminal");
  refused("PUT", part_path(number, "0"), {{"Content-Type", "image/jpeg"}, {"X-Content-SHA256", hex_sha256("x")}}, "x", 415, "unsupported_media_type");
  refused("DELETE", "/v1/submissions/" + number, {}, "", 405, "method_not_allowed");
  refused("POST", "/v1/health", {}, "", 405, "method_not_allowed");
  refused("GET", part_path(number, "0"), {}, "", 405, "method_not_allowed");
  CHECK(hall.terminal().request("GET", part_path(number, "0"), {}, "").header("allow") == "PUT");

  auto chunked = hall.terminal();
  REQUIRE(chunked.send(head_of("PUT", part_path(number, "0"), {{"Content-Type", "application/cms"}, {"Transfer-Encoding", "chunked"}}) + "1\r\nx\r\n0\r\n\r\n"));
  const Answer lengthless = chunked.receive();
  CHECK(lengthless.status == 411);
  CHECK(error_of(lengthless) == "length_required");
  CHECK(terminal.request("GET", "/v1/health", {}, "").status == 200);
  check_traffic(hall);
  CHECK(terminal.request("GET", "/v1/nothing", {}, "").status == 404);
}

TEST_CASE("the longest part is taken, a longer one is refused before it is read") {
  HallProcess hall;
  auto terminal = hall.terminal();
  const std::string number = number_of(10001, 6);
  CHECK(put(terminal, number, 0, std::string(delivery::kMaxSealedBytes, 'p')).status == 201);
  const auto announced = [&](const std::string& path, std::size_t length) {
    auto fresh = hall.terminal();
    const bool is_part = path.find("parts") != std::string::npos;
    Headers headers{{"Content-Type", "application/cms"}, {"Content-Length", std::to_string(length)}};
    if (is_part) headers.emplace("X-Content-SHA256", hex_sha256(""));
    REQUIRE(fresh.send(head_of(is_part ? "PUT" : "POST", path, headers)));
    const Answer answer = fresh.receive();
    CHECK(answer.status == 413);
    CHECK(error_of(answer) == "too_large");
    CHECK(fresh.closed_by_server());
  };
  announced(part_path(number, "1"), delivery::kMaxSealedBytes + 1);
  announced("/v1/submissions/" + number, delivery::kMaxManifestBytes + 64 * 1024 + 1);
  check_traffic(hall);
}

TEST_CASE("a client that asks first is told to go on, or refused without its body") {
  HallProcess hall;
  auto terminal = hall.terminal();
  Headers headers{{"Content-Type", "application/cms"}, {"X-Content-SHA256", hex_sha256("x")}, {"Content-Length", "1"}, {"Expect", "100-continue"}};
  REQUIRE(terminal.send(head_of("PUT", part_path(number_of(10001, 1), "0"), headers)));
  REQUIRE(terminal.send("x"));
  CHECK(terminal.receive().status == 201);
  headers["Content-Length"] = "99999999";
  REQUIRE(terminal.send(head_of("PUT", part_path(number_of(10001, 1), "0"), headers)));
  CHECK(terminal.receive().status == 413);
}

TEST_CASE("before acceptance a part may be replaced, afterwards nothing may") {
  HallProcess hall;
  auto terminal = hall.terminal();
  const Parcel parcel = application(hall, 1);
  const std::string number = parcel.manifest.number;
  CHECK(put(terminal, number, 0, "something else").status == 201);
  CHECK(put(terminal, number, 9, "not in the manifest").status == 201);
  REQUIRE(deliver(terminal, parcel).status == 201);
  CHECK(error_of(put(terminal, number, 0, "something else")) == "other_part");
  CHECK(put(terminal, number, 9, "not in the manifest").status == 409);

  Parcel other = parcel;
  seal_manifest(hall, other);  // the same content, sealed anew: other bytes
  const Answer conflict = post(terminal, number, other.sealed_manifest);
  CHECK(conflict.status == 409);
  CHECK(error_of(conflict) == "other_manifest");
  CHECK(post(terminal, number, parcel.sealed_manifest).status == 200);
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(hall.data() / "parts" / number)) files += entry.is_regular_file() ? 1 : 0;
  CHECK(files == 3);
  check_traffic(hall);
}

TEST_CASE("a part that the disk spoiled before acceptance is asked for again") {
  HallProcess hall;
  auto terminal = hall.terminal();
  const Parcel parcel = application(hall, 1);
  const std::string number = parcel.manifest.number;
  for (std::size_t i = 0; i < parcel.parts.size(); ++i) REQUIRE(put(terminal, number, i, parcel.parts[i].sealed).status == 201);
  const auto file_of = [&](std::size_t i) {
    return hall.data() / "parts" / number / (std::to_string(i) + "-" + hex_sha256(parcel.parts[i].sealed) + ".cms");
  };
  std::string other = parcel.parts[0].sealed;
  other[other.size() / 2] = static_cast<char>(other[other.size() / 2] ^ 1);
  std::ofstream(file_of(0), std::ios::binary) << other;
  fs::resize_file(file_of(2), 1);
  const Answer answer = post(terminal, number, parcel.sealed_manifest);
  CHECK(answer.status == 404);
  CHECK(error_of(answer) == "parts_missing");
  CHECK(nlohmann::json::parse(answer.body).at("missing") == nlohmann::json{0, 2});
  CHECK(fs::exists(file_of(1)));
  CHECK(put(terminal, number, 0, parcel.parts[0].sealed).status == 201);
  CHECK(put(terminal, number, 2, parcel.parts[2].sealed).status == 201);
  CHECK(post(terminal, number, parcel.sealed_manifest).status == 201);
  check_traffic(hall);
}

TEST_CASE("what cannot be opened is refused for good") {
  HallProcess hall;
  auto terminal = hall.terminal();
  const fs::path& certificates = hall.certificates();
  Parcel parcel = application(hall, 1);
  const std::string number = parcel.manifest.number;
  const auto refused = [&](const std::string& body) {
    const Answer answer = post(terminal, number, body);
    CHECK(answer.status == 422);
    CHECK(error_of(answer) == "cannot_open");
  };
  refused("no CMS at all");
  refused(parcel.sealed_manifest + "x");
  refused(parcel.sealed_manifest.substr(0, parcel.sealed_manifest.size() - 1));
  refused(sealed("{}", certificates / "terminal-10002.pem"));  // to another key
  std::string flipped = parcel.sealed_manifest;
  flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 1);
  refused(flipped);

  // A part whose envelope is damaged, honestly named by its hash.
  std::string& part = parcel.parts[1].sealed;
  part[part.size() / 2] = static_cast<char>(part[part.size() / 2] ^ 1);
  parcel.parts[1].in_manifest.sealed_sha256 = sha256(part);
  seal_manifest(hall, parcel);
  CHECK(error_of(deliver(terminal, parcel)) == "cannot_open");
  CHECK(hall.exported().at("counts").at("applications") == 0);
  check_traffic(hall);
}

TEST_CASE("what this terminal did not sign is refused for good") {
  HallProcess hall;
  auto terminal = hall.terminal();
  const fs::path& certificates = hall.certificates();
  const Parcel parcel = help_case(hall, 1);
  const auto json = delivery::to_json(parcel.manifest).value();
  const std::string text(reinterpret_cast<const char*>(json.data()), json.size());
  const auto refused = [&](const std::string& body) {
    const Answer answer = post(terminal, parcel.manifest.number, body);
    CHECK(answer.status == 422);
    CHECK(error_of(answer) == "bad_signature");
  };
  refused(sealed(text, certificates / "hall-sealing.pem"));  // not signed at all
  refused(sealed_and_signed(hall, text, "10002"));           // by another terminal of the same CA
  refused(sealed(signed_by(text, certificates / "hall-server.pem", certificates / "hall-server.key"), certificates / "hall-sealing.pem"));
  const TemporaryFolder foreign;                             // by the same terminal's name, of another CA
  REQUIRE(run({BANCHENG_SOURCE_DIR "/tools/demo-certificates", foreign.path().string(), "10001"}).status == 0);
  refused(sealed(signed_by(text, foreign.path() / "terminal-10001.pem", foreign.path() / "terminal-10001.key"), certificates / "hall-sealing.pem"));
  std::string tampered = signed_by(text, certificates / "terminal-10001.pem", certificates / "terminal-10001.key");
  const std::size_t at = tampered.find("13800138000");
  REQUIRE(at != std::string::npos);
  tampered[at] = '2';
  refused(sealed(tampered, certificates / "hall-sealing.pem"));
  CHECK(deliver(terminal, parcel).status == 201);
  check_traffic(hall);
}

TEST_CASE("a manifest that contradicts itself, its number or its parts is refused for good") {
  HallProcess hall;
  auto terminal = hall.terminal();
  const auto inconsistent = [&](const Answer& answer) {
    CHECK(answer.status == 422);
    CHECK(error_of(answer) == "inconsistent");
  };
  inconsistent(post(terminal, number_of(10001, 1), sealed_and_signed(hall, "{\"version\":1}")));
  inconsistent(post(terminal, number_of(10001, 2), help_case(hall, 3).sealed_manifest));

  Parcel other_content = application(hall, 4);
  other_content.parts[0].in_manifest.sha256 = sha256("another page");
  seal_manifest(hall, other_content);
  inconsistent(deliver(terminal, other_content));

  Parcel other_size = application(hall, 5);
  other_size.parts[0].in_manifest.size += 1;
  seal_manifest(hall, other_size);
  inconsistent(deliver(terminal, other_size));

  // Another part of the same visit in its place: both are good, the manifest names them the other way round.
  Parcel swapped = application(hall, 6);
  std::swap(swapped.parts[0].sealed, swapped.parts[1].sealed);
  const Answer answer = deliver(terminal, swapped);
  CHECK(error_of(answer) == "parts_missing");
  CHECK(hall.exported().at("counts").at("applications") == 0);
  check_traffic(hall);
}

TEST_CASE("only a terminal of this CA may speak, and TLS before 1.2 is refused") {
  HallProcess hall;
  const fs::path& folder = hall.certificates();
  Connection anonymous(hall.terminals_port(), {folder / "ca.pem", {}, {}});
  CHECK(anonymous.request("GET", "/v1/health", {}, "").status == 0);
  const TemporaryFolder foreign;
  REQUIRE(run({BANCHENG_SOURCE_DIR "/tools/demo-certificates", foreign.path().string(), "10001"}).status == 0);
  Connection stranger(hall.terminals_port(), {folder / "ca.pem", foreign.path() / "terminal-10001.pem", foreign.path() / "terminal-10001.key"});
  CHECK(stranger.request("GET", "/v1/health", {}, "").status == 0);
  Connection nameless(hall.terminals_port(), {folder / "ca.pem", folder / "hall-server.pem", folder / "hall-server.key"});
  CHECK(nameless.request("GET", "/v1/health", {}, "").status == 0);
  Connection old(hall.terminals_port(), {folder / "ca.pem", folder / "terminal-10001.pem", folder / "terminal-10001.key", 0x0302});
  CHECK_FALSE(old.usable());
  Connection tls12(hall.terminals_port(), {folder / "ca.pem", folder / "terminal-10001.pem", folder / "terminal-10001.key", 0x0303});
  CHECK(tls12.request("GET", "/v1/health", {}, "").status == 200);
}
