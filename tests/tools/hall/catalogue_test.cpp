// The catalogue bundle that terminals fetch: as it lies in the file now, known by its ETag.
#include <doctest/doctest.h>

#include <fstream>

#include "hall_process.h"

using namespace hall_test;

namespace {

struct Published {
  HallProcess hall;
  fs::path file = hall.folder() / "catalogue.cms";

  /// As whoever publishes does it.
  std::string publish(int version) const {
    const fs::path signer = hall.certificates() / "catalogue-signer";
    const Finished made = run({CATALOGUE_PROGRAM, "bundle", BANCHENG_SOURCE_DIR "/assets/catalogue", "--certificate", signer.string() + ".pem", "--key",
                               signer.string() + ".key", "--version", std::to_string(version), "--out", file.string()});
    REQUIRE_MESSAGE(made.status == 0, made.output);
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  [[nodiscard]] Answer get(const std::string& held = {}) const {
    auto terminal = hall.terminal();
    return terminal.request("GET", "/v1/catalogue", held.empty() ? std::map<std::string, std::string>{} : std::map<std::string, std::string>{{"If-None-Match", held}}, "");
  }
  void check_traffic() const {
    const Finished checked = hall.checked_traffic();
    CHECK_MESSAGE(checked.status == 0, checked.output);
  }
};

}  // namespace

TEST_CASE("a hall without a bundle says so, and hands out the one that comes while it runs") {
  Published published;
  const Answer none = published.get();
  CHECK(none.status == 404);
  CHECK(error_of(none) == "no_catalogue");

  const std::string bytes = published.publish(7);
  const Answer given = published.get();
  CHECK(given.status == 200);
  CHECK(given.header("content-type") == "application/cms");
  CHECK(given.header("x-catalogue-version") == "7");
  CHECK(given.header("etag") == "\"" + hex_sha256(bytes) + "\"");
  CHECK(given.body == bytes);

  const Answer known = published.get(given.header("etag"));
  CHECK(known.status == 304);
  CHECK(known.body.empty());
  CHECK(known.header("x-catalogue-version") == "7");
  CHECK(known.header("etag") == given.header("etag"));

  const std::string newer = published.publish(8);
  const Answer again = published.get(given.header("etag"));
  CHECK(again.status == 200);
  CHECK(again.header("x-catalogue-version") == "8");
  CHECK(again.body == newer);

  fs::remove(published.file);
  CHECK(published.get().status == 404);
  published.check_traffic();
}

TEST_CASE("what is no bundle is not handed out") {
  Published published;
  const std::string bytes = published.publish(7);
  for (const std::string& wrong : {std::string("no bundle"), std::string(), bytes.substr(0, bytes.size() / 2), bytes + "x"}) {
    std::ofstream(published.file, std::ios::binary | std::ios::trunc) << wrong;
    CHECK(published.get().status == 404);
  }
  std::ofstream(published.file, std::ios::binary | std::ios::trunc) << bytes;
  CHECK(published.get().status == 200);
  published.check_traffic();
}

TEST_CASE("the catalogue can only be asked for, over a connection that goes on") {
  Published published;
  static_cast<void>(published.publish(7));
  auto terminal = published.hall.terminal();
  const std::string etag = terminal.request("GET", "/v1/catalogue", {}, "").header("etag");
  CHECK(terminal.request("GET", "/v1/catalogue", {{"If-None-Match", etag}}, "").status == 304);
  CHECK(terminal.request("GET", "/v1/health", {}, "").status == 200);
  const Answer wrong = terminal.request("PUT", "/v1/catalogue", {}, "");
  CHECK(wrong.status == 405);
  CHECK(wrong.header("allow") == "GET");
  published.check_traffic();
}
