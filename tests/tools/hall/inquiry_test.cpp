// Inquiries: what each level shows and what it does not, codes, records, papers that can be looked up, supplements.
#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <fstream>

#include "browser.h"
#include "kiosk/core/delivery/number.h"
#include "kiosk/core/inquiry/forms.h"

using namespace hall_test;
using namespace std::chrono_literals;
using namespace bancheng::core::inquiry;
namespace base = bancheng::base;
namespace delivery = bancheng::core::delivery;
using base::PersonText;
using Json = nlohmann::json;

namespace {

constexpr const char* kNumber = "11010519491231002X";
const Who kCard = ByCard{PersonText(kNumber), PersonText("司徒样本")};

/// On record: the person of the parcels with a phone, another without one, a third with another name.
constexpr const char* kRegister = R"(persons:
  - number: 11010519491231002X
    name: 司徒样本
    phone: "13800138000"
    records:
      - id: real-estate
        title: 不动产登记信息查询结果
        issuer: 样本市不动产登记中心
        lines:
          - {label: 坐落, value: 样本路1号}
  - number: "990101194803150029"
    name: 样本久
)";

struct Bench {
  HallProcess hall{"", kRegister};
  Connection terminal = hall.terminal();

  hall_test::Answer post_json(const std::string& body, const std::string& of = "10001") const {
    return hall.terminal(of).request("POST", "/v1/inquiries", {{"Content-Type", "application/json"}}, body);
  }
  base::Result<bancheng::core::inquiry::Answer, std::string> ask(const Question& question, const std::string& of = "10001") const {
    const auto body = to_json(question);
    REQUIRE(body);
    const hall_test::Answer answer = post_json({body->begin(), body->end()}, of);
    if (answer.status == 422) return base::failure(error_of(answer));
    REQUIRE(answer.status == 200);
    const auto read = answer_from_json({reinterpret_cast<const std::uint8_t*>(answer.body.data()), answer.body.size()});
    REQUIRE(read);
    return *read;
  }
  template <typename Wanted>
  Wanted answer(const Question& question, const std::string& of = "10001") const {
    const auto given = ask(question, of);
    REQUIRE(given);
    REQUIRE(std::holds_alternative<Wanted>(*given));
    return std::get<Wanted>(*given);
  }
  std::string trouble(const Question& question, const std::string& of = "10001") const {
    const auto given = ask(question, of);
    return given ? "an answer" : given.error();
  }
  [[nodiscard]] std::vector<Json> messages() const {
    std::vector<Json> found;
    std::ifstream file(hall.data() / "sms.jsonl");
    for (std::string line; std::getline(file, line);) found.push_back(Json::parse(line));
    return found;
  }
  [[nodiscard]] std::string last_code() const {
    const std::string text = messages().back().at("text");
    const std::size_t at = text.find_first_of("0123456789");
    return text.substr(at, 6);
  }
  [[nodiscard]] Pass pass_for(const Who& who, const std::string& of = "10001") const {
    const auto sent = answer<CodeSent>(SendCode{who}, of);
    return answer<CodeAccepted>(CheckCode{who, sent.challenge, PersonText(last_code())}, of).pass;
  }
  void decide(const std::string& number, const std::vector<std::string>& more, int status = 0) const {
    std::vector<std::string> command{HALL_PROGRAM, "decide", "--data", hall.data(), "--number", number, "--calendar", BANCHENG_SOURCE_DIR "/config/calendar"};
    command.insert(command.end(), more.begin(), more.end());
    CHECK(run(command).status == status);
  }
  void check_traffic() const {
    const Finished checked = hall.checked_traffic();
    CHECK_MESSAGE(checked.status == 0, checked.output);
  }
};

Who receipt_of(const Parcel& parcel) { return ByReceipt{parcel.manifest.number, PersonText(std::string_view(parcel.manifest.receipt_code))}; }

std::string wrong(std::string code) {
  code[0] = code[0] == '9' ? '0' : static_cast<char>(code[0] + 1);
  return code;
}

}  // namespace

