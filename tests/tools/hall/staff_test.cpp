// The staff pages: who gets in, what is shown and what is not, what may be changed.
#include <doctest/doctest.h>

#include "browser.h"

using namespace hall_test;
using namespace std::chrono_literals;

TEST_CASE("without a login there is the login page and nothing else") {
  HallProcess hall;
  add_staff(hall, "li.na", "李娜");
  Browser browser(hall);
  for (const char* path : {"/", "/applications", "/help-cases", "/audit", "/applications/1000100000017", "/applications/1000100000017/parts/0"}) {
    const Answer answer = browser.get(path);
    CHECK(answer.status == 303);
    CHECK(answer.header("location") == "/login");
  }
  const Answer page = browser.get("/login");
  CHECK(page.status == 200);
  CHECK(page.header("content-security-policy").find("default-src 'none'") == 0);
  CHECK(page.header("cache-control") == "no-store");
  CHECK(page.header("x-content-type-options") == "nosniff");
  CHECK(browser.log_in("li.na", "wrong password").status == 401);
  CHECK(browser.log_in("nobody", kPassword).status == 401);
  CHECK(browser.get("/applications").status == 303);

  const Answer welcome = browser.log_in("li.na", kPassword);
  CHECK(welcome.status == 303);
  CHECK(welcome.header("location") == "/applications");
  CHECK(has(browser.get("/applications"), "李娜"));
  CHECK(browser.get("/nothing").status == 404);
}

TEST_CASE("a login form without the token of its page is refused") {
  HallProcess hall;
  add_staff(hall, "li.na", "李娜");
  Browser browser(hall);
  browser.get("/login");
  CHECK(browser.post("/login", {{"name", "li.na"}, {"password", kPassword}}, false).status == 403);
  CHECK(browser.post("/login", {{"name", "li.na"}, {"password", kPassword}, {"csrf", "0"}}, false).status == 403);
  CHECK(browser.get("/applications").status == 303);
}

TEST_CASE("wrong passwords lock a name, each time for twice as long, for names that exist and for others") {
  HallProcess hall;
  add_staff(hall, "li.na", "李娜");
  for (const std::string name : {"li.na", "nobody"}) {
    Browser browser(hall);
    CHECK(browser.log_in(name, "wrong password").status == 401);
    CHECK(browser.log_in(name, "wrong password").status == 401);
    Answer locked = browser.log_in(name, "wrong password");
    CHECK(locked.status == 429);
    CHECK(has(locked, "30秒"));
    CHECK(browser.log_in(name, kPassword).status == 429);  // the right one does not help
    hall.advance_clock(31s);
    locked = browser.log_in(name, "wrong password");
    CHECK(locked.status == 429);
    CHECK(has(locked, "1分钟"));
    hall.advance_clock(31s);
    CHECK(browser.log_in(name, kPassword).status == 429);
    hall.stop();
    hall.start();  // a restart does not help either
    CHECK(browser.log_in(name, kPassword).status == 429);
    hall.advance_clock(31s);
    CHECK(browser.log_in(name, kPassword).status == (name == "li.na" ? 303 : 429));
  }
}

TEST_CASE("a session ends by itself, and by logging out") {
  HallProcess hall;
  add_staff(hall, "li.na", "李娜");
  Browser browser(hall);
  browser.log_in("li.na", kPassword);
  hall.advance_clock(29min);
  CHECK(browser.get("/applications").status == 200);
  hall.advance_clock(29min);
  CHECK(browser.get("/applications").status == 200);
  hall.advance_clock(31min);
  CHECK(browser.get("/applications").status == 303);

  browser.log_in("li.na", kPassword);
  const auto cookies = browser.cookies();
  browser.get("/applications");
  CHECK(browser.post("/logout", {}, false).status == 403);
  CHECK(browser.get("/applications").status == 200);
  CHECK(browser.post("/logout", {}).status == 303);
  CHECK(hall.browser().request("GET", "/applications", {{"Cookie", "__Host-bancheng=" + cookies.at("__Host-bancheng")}}, "").status == 303);
}

