#include "drivers/virtual/camera.h"

#include <sys/eventfd.h>

#include <algorithm>
#include <mutex>
#include <opencv2/core/utility.hpp>
#include <optional>
#include <thread>

#include "drivers/virtual/camera_control.h"
#include "drivers/virtual/camera_scene.h"
#include "kiosk/base/wait.h"

namespace bancheng::drivers {
namespace {

using base::Milliseconds;
using base::SteadyTime;

constexpr int kPreviewWidth = 1280;
constexpr int kPreviewHeight = 720;
constexpr int kStillWidth = 2592;
constexpr int kStillHeight = 1944;
constexpr Milliseconds kFrameInterval{200};
constexpr Milliseconds kSettling{400};       // a real camera drops the frames after a change of size
constexpr Milliseconds kStillDeadline{8000};  // drivers/hal/document_camera.h
constexpr Milliseconds kSilenceUntilGone{3000};
constexpr Milliseconds kIdle{60'000};

class VirtualCamera final : public hal::DocumentCamera {
 public:
  VirtualCamera(std::unique_ptr<CameraControl> control, const base::Clock& clock, hal::EventSink<hal::DocumentCameraEvent> sink)
      : clock_(clock), sink_(std::move(sink)), control_(std::move(control)), scene_(usual_conditions(0)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    thread_ = std::thread([this] { run(); });
  }
  ~VirtualCamera() override {
    note([](Wishes& wishes) { wishes.stop = true; });
    thread_.join();
  }

  void start_preview() override {
    note([](Wishes& wishes) { wishes.preview = true; });
  }
  void stop_preview() override {
    note([](Wishes& wishes) { wishes.preview = false; });
  }
  void capture() override {
    note([](Wishes& wishes) { wishes.capture = true; });
  }

 private:
  /// What callers on other threads asked for.
  struct Wishes {
    bool preview = false;
    bool capture = false;
    bool stop = false;
  };

  template <typename Change>
  void note(Change change) {
    {
      const std::lock_guard lock(mutex_);
      change(wishes_);
    }
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(wake_.get(), &one, sizeof one);
  }

  [[nodiscard]] Wishes take_wishes() {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto read = ::read(wake_.get(), &count, sizeof count);
    const std::lock_guard lock(mutex_);
    const Wishes taken = wishes_;
    wishes_.capture = false;
    return taken;
  }

  void run() {
    cv::setNumThreads(1);
    tell_health();
    for (;;) {
      const Wishes wishes = take_wishes();
      if (wishes.stop) return;
      obey(wishes);
      control_->serve([this](std::string_view line) { return command(line); });
      act(clock_.now().steady);
      wait();
    }
  }

  void obey(const Wishes& wishes) {
    const SteadyTime now = clock_.now().steady;
    if (wishes.preview && !previewing_) next_frame_ = last_frame_ = now;
    previewing_ = wishes.preview;
    if (wishes.capture && !still_asked_) still_asked_ = now;
    if (still_asked_ && !previewing_) fail_still();
  }

  [[nodiscard]] bool gives_frames() const { return plugged_ && !silent_; }

  /// Does what is due at `now`.
  void act(SteadyTime now) {
    if (previewing_ && gives_frames() && now >= next_frame_) {
      last_frame_ = now;
      next_frame_ = now + kFrameInterval;
      if (still_asked_ && now >= *still_asked_ + kSettling) {
        still_asked_.reset();
        sink_(hal::StillFrame{take(kStillWidth, kStillHeight)});
      } else {
        sink_(hal::PreviewFrame{take(kPreviewWidth, kPreviewHeight)});
      }
    }
    if (previewing_ && silent_ && now >= last_frame_ + kSilenceUntilGone) vanished_ = true;
    if (still_asked_ && (now >= *still_asked_ + kStillDeadline || !present())) fail_still();
    tell_health();
  }

  [[nodiscard]] bool present() const { return plugged_ && !vanished_; }

  void fail_still() {
    still_asked_.reset();
    sink_(hal::StillFailed{});
  }

  [[nodiscard]] std::shared_ptr<const hal::Frame> take(int width, int height) {
    const std::uint32_t number = number_++;
    return std::make_shared<const hal::Frame>(hal::Frame{scene_.frame(width, height, number), number});
  }

  void tell_health() {
    const hal::Health health = present() ? hal::Health::ok : hal::Health::gone;
    if (health == told_) return;
    told_ = health;
    sink_(hal::CameraChanged{health, {"virtual document camera", "", ""}});
  }

  std::string command(std::string_view line) {
    constexpr std::string_view kPage = "page ";
    if (line.starts_with(kPage)) return show(line.substr(kPage.size()));
    if (line == "page-remove") {
      scene_ = CameraScene(usual_conditions(0));
    } else if (line == "unplug") {
      plugged_ = false;
    } else if (line == "silent") {
      silent_ = true;
    } else if (line == "plug" || line == "ok") {
      plugged_ = true;
      silent_ = vanished_ = false;
    } else {
      return "error unknown command; known are page <file>, page-remove, unplug, plug, silent, ok";
    }
    last_frame_ = next_frame_ = clock_.now().steady;
    return "ok";
  }

  std::string show(std::string_view file) {
    auto scene = CameraScene::with_sheet(std::filesystem::path(file), usual_conditions(++pages_));
    if (!scene) return "error not a PNG or JPEG that can be read: " + std::string(file);
    scene_ = std::move(*scene);
    return "ok";
  }

  [[nodiscard]] SteadyTime next_due(SteadyTime now) const {
    SteadyTime due = now + kIdle;
    if (previewing_ && gives_frames()) due = std::min(due, next_frame_);
    if (previewing_ && silent_ && !vanished_) due = std::min(due, last_frame_ + kSilenceUntilGone);
    if (still_asked_) due = std::min(due, *still_asked_ + kStillDeadline);
    return due;
  }

  /// Until something is due, a script speaks or a caller wishes something; short naps where somebody may move the clock.
  void wait() {
    const SteadyTime now = clock_.now().steady;
    const Milliseconds left = std::clamp(next_due(now) - now, Milliseconds{0}, clock_.longest_sleep());
    std::vector<pollfd> watched{{wake_.get(), POLLIN, 0}};
    control_->add_descriptors(watched);
    ::poll(watched.data(), watched.size(), static_cast<int>(std::min(left, kIdle).count()));
  }

  const base::Clock& clock_;
  const hal::EventSink<hal::DocumentCameraEvent> sink_;
  std::mutex mutex_;
  Wishes wishes_;  // guarded by mutex_; everything below belongs to the thread

  std::unique_ptr<CameraControl> control_;
  CameraScene scene_;
  std::uint32_t pages_ = 0;
  std::uint32_t number_ = 0;
  bool previewing_ = false;
  bool plugged_ = true;
  bool silent_ = false;
  bool vanished_ = false;
  std::optional<SteadyTime> still_asked_;
  SteadyTime next_frame_;
  SteadyTime last_frame_;
  std::optional<hal::Health> told_;
  base::UniqueFd wake_;
  std::thread thread_;
};

}  // namespace

std::unique_ptr<hal::DocumentCamera> make_virtual_camera(const std::filesystem::path& control, const base::Clock& clock,
                                                         hal::EventSink<hal::DocumentCameraEvent> sink) {
  auto listening = std::make_unique<CameraControl>(control);
  if (!listening->listening()) return nullptr;
  return std::make_unique<VirtualCamera>(std::move(listening), clock, std::move(sink));
}

}  // namespace bancheng::drivers