TEST_CASE("a card alone shows that there is something and how far it is, a pass shows what") {
  Bench bench;
  const Parcel first = application(bench.hall, 1), second = help_case(bench.hall, 2);
  REQUIRE(deliver(bench.terminal, first).status == 201);
  REQUIRE(deliver(bench.terminal, second).status == 201);
  bench.decide(first.manifest.number, {"--status", "reviewing", "--note", "已转区民政局"});

  auto list = bench.answer<Submissions>(ListSubmissions{kCard, {}});
  REQUIRE(list.lines.size() == 2);
  for (const SubmissionLine& line : list.lines) CHECK(line.item.empty());
  const auto bare = bench.answer<SubmissionDetails>(ShowSubmission{kCard, {}, first.manifest.number});
  const base::WallTime stored_at = first.manifest.stored_at;
  CHECK(bare == SubmissionDetails{{first.manifest.number, delivery::SubmissionKind::application, "", Progress::reviewing, stored_at}, 0, "", false, {}, {}, {}});

  const Pass pass = bench.pass_for(kCard);
  list = bench.answer<Submissions>(ListSubmissions{kCard, pass});
  for (const SubmissionLine& line : list.lines) CHECK(line.item == "elderly-card");
  const auto full = bench.answer<SubmissionDetails>(ShowSubmission{kCard, pass, first.manifest.number});
  CHECK(full.line.item == "elderly-card");
  CHECK(full.item_version == 1);
  CHECK(full.deadline.size() == 10);
  CHECK(full.note == PersonText("已转区民政局"));
  CHECK_FALSE(full.result);
  const auto help = bench.answer<SubmissionDetails>(ShowSubmission{kCard, pass, second.manifest.number});
  CHECK(help.line.kind == delivery::SubmissionKind::help_case);
  CHECK(help.line.progress == Progress::received);
  bench.check_traffic();
}

TEST_CASE("whoever has nothing here sees nothing") {
  Bench bench;
  const Parcel parcel = application(bench.hall, 1);
  REQUIRE(deliver(bench.terminal, parcel).status == 201);
  const Who other = ByCard{PersonText("990101194803150029"), PersonText("样本久")};
  CHECK(bench.answer<Submissions>(ListSubmissions{other, {}}).lines.empty());
  CHECK(bench.trouble(ShowSubmission{other, {}, parcel.manifest.number}) == "not_found");
  CHECK(bench.trouble(ShowSubmission{kCard, {}, number_of(10001, 9)}) == "not_found");
  CHECK(bench.trouble(SendCode{other}) == "no_phone");
  CHECK(bench.trouble(SendCode{ByCard{PersonText("990101194803150029"), PersonText("司徒样本")}}) == "not_found");
  CHECK(bench.trouble(SendCode{ByCard{PersonText("990101195204040033"), PersonText("样本男")}}) == "not_found");
  CHECK(bench.trouble(ListSubmissions{ByReceipt{parcel.manifest.number, PersonText("0123456789ABCDEG")}, {}}) == "not_found");
  CHECK(bench.trouble(ListSubmissions{ByReceipt{number_of(10001, 9), PersonText("0123456789ABCDEF")}, {}}) == "not_found");
  CHECK(bench.messages().empty());
  bench.check_traffic();
}

TEST_CASE("a receipt shows its one matter, and its result only with a pass") {
  Bench bench;
  const Parcel first = application(bench.hall, 1), second = application(bench.hall, 2);
  REQUIRE(deliver(bench.terminal, first).status == 201);
  REQUIRE(deliver(bench.terminal, second).status == 201);
  const Who who = receipt_of(first);
  const auto list = bench.answer<Submissions>(ListSubmissions{who, {}});
  REQUIRE(list.lines.size() == 1);
  CHECK(list.lines[0].number == first.manifest.number);
  CHECK(list.lines[0].item == "elderly-card");
  CHECK(bench.trouble(ShowSubmission{who, {}, second.manifest.number}) == "not_found");

  bench.decide(first.manifest.number, {"--status", "granted", "--note", "请于工作日到3号窗口领取"});
  const auto bare = bench.answer<SubmissionDetails>(ShowSubmission{who, {}, first.manifest.number});
  CHECK(bare.line.progress == Progress::granted);
  CHECK(bare.note.empty());
  CHECK_FALSE(bare.result);
  const Pass pass = bench.pass_for(who);
  const auto full = bench.answer<SubmissionDetails>(ShowSubmission{who, pass, first.manifest.number});
  REQUIRE(full.result);
  const auto& lines = full.result->lines;
  const auto says = [&](const char* label, const char* value) {
    return std::find(lines.begin(), lines.end(), Document::Line{PersonText(label), PersonText(value)}) != lines.end();
  };
  CHECK(says("申请人", "司徒样本"));
  CHECK(says("决定", "准予办理"));
  CHECK(says("说明", "请于工作日到3号窗口领取"));
  const auto again = bench.answer<SubmissionDetails>(ShowSubmission{kCard, pass, first.manifest.number});
  CHECK(again.result == full.result);  // the same paper has the same code
  CHECK(bench.trouble(FetchRecord{who, pass, "real-estate"}) == "not_found");  // by card only
  bench.check_traffic();
}