TEST_CASE("an application is shown masked until it is asked for, with its pages and its signature") {
  HallProcess hall;
  add_staff(hall, "li.na", "李娜");
  auto terminal = hall.terminal();
  const Parcel parcel = application(hall, 1);
  const std::string number = parcel.manifest.number, path = "/applications/" + number;
  REQUIRE(deliver(terminal, parcel).status == 201);
  Browser browser(hall);
  browser.log_in("li.na", kPassword);

  const Answer list = browser.get("/applications");
  CHECK(has(list, "司徒*"));
  CHECK(has(list, "1101**********002X"));
  CHECK(has(list, "老年人优待证"));
  CHECK(has(browser.get("/applications?status=granted"), "没有符合条件的申请"));
  CHECK(has(browser.get("/applications?terminal=10001&item=elderly-card&status=received&number=" + number), path));
  CHECK(has(browser.get("/applications?number=123"), "编号不正确"));

  const Answer masked = browser.get(path);
  CHECK(masked.status == 200);
  for (const char* secret : {"司徒样本", "11010519491231002X", "幸福路", "13800138000", "1949"}) CHECK_FALSE(has(masked, secret));
  CHECK(has(masked, "自己住"));
  CHECK(has(masked, "近期免冠照片"));
  CHECK(browser.post(path + "/reveal", {}, false).status == 403);
  const Answer full = browser.post(path + "/reveal", {});
  CHECK(full.status == 200);
  for (const char* shown : {"司徒样本", "11010519491231002X", "北京市样本区幸福路8号", "13800138000", "1949-12-31", "汉"}) CHECK(has(full, shown));

  const Answer page = browser.get(path + "/parts/0");
  CHECK(page.status == 200);
  CHECK(page.header("content-type") == "image/jpeg");
  CHECK(page.body == parcel.parts[0].content);
  const Answer signature = browser.get(path + "/parts/2");
  CHECK(signature.header("content-type") == "image/svg+xml");
  CHECK(signature.header("content-security-policy").find("sandbox") != std::string::npos);
  CHECK(browser.get(path + "/parts/3").status == 404);
  CHECK(browser.get("/applications/" + number_of(10001, 2)).status == 404);

  const Answer audit = browser.get("/audit");
  for (const char* act : {"登录", "查看完整证件信息", "查看材料图像", "li.na"}) CHECK(has(audit, act));
}

TEST_CASE("an application is decided, and a refusal needs its reason") {
  HallProcess hall;
  add_staff(hall, "li.na", "李娜");
  auto terminal = hall.terminal();
  const Parcel parcel = application(hall, 1);
  REQUIRE(deliver(terminal, parcel).status == 201);
  const std::string path = "/applications/" + parcel.manifest.number;
  Browser browser(hall);
  browser.log_in("li.na", kPassword);
  browser.get(path);
  CHECK(browser.post(path, {{"status", "refused"}, {"handler", "李娜"}, {"note", ""}, {"revision", "0"}}).status == 422);
  CHECK(browser.post(path, {{"status", "granted"}, {"handler", ""}, {"note", ""}, {"revision", "0"}}).status == 422);
  CHECK(browser.post(path, {{"status", "thrown away"}, {"handler", "李娜"}, {"note", ""}, {"revision", "0"}}).status == 422);
  CHECK(browser.post(path, {{"status", "granted"}, {"handler", "李娜"}, {"note", "材料齐全"}, {"revision", "0"}}).status == 303);
  CHECK(has(browser.get(path), "准予办理"));
  CHECK(hall.exported().at("applications").at(0).at("status") == "granted");
}

