// The programs that terminals and halls run, under a service manager that listens: ready, alive, stopping.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>

#include <atomic>
#include <fstream>

#include "kiosk/outbox/outbox.h"
#include "tests/delivery_bench/eventually.h"
#include "tests/delivery_bench/keys.h"
#include "tests/delivery_bench/model_hall.h"
#include "tests/delivery_bench/specimens.h"
#include "tests/delivery_bench/temp_folder.h"
#include "tests/delivery_bench/tls_server.h"
#include "tests/kiosk/systemd/service_manager.h"

using namespace bancheng;
using bench::Reply;
using bench::Request;

namespace {

constexpr std::chrono::milliseconds kLimit{3'000};
constexpr int kMisconfigured = 78;

struct Bench {
  bench::TempFolder folder;
  bench::Keys keys{folder.path()};
  bench::ServiceManager manager{folder.path(), kLimit};

  std::string write(const char* name, const std::string& text) const {
    const auto file = folder / name;
    std::ofstream(file) << text;
    return file.string();
  }
  std::string path(const char* name) const { return "\"" + (folder / name).string() + "\"\n"; }
  std::string keys_of_terminal() const { return "\"" + keys.pem("terminal").string() + "\"\n"; }

  void start_kiosk() {
    const std::string source = BANCHENG_SOURCE_DIR, build = BANCHENG_BINARY_DIR;
    const std::string config =
        "profile = \"demo\"\n[terminal]\nnumber = \"12345\"\nname = \"样本市政务服务大厅\"\n[paths]\nprofiles = \"" + source +
        "/config/profiles\"\nassets = \"" + build + "/assets\"\ncalendar = \"" + source + "/config/calendar\"\noutbox = " + path("outbox") + "link = " + path("link.sock") +
        "pinyin = \"" PINYIN_PROGRAM "\"\n[keys]\nhall_certificate = \"" + keys.pem("hall-sealing").string() + "\"\nterminal_certificate = " +
        keys_of_terminal() + "terminal_key = \"" + keys.key("terminal").string() +
        "\"\n[devices]\nid_card_reader = " + "\"serial:" + (folder / "reader").string() + "\"\ncode_scanner = \"serial:" + (folder / "scanner").string() +
        "\"\nreceipt_printer = \"serial:" + (folder / "printer").string() + "\"\ndocument_camera = " + path("camera");
    manager.start({KIOSK_PROGRAM, "--config", write("kiosk.toml", config)},
                  {"SDL_VIDEODRIVER=offscreen", "SDL_AUDIODRIVER=dummy", "LIBGL_ALWAYS_SOFTWARE=1"});
  }
  void start_courier(const std::string& hall) {
    manager.start({COURIER_PROGRAM, "--config",
                   write("courier.toml", "[outbox]\ndirectory = " + path("outbox") + "[link]\nsocket = " + path("link.sock") + "[hall]\nurl = \"" + hall +
                                             "\"\nca = \"" + keys.pem("ca").string() + "\"\ncertificate = " + keys_of_terminal() + "key = \"" +
                                             keys.key("terminal").string() + "\"\n")});
  }
  void start_hall() {
    const std::string source = BANCHENG_SOURCE_DIR;
    manager.start({HALL_PROGRAM, "serve", "--certificates", folder.path().string(), "--data", (folder / "hall").string(), "--catalogue",
                   source + "/assets/catalogue", "--calendar", source + "/config/calendar", "--staff-file", (folder / "staff").string(), "--terminals",
                   "127.0.0.1:0", "--staff", "127.0.0.1:0"});
  }
};

void check_life_and_death(bench::ServiceManager& manager) {
  REQUIRE_MESSAGE(manager.comes("READY=1"), manager.log());
  CHECK(manager.shows_life(4));

  manager.signal(SIGSTOP);
  CHECK(manager.falls_silent());
  manager.signal(SIGCONT);
  CHECK(manager.comes("WATCHDOG=1"));

  if (manager.hang_main_thread()) {
    CHECK_MESSAGE(manager.falls_silent(), "the other threads must not speak for the one that hangs");
    manager.release_main_thread();
    CHECK(manager.comes("WATCHDOG=1"));
  } else {
    MESSAGE("a single thread is not stopped: this user may not trace a program that hides its memory");
  }
}

}  // namespace

TEST_CASE("the kiosk is ready with its first frame, lives by its loop, and says that it ends") {
  Bench bench;
  bench.start_kiosk();
  check_life_and_death(bench.manager);
  bench.manager.signal(SIGTERM);
  CHECK(bench.manager.comes("STOPPING=1"));
  const int status = bench.manager.wait();
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("the courier is ready when it works, lives by its delivering thread, and says that it ends") {
  Bench bench;
  bench::TlsServer server{bench.keys, [](const Request&) { return Reply{.trick = Reply::Trick::hang_up}; }};
  bench.start_courier(server.url());
  check_life_and_death(bench.manager);
  bench.manager.signal(SIGTERM);
  CHECK(bench.manager.comes("STOPPING=1"));
  const int status = bench.manager.wait();
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("a hall that takes its time with an upload is no reason to call the courier dead") {
  Bench bench;
  std::atomic<int> requests{0};
  bench::TlsServer server{bench.keys, [&](const Request&) {
                            ++requests;
                            return Reply{.trick = Reply::Trick::never};
                          }};
  base::SystemClock clock;
  const auto outbox = std::move(outbox::Outbox::open({bench.folder / "outbox", {}, nullptr, ""}, 12345, bench.keys.sealer(), clock).value());
  bench::Pages pages{5000};
  REQUIRE(outbox->store(bench::application(1), pages).has_value());
  bench.start_courier(server.url());
  REQUIRE(bench.manager.comes("READY=1"));
  REQUIRE(bench::eventually([&] { return requests > 0; }));
  CHECK(bench.manager.shows_life(6));
  CHECK(requests == 1);
}

TEST_CASE("the hall is ready when it listens, and lives by the loop that owns its connections") {
  Bench bench;
  bench.start_hall();
  check_life_and_death(bench.manager);
  bench.manager.signal(SIGTERM);
  const int status = bench.manager.wait();
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("a program whose key is missing names the file, and says by its status that trying again is of no use") {
  Bench bench;
  std::filesystem::remove(bench.keys.key("terminal"));
  SUBCASE("kiosk") { bench.start_kiosk(); }
  SUBCASE("courier") { bench.start_courier("https://127.0.0.1:1/v1"); }
  const int status = bench.manager.wait();
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == kMisconfigured);
  CHECK(bench.manager.log().find("terminal.key: cannot be read") != std::string::npos);
  CHECK(bench.manager.next(std::chrono::milliseconds(0)).empty());
}