TEST_CASE("a code is good for one person at one terminal, for five minutes and five tries") {
  Bench bench;
  REQUIRE(deliver(bench.terminal, application(bench.hall, 1)).status == 201);
  const auto sent = bench.answer<CodeSent>(SendCode{kCard});
  CHECK(sent.masked_phone == PersonText("138****8000"));
  CHECK(sent.seconds == 300);
  REQUIRE(bench.messages().size() == 1);
  CHECK(bench.messages()[0].at("to") == "13800138000");
  const std::string code = bench.last_code();
  const auto check = [&](const std::string& challenge, const std::string& digits, const std::string& of = "10001") {
    return bench.trouble(CheckCode{kCard, challenge, PersonText(std::string_view(digits))}, of);
  };
  CHECK(check("another", code) == "code_expired");
  CHECK(check(sent.challenge, code, "10002") == "code_expired");
  for (int i = 0; i < 4; ++i) CHECK(check(sent.challenge, wrong(code)) == "wrong_code");
  CHECK(check(sent.challenge, wrong(code)) == "code_expired");
  CHECK(check(sent.challenge, code) == "code_expired");  // too late: five were wrong

  const auto second = bench.answer<CodeSent>(SendCode{kCard});
  bench.hall.advance_clock(5min);
  CHECK(check(second.challenge, bench.last_code()) == "code_expired");

  const auto third = bench.answer<CodeSent>(SendCode{kCard});
  const Question right = CheckCode{kCard, third.challenge, PersonText(bench.last_code())};
  const Pass pass = bench.answer<CodeAccepted>(right).pass;
  CHECK(bench.trouble(right) == "code_expired");  // a code is used once
  CHECK(bench.answer<Submissions>(ListSubmissions{kCard, pass}).lines[0].item == "elderly-card");
  CHECK(bench.trouble(ListSubmissions{kCard, pass}, "10002") == "code_expired");
  CHECK(bench.trouble(ListSubmissions{ByCard{PersonText("990101194803150029"), PersonText("样本久")}, pass}) == "code_expired");
  CHECK(bench.trouble(SendCode{kCard}) == "too_often");
  CHECK(bench.trouble(SendCode{kCard}, "10002") == "too_often");
  bench.hall.advance_clock(10min);  // the first one is fifteen minutes old
  CHECK(bench.ask(SendCode{kCard}).has_value());
  bench.hall.advance_clock(5min);
  CHECK(bench.trouble(ListSubmissions{kCard, pass}) == "code_expired");
  bench.check_traffic();
}

TEST_CASE("a new code ends the one before; a hall that restarts knows no pass") {
  Bench bench;
  const auto first = bench.answer<CodeSent>(SendCode{kCard});
  const std::string code = bench.last_code();
  const auto second = bench.answer<CodeSent>(SendCode{kCard});
  CHECK(bench.trouble(CheckCode{kCard, first.challenge, PersonText(std::string_view(code))}) == "code_expired");
  const Pass pass = bench.answer<CodeAccepted>(CheckCode{kCard, second.challenge, PersonText(bench.last_code())}).pass;
  CHECK(bench.ask(ListSubmissions{kCard, pass}).has_value());
  bench.hall.stop();
  bench.hall.start();
  CHECK(bench.trouble(ListSubmissions{kCard, pass}) == "code_expired");
}