TEST_CASE("a help case goes its way through the ledger") {
  HallProcess hall;
  add_staff(hall, "li.na", "李娜");
  add_staff(hall, "wang.lei", "王磊");
  auto terminal = hall.terminal();
  const Parcel parcel = help_case(hall, 1);
  REQUIRE(deliver(terminal, parcel).status == 201);
  const std::string path = "/help-cases/" + parcel.manifest.number;
  Browser li(hall), wang(hall);
  li.log_in("li.na", kPassword);
  wang.log_in("wang.lei", kPassword);
  CHECK(has(li.get("/help-cases"), "拍摄材料"));

  const Answer page = li.get(path);
  CHECK(has(page, "户口本不在身边"));
  CHECK(has(page, "13800138000"));  // to be called back
  CHECK(has(page, "司徒*"));
  CHECK_FALSE(has(page, "司徒样本"));
  CHECK_FALSE(has(page, "<script>alert"));
  CHECK(has(page, "&lt;script&gt;alert"));
  CHECK(has(li.post(path + "/reveal", {}), "司徒样本"));

  const std::string general = hall.exported().at("help_cases").at(0).at("deadline");
  Form form{{"status", "transferred"}, {"complexity", "complex"}, {"handler", ""}, {"handling", ""}, {"satisfaction", ""}, {"revision", "0"}};
  CHECK(li.post(path, form, false).status == 403);
  const Answer nobody = li.post(path, form);
  CHECK(nobody.status == 422);
  CHECK(has(nobody, "需要填写经办人"));
  form["handler"] = "民政局 王磊";
  CHECK(li.post(path, form).status == 303);
  const auto transferred = hall.exported().at("help_cases").at(0);
  CHECK(transferred.at("status") == "transferred");
  CHECK(transferred.at("handler") == "民政局 王磊");
  CHECK(transferred.at("deadline").get<std::string>() > general);

  wang.get(path);
  form["status"] = "settled";
  const Answer late = wang.post(path, form);  // without a word on what was done
  CHECK(late.status == 422);
  form["handling"] = "已电话告知可以容缺受理";
  CHECK(wang.post(path, form).status == 409);  // on the revision that was seen before
  CHECK(hall.exported().at("help_cases").at(0).at("status") == "transferred");
  form["revision"] = "1";
  form["status"] = "reported_back";
  form["satisfaction"] = "5";
  CHECK(wang.post(path, form).status == 303);
  const auto reported = hall.exported().at("help_cases").at(0);
  CHECK(reported.at("status") == "reported_back");
  CHECK(reported.at("satisfaction") == 5);
  const Answer ledger = wang.get(path);
  for (const char* text : {"李娜", "王磊", "已电话告知可以容缺受理", "非常满意", "反馈"}) CHECK(has(ledger, text));
  CHECK(has(wang.get("/help-cases?status=reported_back"), path));
  CHECK_FALSE(has(wang.get("/help-cases?status=accepted"), path));
}

TEST_CASE("a help case of somebody whose card was not read says so, and shows no empty answers") {
  constexpr const char* kNotRead = "身份信息为手工录入，未经读卡核验";
  HallProcess hall;
  add_staff(hall, "li.na", "李娜");
  auto terminal = hall.terminal();
  Browser li(hall);
  li.log_in("li.na", kPassword);
  const Parcel read = help_case(hall, 1);
  REQUIRE(deliver(terminal, read).status == 201);
  CHECK_FALSE(has(li.get("/help-cases/" + read.manifest.number), kNotRead));

  Parcel typed = help_case(hall, 2);
  auto& content = std::get<bancheng::core::delivery::HelpCase>(typed.manifest.content);
  content.identified_by = bancheng::core::delivery::IdentifiedBy::typed;
  content.answers["address"] = bancheng::base::PersonText("");
  seal_manifest(hall, typed);
  REQUIRE(deliver(terminal, typed).status == 201);
  const Answer page = li.get("/help-cases/" + typed.manifest.number);
  CHECK(has(page, kNotRead));
  CHECK_FALSE(has(page, "现居住地址"));
}

