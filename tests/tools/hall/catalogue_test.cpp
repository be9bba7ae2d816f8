// The catalogue bundle that terminals fetch: as it lies in the file now, known by its ETag; and that the hall works by it too.
#include <doctest/doctest.h>

#include <fstream>

#include "browser.h"

using namespace hall_test;

namespace {

struct Published {
  HallProcess hall;
  fs::path file = hall.folder() / "catalogue.cms";

  /// As whoever publishes does it. `card`: what the item elderly-card is called in it.
  std::string publish(int version, const std::string& card = "老年人优待证", const std::string& by = "catalogue-signer") const {
    const fs::path signer = hall.certificates() / by, edited = hall.folder() / "edited";
    fs::remove_all(edited);
    fs::copy(BANCHENG_SOURCE_DIR "/assets/catalogue", edited, fs::copy_options::recursive);
    REQUIRE(run({"sed", "-i", "s/zh-CN: 老年人优待证$/zh-CN: " + card + "/", edited / "elderly-card.yaml"}).status == 0);
    const Finished made = run({CATALOGUE_PROGRAM, "bundle", edited.string(), "--certificate", signer.string() + ".pem", "--key", signer.string() + ".key", "--version",
                               std::to_string(version), "--out", file.string()});
    REQUIRE_MESSAGE(made.status == 0, made.output);
    return bytes();
  }
  [[nodiscard]] std::string bytes() const {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// Beside it first: half of it is no bundle.
  void lay(const std::string& bytes) const {
    std::ofstream(file.string() + ".new", std::ios::binary) << bytes;
    fs::rename(file.string() + ".new", file);
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

TEST_CASE("the hall works by the bundle that it hands out, and says when it cannot") {
  Published published;
  add_staff(published.hall, "li.na", "李娜");
  Browser browser(published.hall);
  REQUIRE(browser.log_in("li.na", kPassword).status == 303);
  const auto works_by = [&](const std::string& card) {
    const Answer page = browser.get("/applications");
    CHECK(page.status == 200);
    return has(page, ">" + card + "</option>");
  };
  const auto complaint = [&] { return between(browser.get("/audit").body, "<p class=\"notice bad\" role=\"alert\">", "</p>"); };
  CHECK(works_by("老年人优待证"));
  CHECK(complaint().empty());

  static_cast<void>(published.publish(7, "第七版优待证"));
  CHECK(works_by("第七版优待证"));
  CHECK(complaint().empty());

  SUBCASE("changed after it was signed") {
    std::string bytes = published.publish(8, "第八版优待证");
    const std::string signed_name = "第八版优待证", other = "第九版优待证";
    bytes.replace(bytes.find(signed_name), signed_name.size(), other);
    published.lay(bytes);
    CHECK(complaint() == "准备发给终端的第 8 版事项目录，大厅没有采用：签名之后被改动过。大厅仍按第 7 版事项目录办理，请联系技术人员。");
    CHECK(works_by("第七版优待证"));
    CHECK(published.get().header("x-catalogue-version") == "8");  // for the terminals to judge
  }
  SUBCASE("signed by somebody else") {
    static_cast<void>(published.publish(8, "第八版优待证", "terminal-10001"));
    CHECK(complaint().find("签名者不是大厅信任的") != std::string::npos);
    CHECK(works_by("第七版优待证"));
  }
  SUBCASE("older") {
    static_cast<void>(published.publish(6, "第六版优待证"));
    CHECK(complaint().find("比正在使用的旧") != std::string::npos);
    CHECK(works_by("第七版优待证"));
  }
  SUBCASE("no bundle") {
    published.lay("no bundle");
    CHECK(complaint() == "准备发给终端的文件，大厅没有采用：它不是事项目录，或者无法读取。大厅仍按第 7 版事项目录办理，请联系技术人员。");
    CHECK(works_by("第七版优待证"));
  }
  SUBCASE("gone") {
    fs::remove(published.file);
    CHECK(works_by("第七版优待证"));
    CHECK(complaint().empty());
  }
  static_cast<void>(published.publish(9, "第九版优待证"));
  CHECK(works_by("第九版优待证"));
  CHECK(complaint().empty());
  published.hall.stop();
  published.hall.start();
  Browser after(published.hall);
  REQUIRE(after.log_in("li.na", kPassword).status == 303);
  CHECK(has(after.get("/applications"), ">第九版优待证</option>"));
  CHECK(published.get().header("x-catalogue-version") == "9");
  published.check_traffic();
}

TEST_CASE("a deadline is counted by the bundle that is handed out") {
  Published published;
  auto terminal = published.hall.terminal();
  REQUIRE(deliver(terminal, application(published.hall, 1)).status == 201);
  const fs::path edited = published.hall.folder() / "shorter";
  fs::copy(BANCHENG_SOURCE_DIR "/assets/catalogue", edited, fs::copy_options::recursive);
  REQUIRE(run({"sed", "-i", "s/^promised_working_days: .*/promised_working_days: 1/", edited / "elderly-card.yaml"}).status == 0);
  const fs::path signer = published.hall.certificates() / "catalogue-signer";
  REQUIRE(run({CATALOGUE_PROGRAM, "bundle", edited.string(), "--certificate", signer.string() + ".pem", "--key", signer.string() + ".key", "--version", "7", "--out",
               published.file.string()})
              .status == 0);
  REQUIRE(deliver(terminal, application(published.hall, 2)).status == 201);
  const auto entries = published.hall.exported().at("applications");
  REQUIRE(entries.size() == 2);
  std::map<std::string, std::string> deadlines;
  for (const auto& entry : entries) deadlines[entry.at("number")] = entry.at("deadline");
  CHECK(deadlines.at(number_of(10001, 2)) < deadlines.at(number_of(10001, 1)));
}

TEST_CASE("a bundle without the certificate of its signer is a mistake in the settings") {
  Published published;
  published.hall.stop();
  // The certificates of the settings themselves, without --certificates, which would name this one too.
  const std::string folder = published.hall.certificates().string();
  std::ofstream(published.hall.folder() / "hall.toml") << "data = \"data\"\nstaff_file = \"staff\"\ncatalogue = \"" BANCHENG_SOURCE_DIR
                                                          "/assets/catalogue\"\ncalendar = \"" BANCHENG_SOURCE_DIR
                                                          "/config/calendar\"\ncatalogue_bundle = \"catalogue.cms\"\n"
                                                       << "[sealing]\ncertificate = \"" << folder << "/hall-sealing.pem\"\nkey = \"" << folder << "/hall-sealing.key\"\n"
                                                       << "[terminals]\ncertificate = \"" << folder << "/hall-server.pem\"\nkey = \"" << folder << "/hall-server.key\"\nclient_ca = \""
                                                       << folder << "/ca.pem\"\n[staff]\ncertificate = \"" << folder << "/hall-server.pem\"\nkey = \"" << folder
                                                       << "/hall-server.key\"\n";
  const Finished refused = run({"sh", "-c", std::string(HALL_PROGRAM) + " serve --config " + (published.hall.folder() / "hall.toml").string() + " 2>&1"});
  CHECK(refused.status == 78);
  CHECK(refused.output.find("'catalogue_signer' is missing") != std::string::npos);
}