TEST_CASE("a record is issued at level 2, anew each time, and anybody can have it confirmed") {
  Bench bench;
  CHECK(bench.trouble(FetchRecord{kCard, {}, "real-estate"}) == "level_2_wanted");
  const Pass pass = bench.pass_for(kCard);
  const auto paper = bench.answer<Document>(FetchRecord{kCard, pass, "real-estate"});
  CHECK(paper.title == PersonText("不动产登记信息查询结果"));
  CHECK(paper.issuer == "样本市不动产登记中心");
  CHECK(paper.lines == std::vector<Document::Line>{{PersonText("坐落"), PersonText("样本路1号")}});
  CHECK(bench.answer<Document>(FetchRecord{kCard, pass, "real-estate"}).verification_code != paper.verification_code);
  CHECK(bench.trouble(FetchRecord{kCard, pass, "social-insurance"}) == "not_found");

  const auto page = [&](const std::string& code) { return bench.hall.browser().request("GET", "/verify?code=" + code, {}, ""); };
  CHECK(bench.hall.browser().request("GET", "/verify", {}, "").status == 200);
  const hall_test::Answer found = page(paper.verification_code);
  CHECK(found.status == 200);
  CHECK(found.body.find("不动产登记信息查询结果") != std::string::npos);
  CHECK(found.body.find("司徒*") != std::string::npos);
  CHECK(found.body.find("司徒样本") == std::string::npos);
  CHECK(found.body.find("样本路1号") == std::string::npos);
  std::string typed = paper.verification_code;
  std::erase(typed, '-');
  for (char& c : typed) c = static_cast<char>(std::tolower(c));
  CHECK(page(typed).body.find("不动产登记信息查询结果") != std::string::npos);
  for (const char* nonsense : {"AAAA-AAAA-AAAA", "x", "%3Cscript%3E"}) CHECK(page(nonsense).body.find("没有查到这个验证码") != std::string::npos);
  CHECK(page("%3Cscript%3E").body.find("<script>") == std::string::npos);
  bench.check_traffic();
}

TEST_CASE("the audit says what was shown at level 2 and what became of each code, and nobody's name, number, phone or code") {
  Bench bench;
  add_staff(bench.hall, "li.na", "李娜");
  const Parcel granted = application(bench.hall, 1), waiting = application(bench.hall, 2);
  REQUIRE(deliver(bench.terminal, granted).status == 201);
  REQUIRE(deliver(bench.terminal, waiting).status == 201);
  bench.decide(granted.manifest.number, {"--status", "granted"});
  static_cast<void>(bench.answer<Submissions>(ListSubmissions{kCard, {}}));  // level 1
  const auto sent = bench.answer<CodeSent>(SendCode{kCard});
  const std::string code = bench.last_code(), another = wrong(code);
  CHECK(bench.trouble(CheckCode{kCard, sent.challenge, PersonText(std::string_view(another))}) == "wrong_code");
  const Pass pass = bench.answer<CodeAccepted>(CheckCode{kCard, sent.challenge, PersonText(std::string_view(code))}).pass;
  CHECK(bench.trouble(CheckCode{kCard, sent.challenge, PersonText(std::string_view(code))}) == "code_expired");
  static_cast<void>(bench.answer<Submissions>(ListSubmissions{kCard, pass}));
  static_cast<void>(bench.answer<SubmissionDetails>(ShowSubmission{kCard, pass, waiting.manifest.number}));
  static_cast<void>(bench.answer<SubmissionDetails>(ShowSubmission{kCard, pass, granted.manifest.number}));
  static_cast<void>(bench.answer<Document>(FetchRecord{kCard, pass, "real-estate"}));
  CHECK(bench.trouble(FetchRecord{kCard, pass, "social-insurance"}) == "not_found");
  static_cast<void>(bench.answer<CodeSent>(SendCode{receipt_of(waiting)}));

  Browser browser(bench.hall);
  REQUIRE(browser.log_in("li.na", kPassword).status == 303);
  const hall_test::Answer page = browser.get("/audit");
  const std::string first = delivery::grouped_number(granted.manifest.number), second = delivery::grouped_number(waiting.manifest.number);
  // The newest stands first.
  const std::vector<std::pair<std::string, std::string>> acts{{"发送短信验证码", second},       {"凭验证码取得查询结果", "房产查询打印"},
                                                              {"凭验证码取得办理结果", first},  {"凭验证码查看办理进度", second},
                                                              {"凭验证码查看办理列表", ""},     {"凭验证码查看办理列表", ""},
                                                              {"短信验证码已失效", ""},         {"短信验证码正确", ""},
                                                              {"短信验证码错误", ""},           {"发送短信验证码", ""}};
  std::size_t at = page.body.find("<tbody>");
  for (const auto& [action, about] : acts) {
    CAPTURE(action);
    at = page.body.find("<td>自助终端</td>", at);
    REQUIRE(at != std::string::npos);
    const std::string row = page.body.substr(at, page.body.find("</tr>", at) - at);
    CHECK(row.find("<td>" + action + "</td>") != std::string::npos);
    if (action != "凭验证码查看办理列表") CHECK(row.find("<td class=\"num\">" + about + "</td>") != std::string::npos);
    CHECK(row.find("<td class=\"num\">10001</td>") != std::string::npos);
    ++at;
  }
  CHECK(page.body.find("<td>自助终端</td>", at) == std::string::npos);  // and nothing else
  for (const std::string& number : {first, second}) CHECK(has(page, "<td>凭验证码查看办理列表</td><td class=\"num\">" + number + "</td>"));

  const Finished table = run({"python3", "-c", "import sqlite3,sys\nprint(sqlite3.connect(sys.argv[1]).execute('SELECT * FROM audit').fetchall())",
                              bench.hall.data() / "hall.sqlite"});
  REQUIRE(table.output.find("code_sent") != std::string::npos);
  for (const std::string& secret : {std::string("司徒"), std::string(kNumber), std::string("13800138000"), std::string("138****8000"), "'" + code + "'", "'" + another + "'",
                                    sent.challenge, std::string(pass.view())})
    CHECK(table.output.find(secret) == std::string::npos);
  bench.check_traffic();
}