TEST_CASE("what the staff pages get is bounded and well formed") {
  HallProcess hall;
  add_staff(hall, "li.na", "李娜");
  const std::map<std::string, std::string> form{{"Content-Type", "application/x-www-form-urlencoded"}};
  CHECK(hall.browser().request("POST", "/login", form, std::string(70'000, 'a')).status == 413);
  CHECK(hall.browser().request("POST", "/login", {{"Content-Type", "text/plain"}}, "a").status == 415);
  CHECK(hall.browser().request("PUT", "/login", form, "a").status == 405);
  CHECK(hall.browser().request("POST", "/login", form, "name=%zz").status == 400);
  CHECK(hall.browser().request("GET", "/style.css", {}, "").header("content-type") == "text/css; charset=utf-8");
}

TEST_CASE("the staff file takes good names and passwords only") {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "staff";
  const auto add = [&](const std::string& name, const std::string& password) {
    return run({HALL_PROGRAM, "add-staff", "--staff-file", file, "--name", name, "--display-name", "李娜"}, password + "\n").status;
  };
  CHECK(add("li.na", "too short") == 1);
  CHECK(add("Li Na", kPassword) == 1);
  CHECK(add("li.na", kPassword) == 0);
  CHECK(add("li.na", "another password") == 0);  // replaced, not added
  const Finished content = run({"cat", file});
  CHECK(std::count(content.output.begin(), content.output.end(), '\n') == 1);
  CHECK(content.output.find("$argon2id$v=19$m=65536,t=3,p=1$") != std::string::npos);
  CHECK((fs::status(file).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
}

TEST_CASE("staff ask for a supplement, and see it with its pages when it comes") {
  HallProcess hall;
  add_staff(hall, "li.na", "李娜");
  auto terminal = hall.terminal();
  const Parcel parcel = application(hall, 1);
  const std::string& number = parcel.manifest.number;
  REQUIRE(deliver(terminal, parcel).status == 201);
  Browser browser(hall);
  REQUIRE(browser.log_in("li.na", kPassword).status == 303);
  const std::string path = "/applications/" + number;
  const Answer page = browser.get(path);
  CHECK(has(page, "请补正材料"));
  CHECK_FALSE(has(page, "<option value=\"supplement_wanted\""));  // only by naming what is wanted
  const std::string due = between(page.body, "name=\"due\" type=\"date\" min=\"", "\">");
  CHECK(due.size() == 10 + 9 + 10);  // …" value="…: a date is proposed
  const std::string proposed = due.substr(19);
  CHECK(proposed > due.substr(0, 10));

  const auto ask = [&](Form form) {
    form["revision"] = between(browser.get(path).body, "name=\"revision\" value=\"", "\"");
    return browser.post(path + "/supplement", form);
  };
  CHECK(ask({{"reason", "看不清"}, {"due", proposed}}).status == 422);  // nothing is wanted
  CHECK(ask({{"material-id-photo", "1"}, {"due", proposed}}).status == 422);
  const Answer early = ask({{"material-id-photo", "1"}, {"reason", "<b>看不清</b>"}, {"due", "2020-01-01"}});
  CHECK(early.status == 422);
  CHECK(has(early, "&lt;b&gt;看不清&lt;/b&gt;</textarea>"));  // what was typed stays
  CHECK(has(early, "name=\"material-id-photo\" value=\"1\" checked"));
  CHECK(ask({{"material-unheard-of", "1"}, {"reason", "看不清"}, {"due", proposed}}).status == 422);
  CHECK(hall.exported().at("applications").at(0).at("status") == "received");

  CHECK(ask({{"material-household-register", "1"}, {"reason", "户口本缺一页"}, {"due", proposed}}).status == 303);
  const Answer waiting = browser.get(path);
  CHECK(has(waiting, "等申请人补正材料"));
  CHECK(has(waiting, "户口本缺一页"));
  CHECK(has(waiting, "待补正材料"));
  CHECK(has(browser.get("/applications?status=supplement_wanted"), number));
  CHECK(browser.post(path + "/supplement", {{"revision", "0"}, {"material-id-photo", "1"}, {"reason", "x"}, {"due", proposed}}).status == 409);

  const Parcel given = supplement(hall, 2, number);
  REQUIRE(deliver(terminal, given).status == 201);
  const Answer arrived = browser.get(path);
  CHECK_FALSE(has(arrived, "等申请人补正材料"));
  CHECK(has(arrived, "申请人已补正材料"));
  CHECK(has(arrived, "审查中"));
  for (const char* part : {"0", "1"}) {
    const std::string link = "/applications/" + given.manifest.number + "/parts/" + part;
    CHECK(has(arrived, "<img src=\"" + link + "\""));
    CHECK(browser.get(link).body == given.parts[static_cast<std::size_t>(part[0] - '0')].content);
  }
  CHECK(browser.post(path, {{"revision", between(arrived.body, "name=\"revision\" value=\"", "\"")}, {"status", "granted"}, {"handler", "李娜"}}).status == 303);
  CHECK(ask({{"material-id-photo", "1"}, {"reason", "再补"}, {"due", proposed}}).status == 422);  // decided
  CHECK(has(browser.get("/audit"), "更新办理情况"));
  CHECK(Browser(hall).get(path + "/supplement").status == 303);  // not without a login
}
