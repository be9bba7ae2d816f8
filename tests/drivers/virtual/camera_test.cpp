// The virtual camera through its socket and its hal interface, on a clock that the test moves.
#include "drivers/virtual/camera.h"

#include <doctest/doctest.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <chrono>
#include <condition_variable>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "drivers/virtual/camera_scene.h"
#include "kiosk/base/unique_fd.h"
#include "kiosk/imaging/page_finder.h"

using namespace bancheng;
using drivers::CameraScene;
using hal::Health;

namespace {

const std::string kSheets = BANCHENG_SHEETS;

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "bancheng-camera-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::filesystem::path file(const char* name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// A script at the control socket.
class Script {
 public:
  explicit Script(const std::filesystem::path& socket) : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strcpy(address.sun_path, socket.c_str());
    REQUIRE(::connect(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  }
  void send(const std::string& bytes) { REQUIRE(::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size())); }
  std::string answer() {
    while (received_.find('\n') == std::string::npos) {
      pollfd watched{fd_.get(), POLLIN, 0};
      REQUIRE(::poll(&watched, 1, 30'000) == 1);
      char chunk[512];
      const ssize_t count = ::recv(fd_.get(), chunk, sizeof chunk, 0);
      if (count <= 0) return "closed";
      received_.append(chunk, static_cast<std::size_t>(count));
    }
    const std::string line = received_.substr(0, received_.find('\n'));
    received_.erase(0, line.size() + 1);
    return line;
  }
  std::string ask(const std::string& command) {
    send(command + "\n");
    return answer();
  }

 private:
  base::UniqueFd fd_;
  std::string received_;
};

class Bench {
 public:
  Bench() : camera(drivers::make_virtual_camera(folder.file("camera.sock"), clock, [this](hal::DocumentCameraEvent event) { note(std::move(event)); })) {
    REQUIRE(camera);
  }

  /// Moves the clock on in steps until an event comes that `wanted` takes; events before it are forgotten.
  bool wait(const std::function<bool(const hal::DocumentCameraEvent&)>& wanted) {
    for (int step = 0; step < 3000; ++step) {
      std::unique_lock lock(mutex);
      for (; looked_at < seen.size(); ++looked_at) {
        if (wanted(seen[looked_at])) {
          last = seen[looked_at++];
          return true;
        }
      }
      changed.wait_for(lock, std::chrono::milliseconds(20));
      lock.unlock();
      clock.advance(std::chrono::milliseconds(100));
    }
    return false;
  }
  template <typename Event>
  bool wait_for() {
    return wait([](const auto& event) { return std::holds_alternative<Event>(event); });
  }
  bool wait_for(Health health) {
    return wait([health](const auto& event) {
      const auto* changed_to = std::get_if<hal::CameraChanged>(&event);
      return changed_to != nullptr && changed_to->health == health;
    });
  }
  /// A preview that was taken after this call.
  imaging::Preview fresh_preview() {
    // One may be under way already, so the second from now is certain.
    for (int i = 0; i < 2; ++i) {
      {
        const std::lock_guard lock(mutex);
        looked_at = seen.size();
      }
      REQUIRE(wait_for<hal::PreviewFrame>());
    }
    auto looked = imaging::look_at(std::get<hal::PreviewFrame>(last).frame->jpeg, 1280, 720);
    REQUIRE(looked);
    return std::move(*looked);
  }

  Folder folder;
  base::ManualClock clock;
  hal::DocumentCameraEvent last;

 private:
  void note(hal::DocumentCameraEvent event) {
    const std::lock_guard lock(mutex);
    seen.push_back(std::move(event));
    changed.notify_all();
  }
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<hal::DocumentCameraEvent> seen;
  std::size_t looked_at = 0;

 public:
  std::unique_ptr<hal::DocumentCamera> camera;
};

}  // namespace

TEST_CASE("the same sheet, seed and frame number give the same bytes; another number gives others") {
  const auto make = [](std::uint32_t number) {
    auto scene = CameraScene::with_sheet(kSheets + "/household-register.png", drivers::usual_conditions(4));
    REQUIRE(scene);
    return scene->frame(1280, 720, number);
  };
  CHECK(make(1) == make(1));
  CHECK_FALSE(make(1) == make(2));
}

TEST_CASE("a sheet lies whole in the frame under usual conditions") {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    for (const char* name : {"/household-register.png", "/id-photo.png", "/bank-card.png"}) {
      const auto scene = CameraScene::with_sheet(kSheets + name, drivers::usual_conditions(seed));
      REQUIRE(scene);
      for (const auto& [width, height] : {std::pair{1280, 720}, {2592, 1944}}) {
        for (const auto& corner : scene->corners(width, height)) {
          CHECK(corner.x > 0.01f);
          CHECK(corner.x < 0.99f);
          CHECK(corner.y > 0.01f);
          CHECK(corner.y < 0.99f);
        }
      }
    }
  }
}

TEST_CASE("a page is laid, seen, kept and taken away") {
  Bench bench;
  REQUIRE(bench.wait_for(Health::ok));
  Script script(bench.folder.file("camera.sock"));
  bench.camera->start_preview();
  CHECK_FALSE(bench.fresh_preview().page);
  CHECK(script.ask("page " + kSheets + "/household-register.png") == "ok");
  CHECK(bench.fresh_preview().page);
  bench.camera->capture();
  REQUIRE(bench.wait_for<hal::StillFrame>());
  const auto still = imaging::look_at(std::get<hal::StillFrame>(bench.last).frame->jpeg, 4000, 4000);
  REQUIRE(still);
  CHECK(still->picture.width == 2592);
  CHECK(still->picture.height == 1944);
  CHECK(still->page);
  CHECK(script.ask("page-remove") == "ok");
  CHECK_FALSE(bench.fresh_preview().page);
}

TEST_CASE("unplugged and plugged in") {
  Bench bench;
  Script script(bench.folder.file("camera.sock"));
  bench.camera->start_preview();
  REQUIRE(bench.wait_for<hal::PreviewFrame>());
  CHECK(script.ask("unplug") == "ok");
  REQUIRE(bench.wait_for(Health::gone));
  bench.camera->capture();
  REQUIRE(bench.wait_for<hal::StillFailed>());
  CHECK(script.ask("plug") == "ok");
  REQUIRE(bench.wait_for(Health::ok));
  REQUIRE(bench.wait_for<hal::PreviewFrame>());
}

TEST_CASE("silent, then well again") {
  Bench bench;
  Script script(bench.folder.file("camera.sock"));
  bench.camera->start_preview();
  REQUIRE(bench.wait_for<hal::PreviewFrame>());
  CHECK(script.ask("silent") == "ok");
  bench.camera->capture();
  REQUIRE(bench.wait([](const auto& event) { return std::holds_alternative<hal::CameraChanged>(event) || std::holds_alternative<hal::StillFailed>(event); }));
  REQUIRE((std::holds_alternative<hal::StillFailed>(bench.last) || bench.wait_for<hal::StillFailed>()));
  CHECK(script.ask("ok") == "ok");
  REQUIRE(bench.wait_for(Health::ok));
  REQUIRE(bench.wait_for<hal::PreviewFrame>());
}

TEST_CASE("a still without a preview, or whose preview is stopped, fails") {
  Bench bench;
  bench.camera->capture();
  REQUIRE(bench.wait_for<hal::StillFailed>());
  bench.camera->start_preview();
  REQUIRE(bench.wait_for<hal::PreviewFrame>());
  bench.camera->stop_preview();
  bench.camera->capture();
  REQUIRE(bench.wait_for<hal::StillFailed>());
}

TEST_CASE("what is no command and no picture is answered as an error") {
  Bench bench;
  Script script(bench.folder.file("camera.sock"));
  CHECK(script.ask("dance").starts_with("error unknown command"));
  CHECK(script.ask("page /nowhere/at/all.png").starts_with("error not a PNG or JPEG"));
  CHECK(script.ask("page " + std::string(BANCHENG_SOURCE_DIR) + "/CMakeLists.txt").starts_with("error not a PNG or JPEG"));
  script.send("page-rem");
  script.send("ove\nok\n");
  CHECK(script.answer() == "ok");
  CHECK(script.answer() == "ok");
}

TEST_CASE("a script that never ends its line is dropped, another one is served") {
  Bench bench;
  Script endless(bench.folder.file("camera.sock"));
  endless.send(std::string(6000, 'x'));
  CHECK(endless.answer() == "closed");
  Script script(bench.folder.file("camera.sock"));
  CHECK(script.ask("ok") == "ok");
}

TEST_CASE("the socket is gone with the camera, and cannot be made where there is no folder") {
  Folder folder;
  base::ManualClock clock;
  {
    const auto camera = drivers::make_virtual_camera(folder.file("camera.sock"), clock, [](const auto&) {});
    CHECK(camera != nullptr);
  }
  CHECK_FALSE(std::filesystem::exists(folder.file("camera.sock")));
  CHECK(drivers::make_virtual_camera("/nowhere/at/all/camera.sock", clock, [](const auto&) {}) == nullptr);
}