TEST_CASE("what cannot be noted is not shown at level 2") {
  Bench bench;
  REQUIRE(deliver(bench.terminal, application(bench.hall, 1)).status == 201);
  const Pass pass = bench.pass_for(kCard);
  const auto status_of = [&](const Question& question) {
    const auto body = to_json(question);
    REQUIRE(body);
    return bench.post_json({body->begin(), body->end()}).status;
  };
  REQUIRE(run({"python3", "-c", "import sqlite3,sys\nd=sqlite3.connect(sys.argv[1],isolation_level=None)\n"
                                "d.execute(\"CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END\")",
               bench.hall.data() / "hall.sqlite"})
              .status == 0);
  const std::string number = number_of(10001, 1);
  CHECK(status_of(ListSubmissions{kCard, {}}) == 200);  // level 1 goes on
  CHECK(status_of(ShowSubmission{kCard, {}, number}) == 200);
  for (const Question& question : {Question(ListSubmissions{kCard, pass}), Question(ShowSubmission{kCard, pass, number}), Question(FetchRecord{kCard, pass, "real-estate"}),
                                   Question(SendCode{kCard})})
    CHECK(status_of(question) == 503);
}

TEST_CASE("what is no question is refused") {
  Bench bench;
  CHECK(error_of(bench.post_json("{}")) == "bad_request");
  CHECK(bench.post_json(std::string(5'000, ' ')).status == 413);
  CHECK(error_of(bench.hall.terminal().request("POST", "/v1/inquiries", {{"Content-Type", "application/cms"}}, "{}")) == "unsupported_media_type");
  CHECK(bench.hall.terminal().request("GET", "/v1/inquiries", {}, "").status == 405);
  bench.check_traffic();
}

TEST_CASE("a supplement is asked for, given, shown to staff, and the application goes on") {
  Bench bench;
  const Parcel parcel = application(bench.hall, 1);
  const std::string& number = parcel.manifest.number;
  REQUIRE(deliver(bench.terminal, parcel).status == 201);
  bench.decide(number, {"--status", "supplement_wanted", "--material", "id-photo", "--material", "household-register", "--note", "照片太暗"});
  const auto entry = [&] { return bench.hall.exported().at("applications").at(0); };
  CHECK(entry().at("status") == "supplement_wanted");
  CHECK(entry().at("supplement").at("materials") == Json::array({"id-photo", "household-register"}));

  const auto wanted = bench.answer<SubmissionDetails>(ShowSubmission{receipt_of(parcel), {}, number});
  CHECK(wanted.line.progress == Progress::supplement_wanted);
  REQUIRE(wanted.supplement);
  CHECK(wanted.supplement->materials == std::vector<std::string>{"id-photo", "household-register"});
  CHECK(wanted.supplement->reason == PersonText("照片太暗"));
  CHECK(wanted.supplement->due == entry().at("supplement").at("due"));
  CHECK_FALSE(bench.answer<SubmissionDetails>(ShowSubmission{kCard, {}, number}).supplement);  // a card alone

  const Parcel given = supplement(bench.hall, 2, number);
  REQUIRE(deliver(bench.terminal, given).status == 201);
  CHECK(entry().at("status") == "reviewing");
  CHECK(entry().at("supplement").is_null());
  CHECK(bench.hall.exported().at("counts").at("supplements") == 1);
  const auto listed = bench.hall.exported().at("supplements").at(0);
  CHECK(listed.at("about") == number);
  CHECK(listed.at("parts") == 2);
  const auto later = bench.answer<SubmissionDetails>(ShowSubmission{receipt_of(given), {}, number});  // its receipt leads to the application
  CHECK(later.line.progress == Progress::reviewing);
  CHECK_FALSE(later.supplement);
  bench.check_traffic();
}

TEST_CASE("decide does what the pages allow, and nothing else") {
  Bench bench;
  const Parcel parcel = application(bench.hall, 1);
  const std::string& number = parcel.manifest.number;
  REQUIRE(deliver(bench.terminal, parcel).status == 201);
  bench.decide(number_of(10001, 9), {"--status", "reviewing"}, 1);
  bench.decide(number, {"--status", "received"}, 1);
  bench.decide(number, {"--status", "lost"}, 1);
  bench.decide(number, {"--status", "refused"}, 1);                                                       // without a reason
  bench.decide(number, {"--status", "supplement_wanted", "--note", "why"}, 1);                            // nothing is wanted
  bench.decide(number, {"--status", "supplement_wanted", "--material", "id-photo"}, 1);                   // without a reason
  bench.decide(number, {"--status", "supplement_wanted", "--material", "id-photo", "--note", "why", "--due", "2020-01-01"}, 1);
  bench.decide(number, {"--status", "granted", "--material", "id-photo"}, 1);
  CHECK(bench.hall.exported().at("applications").at(0).at("status") == "received");
  bench.decide(number, {"--status", "refused", "--note", "条件不符；可在60日内申请行政复议"});
  CHECK(bench.hall.exported().at("applications").at(0).at("status") == "refused");
  bench.decide(number, {"--status", "supplement_wanted", "--material", "id-photo", "--note", "why"}, 1);  // decided
}

TEST_CASE("what was accepted before persons were looked for is found after an update, and nobody's number stands in clear") {
  Bench bench;
  const Parcel parcel = application(bench.hall, 1);
  REQUIRE(deliver(bench.terminal, parcel).status == 201);
  REQUIRE(deliver(bench.terminal, help_case(bench.hall, 2)).status == 201);
  bench.hall.stop();
  // As the first version of the schema left it.
  const std::string script =
      "import sqlite3,sys\n"
      "d=sqlite3.connect(sys.argv[1],isolation_level=None)\n"
      "d.execute('PRAGMA foreign_keys=OFF')\n"
      "for t in ('persons','wanted_supplements','issued','supplements'): d.execute('DROP TABLE '+t)\n"
      "d.execute('DELETE FROM schema_migrations WHERE version > 1')\n";
  REQUIRE(run({"python3", "-c", script, bench.hall.data() / "hall.sqlite"}).status == 0);
  bench.hall.start();
  CHECK(bench.answer<Submissions>(ListSubmissions{kCard, {}}).lines.size() == 2);
  auto terminal = bench.hall.terminal();
  CHECK(deliver(terminal, supplement(bench.hall, 3, parcel.manifest.number)).status == 201);
  const Pass pass = bench.pass_for(kCard);
  CHECK(bench.answer<Submissions>(ListSubmissions{kCard, pass}).lines.size() == 2);

  CHECK(run({"grep", "-rlaF", "13800138000", bench.hall.data().string()}).output == (bench.hall.data() / "sms.jsonl").string() + "\n");
  for (const char* secret : {"司徒样本", kNumber}) CHECK(run({"grep", "-rlaF", secret, bench.hall.data().string()}).output.empty());
  CHECK(run({"grep", "-rlaF", std::string(pass.view()), bench.hall.data().string()}).output.empty());
  CHECK(fs::status(bench.hall.data() / "person.key").permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a hall whose key file is not whole does not start") {
  Bench bench;
  bench.hall.stop();
  std::ofstream(bench.hall.data() / "person.key", std::ios::trunc) << "half";
  CHECK(run({HALL_PROGRAM, "serve", "--config", bench.hall.folder() / "hall.toml", "--certificates", bench.hall.certificates()}).status == 1);
}

TEST_CASE("a mistake in the register is named with its line") {
  Bench bench;
  bench.hall.stop();
  std::ofstream(bench.hall.folder() / "register.yaml") << "persons:\n  - number: 11010519491231002X\n    nickname: 样\n";
  const Finished refused = run({"sh", "-c",
                                std::string(HALL_PROGRAM) + " serve --config " + (bench.hall.folder() / "hall.toml").string() + " --certificates " +
                                    bench.hall.certificates().string() + " 2>&1"});
  CHECK(refused.status == 1);
  CHECK(refused.output.find("register.yaml:2") != std::string::npos);
}
