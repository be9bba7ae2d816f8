// The program itself: bancheng-courier-sim as a process, on a clock that the test moves.
#include <doctest/doctest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

#include <fcntl.h>

#include <atomic>
#include <fstream>
#include <mutex>
#include <vector>

#include "kiosk/base/control_clock.h"
#include "kiosk/base/durable_file.h"
#include "kiosk/bundle/folder.h"
#include "kiosk/courier/config.h"
#include "kiosk/link/client.h"
#include "kiosk/outbox/dispatch.h"
#include "kiosk/outbox/hash.h"
#include "tests/delivery_bench/eventually.h"
#include "tests/delivery_bench/model_hall.h"
#include "tests/delivery_bench/specimens.h"
#include "tests/delivery_bench/temp_folder.h"

using namespace bancheng;
using bench::eventually;
using bench::Reply;
using bench::Request;
using namespace core::inquiry;

namespace {

class Program {
 public:
  Program(const std::filesystem::path& config, const std::filesystem::path& clock, const char* more = nullptr) {
    std::string setting = "BANCHENG_CONTROL_CLOCK=" + clock.string();
    std::string program = COURIER_PROGRAM, option = "--config", file = config.string(), extra = more != nullptr ? more : "";
    char* arguments[] = {program.data(), option.data(), file.data(), more != nullptr ? extra.data() : nullptr, nullptr};
    char* environment[] = {setting.data(), nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    const std::string log = config.string() + ".log";
    posix_spawn_file_actions_addopen(&actions, 2, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    REQUIRE(posix_spawn(&pid_, program.c_str(), &actions, nullptr, arguments, environment) == 0);
    posix_spawn_file_actions_destroy(&actions);
  }
  ~Program() {
    if (pid_ > 0) end(SIGKILL);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // Sends `signal` (0: none) and answers the exit status as waitpid tells it.
  int end(int signal) {
    if (signal != 0) ::kill(pid_, signal);
    int status = -1;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return status;
  }

 private:
  pid_t pid_ = -1;
};

struct Bench {
  bench::TempFolder folder;
  bench::Keys keys{folder.path()};
  base::SystemClock clock;
  std::unique_ptr<base::ControlClock> control = std::move(base::ControlClock::open(folder / "clock").value());
  outbox::Place place{folder / "outbox", {}, nullptr, ""};
  std::unique_ptr<outbox::Outbox> kiosk = std::move(outbox::Outbox::open(place, 12345, keys.sealer(), clock).value());
  bench::Pages pages{5000};
  bench::ModelHall hall{keys};
  std::atomic<bool> away{false};
  std::atomic<bool> hold_uploads{false};
  std::atomic<int> uploads_held{0};
  bench::TlsServer server{keys, [this](const Request& request) {
                            if (away) return Reply{.trick = Reply::Trick::hang_up};
                            if (request.path == "/v1/inquiries") return answer_to_inquiry(request);
                            if (request.path == "/v1/catalogue") return catalogue();
                            if (request.method == "PUT" && hold_uploads) {
                              ++uploads_held;
                              std::ignore = eventually([&] { return !hold_uploads; });
                            }
                            return bench::answer_for(hall, request);
                          }, {.side_by_side = true}};

  static constexpr const char* kCatalogue = "whatever the hall gives";
  static Reply catalogue() {
    const std::string bytes = kCatalogue;
    const auto hash = outbox::sha256({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    return {.body = bytes, .content_type = "application/cms", .headers = {"ETag: \"" + core::delivery::to_hex(hash) + "\""}};
  }
  static Reply answer_to_inquiry(const Request& request) {
    const std::string body(request.body.begin(), request.body.end());
    if (body.find("271828") != std::string::npos) return Reply{.body = R"({"kind":"code_accepted","pass":"a-pass"})"};
    return Reply{.status = 422, .body = R"({"error":"too_often","message":"m"})"};
  }

  std::filesystem::path write_config(const std::string& more = {}) const {
    const auto file = folder / "courier.toml";
    std::ofstream(file) << "[outbox]\ndirectory = \"" << place.directory.string() << "\"\n[link]\nsocket = \"" << (folder / "link.sock").string()
                        << "\"\n[hall]\nurl = \"" << server.url() << "\"\nca = \"" << keys.pem("ca").string() << "\"\ncertificate = \""
                        << keys.pem("terminal").string() << "\"\nkey = \"" << keys.key("terminal").string() << "\"\n"
                        << more;
    return file;
  }
  std::string log() const {
    std::ifstream stream(folder.path() / "courier.toml.log");
    return {std::istreambuf_iterator<char>(stream), {}};
  }
};

// A kiosk that is connected.
struct Asker {
  std::mutex mutex;
  std::vector<link::Answered> answers;  // under the mutex
  std::atomic<bool> connected{false};
  link::LinkClient line;

  explicit Asker(const Bench& bench) : line(bench.folder / "link.sock", bench.clock, [this](const link::LinkEvent& event) { hear(event); }) {
    REQUIRE(eventually([&] { return connected.load(); }));
  }
  void hear(const link::LinkEvent& event) {
    const std::lock_guard lock(mutex);
    if (std::holds_alternative<link::NetworkState>(event)) connected = true;
    if (const auto* answered = std::get_if<link::Answered>(&event)) answers.push_back(*answered);
  }
  link::Answered answer_to(std::uint64_t job, const Question& question) {
    line.ask(job, question);
    REQUIRE(eventually([&] {
      const std::lock_guard lock(mutex);
      return !answers.empty();
    }));
    const std::lock_guard lock(mutex);
    link::Answered answered = answers.back();
    answers.clear();
    return answered;
  }
};

}  // namespace

TEST_CASE("the program delivers, tells the kiosk, and ends cleanly") {
  Bench bench;
  std::atomic<bool> accepted{false};
  Program program(bench.write_config(), bench.folder / "clock");
  link::LinkClient line(bench.folder / "link.sock", bench.clock, [&](const link::LinkEvent& event) {
    if (std::holds_alternative<link::Accepted>(event)) accepted = true;
  });
  const std::string number = bench.kiosk->store(bench::application(1), bench.pages)->number;
  line.nudge();
  line.watch(number);
  CHECK(eventually([&] { return accepted.load(); }));
  CHECK(bench.hall.accepted() == std::set<std::string>{number});
  const int status = program.end(SIGTERM);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(bench.log().find("stopped") != std::string::npos);
  CHECK(bench.log().find("931586198001010028") == std::string::npos);
  CHECK_FALSE(std::filesystem::exists(bench.folder / "link.sock"));
}

TEST_CASE("the program asks the hall what a person waits for, and writes nothing of it down") {
  Bench bench;
  Program program(bench.write_config(), bench.folder / "clock");
  Asker asker(bench);
  const Who who = ByCard{base::PersonText("11010519491231002X"), base::PersonText("司徒样本")};
  CHECK(asker.answer_to(7, CheckCode{who, "c", base::PersonText("271828")}) == link::Answered{7, Answer(CodeAccepted{base::PersonText("a-pass")})});
  CHECK(asker.answer_to(8, SendCode{who}) == link::Answered{8, base::failure(Trouble::too_often)});
  bench.away = true;
  CHECK(asker.answer_to(9, SendCode{who}) == link::Answered{9, base::failure(Trouble::no_network)});
  CHECK(program.end(SIGTERM) == 0);
  for (const char* secret : {"11010519491231002X", "司徒样本", "271828", "a-pass"}) CHECK(bench.log().find(secret) == std::string::npos);
}

TEST_CASE("an upload that takes its time keeps no question waiting") {
  Bench bench;
  bench.hold_uploads = true;
  Program program(bench.write_config(), bench.folder / "clock");
  Asker asker(bench);
  const std::string number = bench.kiosk->store(bench::application(1), bench.pages)->number;
  asker.line.nudge();
  REQUIRE(eventually([&] { return bench.uploads_held == 1; }));
  CHECK(asker.answer_to(7, SendCode{ByReceipt{number, base::PersonText("0123456789ABCDEF")}}) == link::Answered{7, base::failure(Trouble::too_often)});
  CHECK(bench.hall.accepted().empty());
  bench.hold_uploads = false;
  CHECK(eventually([&] { return bench.hall.accepted() == std::set<std::string>{number}; }));
}

TEST_CASE("a clock that is moved ends a long delay") {
  Bench bench;
  bench.away = true;
  const std::string number = bench.kiosk->store(bench::help_case(), bench.pages)->number;
  Program program(bench.write_config(), bench.folder / "clock");
  CHECK(eventually([&] {
    bench.control->advance(base::Milliseconds{10'000});
    return bench.log().find("network down") != std::string::npos;
  }));
  bench.away = false;
  bench.control->advance(base::Milliseconds{120'000});
  CHECK(eventually([&] { return bench.hall.accepted().contains(number); }));
}

TEST_CASE("killed at any time and started again, everything arrives once") {
  Bench bench;
  std::set<std::string> stored;
  const auto config = bench.write_config();
  for (int round = 0; round < 6; ++round) {
    Program program(config, bench.folder / "clock");
    for (int i = 0; i < 4; ++i) stored.insert(bench.kiosk->store(bench::application(1), bench.pages)->number);
    const std::size_t enough = bench.hall.accepted().size() + static_cast<std::size_t>(round % 3) + 1;
    CHECK(eventually([&] {
      bench.control->advance(base::Milliseconds{1'000});
      return bench.hall.accepted().size() >= enough;
    }));
    CHECK(WIFSIGNALED(program.end(SIGKILL)));
  }
  Program program(config, bench.folder / "clock");
  CHECK(eventually([&] {
    bench.control->advance(base::Milliseconds{1'000});
    return bench.kiosk->backlog()->waiting == 0;
  }));
  CHECK(bench.hall.accepted() == stored);
  CHECK(bench.hall.times_counted() == stored.size());
}

TEST_CASE("what is parked is released by the technician") {
  Bench bench;
  const auto dispatch = std::move(outbox::Dispatch::open(bench.place).value());
  const std::string number = bench.kiosk->store(bench::help_case(), bench.pages)->number;
  REQUIRE(dispatch->park(number, "inconsistent").has_value());
  const auto config = bench.write_config();
  CHECK(Program(config, bench.folder / "clock", "--release-parked").end(0) == 0);
  Program program(config, bench.folder / "clock");
  CHECK(eventually([&] { return bench.hall.accepted().contains(number); }));
}

TEST_CASE("a second courier beside the first does not start") {
  Bench bench;
  const auto config = bench.write_config();
  Program first(config, bench.folder / "clock");
  CHECK(eventually([&] { return std::filesystem::exists(bench.folder / "link.sock"); }));
  const int status = Program(config, bench.folder / "clock").end(0);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 2);
}

TEST_CASE("the program fetches the catalogue and tells the kiosk, whichever of them comes later") {
  Bench bench;
  const auto config = bench.write_config("[catalogue]\ndirectory = \"" + (bench.folder / "catalogue").string() + "\"\n");
  const Program program(config, bench.folder / "clock");
  const auto file = bench.folder.path() / "catalogue" / bundle::kOfferedFile;
  CHECK(eventually([&] {
    bench.control->advance(base::Milliseconds(100));
    return std::filesystem::exists(file);
  }));
  CHECK(base::read_file(file, 1000) == Bench::kCatalogue);
  std::atomic<bool> offered{false};
  const link::LinkClient line(bench.folder / "link.sock", bench.clock, [&](const link::LinkEvent& event) {
    if (std::holds_alternative<link::CatalogueOffered>(event)) offered = true;
  });
  CHECK(eventually([&] { return offered.load(); }));
}

TEST_CASE("the configuration that is installed is a good one") {
  const auto config = courier::load_config(std::filesystem::path(BANCHENG_SOURCE_DIR) / "config/courier.example.toml");
  REQUIRE(config.has_value());
  CHECK(config->outbox == "/var/lib/bancheng/outbox");
}

TEST_CASE("mistakes in the configuration are named with their line") {
  Bench bench;
  CHECK(courier::load_config(bench.write_config()).has_value());
  const auto wrong = courier::load_config(bench.write_config("port = 1\n[more]\n"));
  REQUIRE_FALSE(wrong.has_value());
  REQUIRE(wrong.error().size() == 2);
  CHECK((wrong.error()[0].where + wrong.error()[1].where).find("courier.toml:10") != std::string::npos);
  CHECK_FALSE(courier::load_config(bench.folder / "missing.toml").has_value());
  const auto daily = courier::load_config(bench.write_config("[catalogue]\ndirectory = \"/c\"\nevery_minutes = 1440\n"));
  REQUIRE(daily.has_value());
  CHECK(daily->catalogue == "/c");
  CHECK(daily->catalogue_every_minutes == 1440);
  CHECK_FALSE(courier::load_config(bench.write_config("[catalogue]\nevery_minutes = 0\n")).has_value());
  std::ofstream(bench.folder / "empty.toml") << "";
  const auto empty = courier::load_config(bench.folder / "empty.toml");
  REQUIRE_FALSE(empty.has_value());
  CHECK(empty.error().size() == 3);
  std::ofstream(bench.folder / "broken.toml") << "[outbox\n";
  CHECK_FALSE(courier::load_config(bench.folder / "broken.toml").has_value());
}
