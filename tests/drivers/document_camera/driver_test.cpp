// The shipped driver against a kernel in user space. No test waits for time to pass: the kernel moves the clock.
#include <doctest/doctest.h>

#include <chrono>
#include <condition_variable>
#include <functional>

#include "drivers/document_camera/document_camera.h"
#include "drivers/document_camera/frame_check.h"
#include "tests/drivers/document_camera/fake_kernel.h"

using namespace bancheng;
using namespace bancheng::drivers;
using hal::Health;
using tests::FakeCamera;
using tests::FrameKind;

namespace {

struct Seen {
  hal::DocumentCameraEvent event;
  std::int64_t at_ms = 0;
};

/// A driver at work, what it said, and at the end the check that it kept the kernel's rules.
class Bench {
 public:
  explicit Bench(std::function<void(FakeCamera&)> prepare = {}, DocumentCameraConfig config = {}) {
    if (prepare) prepare(camera);
    config.device = "/dev/video-specimen";
    driver = make_document_camera(
        config, clock, [this](hal::DocumentCameraEvent event) { note(std::move(event)); }, std::make_unique<tests::FakeKernel>(camera, clock));
  }
  ~Bench() {
    driver.reset();
    CHECK(camera.violations.empty());
    for (const auto& rule : camera.violations) MESSAGE(rule);
    CHECK(camera.clean);
  }

  /// Waits until `done` holds for what was seen since the last wait; the events before are forgotten.
  bool wait(const std::function<bool(const Seen&)>& done) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, std::chrono::seconds(60), [&] {
      for (; looked_at < seen.size(); ++looked_at) {
        if (done(seen[looked_at])) {
          last = seen[looked_at++];
          return true;
        }
      }
      return false;
    });
  }
  bool wait_for(Health health) {
    return wait([health](const Seen& s) {
      const auto* changed_to = std::get_if<hal::CameraChanged>(&s.event);
      return changed_to != nullptr && changed_to->health == health;
    });
  }
  template <typename Event>
  bool wait_for() {
    return wait([](const Seen& s) { return std::holds_alternative<Event>(s.event); });
  }
  bool wait_for_previews(int count) {
    for (int i = 0; i < count; ++i) {
      if (!wait_for<hal::PreviewFrame>()) return false;
    }
    return true;
  }
  void change(const std::function<void(FakeCamera&)>& what) {
    const std::lock_guard lock(camera.mutex);
    what(camera);
  }
  [[nodiscard]] std::int64_t now_ms() const { return clock.now().steady.since_boot.count(); }

  tests::StepClock clock;
  FakeCamera camera;
  Seen last;
  std::unique_ptr<hal::DocumentCamera> driver;

 private:
  void note(hal::DocumentCameraEvent event) {
    const std::lock_guard lock(mutex);
    seen.push_back({std::move(event), now_ms()});
    changed.notify_all();
  }

  std::mutex mutex;
  std::condition_variable changed;
  std::vector<Seen> seen;
  std::size_t looked_at = 0;
};

}  // namespace

TEST_CASE("a camera that is there is usable, with its model, before anybody wants frames") {
  Bench bench;
  REQUIRE(bench.wait_for(Health::ok));
  CHECK(std::get<hal::CameraChanged>(bench.last.event).identity.model == "Specimen camera");
  bench.change([](FakeCamera& c) { CHECK(c.starts == 0); });
}

TEST_CASE("previews are whole frames of the preview's size, at most ten a second, after the settling ones") {
  Bench bench({}, {.settle_frames = 8});
  bench.driver->start_preview();
  REQUIRE(bench.wait_for<hal::PreviewFrame>());
  bench.change([](FakeCamera& c) {
    CHECK(c.frames > 8);
    CHECK(c.started_sizes.back() == FrameSize{1280, 720});
    CHECK(c.controls.at(V4L2_CID_POWER_LINE_FREQUENCY) == V4L2_CID_POWER_LINE_FREQUENCY_50HZ);
    CHECK_FALSE(c.controls.contains(V4L2_CID_AUTO_WHITE_BALANCE));
    CHECK_FALSE(c.controls.contains(V4L2_CID_FOCUS_AUTO));
  });
  const auto shape = check_frame(std::get<hal::PreviewFrame>(bench.last.event).frame->jpeg);
  REQUIRE(shape);
  CHECK(shape->width == 1280);
  CHECK(shape->length == std::get<hal::PreviewFrame>(bench.last.event).frame->jpeg.size());
  const std::int64_t first = bench.last.at_ms;
  REQUIRE(bench.wait_for_previews(10));
  CHECK(bench.last.at_ms - first >= 1000);
}

TEST_CASE("stopping the preview stops the stream, and it can be started again") {
  Bench bench;
  for (int round = 0; round < 3; ++round) {
    bench.driver->start_preview();
    REQUIRE(bench.wait_for_previews(3));
    bench.driver->stop_preview();
  }
}

TEST_CASE("a still has the still's size and the preview goes on after it") {
  Bench bench;
  bench.driver->start_preview();
  REQUIRE(bench.wait_for_previews(1));
  bench.driver->capture();
  REQUIRE(bench.wait_for<hal::StillFrame>());
  const auto shape = check_frame(std::get<hal::StillFrame>(bench.last.event).frame->jpeg);
  REQUIRE(shape);
  CHECK(shape->width == 2592);
  CHECK(shape->height == 1944);
  REQUIRE(bench.wait_for_previews(2));
  bench.change([](FakeCamera& c) { CHECK(c.started_sizes == std::vector<FrameSize>{{1280, 720}, {2592, 1944}, {1280, 720}}); });
}

TEST_CASE("a camera that runs in one size is never stopped for a still") {
  Bench bench({}, {.preview = {2592, 1944}, .still = {2592, 1944}});
  bench.driver->start_preview();
  REQUIRE(bench.wait_for_previews(1));
  bench.driver->capture();
  REQUIRE(bench.wait_for<hal::StillFrame>());
  REQUIRE(bench.wait_for_previews(1));
  bench.change([](FakeCamera& c) { CHECK(c.starts == 1); });
}

TEST_CASE("a still waits until the picture is at rest") {
  Bench bench([](FakeCamera& c) { c.data_bytes = [](int number) { return number < 40 ? 2000u + 400u * (number % 2) : 3000u; }; }, {.settle_frames = 5});
  bench.driver->start_preview();
  REQUIRE(bench.wait_for_previews(1));
  bench.driver->capture();
  REQUIRE(bench.wait_for<hal::StillFrame>());
  CHECK(std::get<hal::StillFrame>(bench.last.event).frame->jpeg.size() > 3000);
}

TEST_CASE("a picture that never comes to rest fails after eight seconds") {
  Bench bench([](FakeCamera& c) { c.data_bytes = [](int number) { return 2000u + 400u * (number % 2); }; });
  bench.driver->start_preview();
  REQUIRE(bench.wait_for_previews(1));
  const std::int64_t asked = bench.now_ms();
  bench.driver->capture();
  REQUIRE(bench.wait_for<hal::StillFailed>());
  CHECK(bench.last.at_ms - asked >= 8000);
  CHECK(bench.last.at_ms - asked < 9000);
  REQUIRE(bench.wait_for_previews(1));
}

TEST_CASE("a still without a preview fails at once, and so does one whose preview is stopped") {
  Bench bench;
  REQUIRE(bench.wait_for(Health::ok));
  bench.driver->capture();
  REQUIRE(bench.wait_for<hal::StillFailed>());
  bench.change([](FakeCamera& c) { c.data_bytes = [](int number) { return 2000u + 400u * (number % 2); }; });
  bench.driver->start_preview();
  REQUIRE(bench.wait_for_previews(1));
  bench.driver->capture();
  bench.driver->stop_preview();
  REQUIRE(bench.wait_for<hal::StillFailed>());
}

TEST_CASE("bad frames of every kind are dropped and their buffers given back") {
  for (const FrameKind kind : {FrameKind::error_flag, FrameKind::empty, FrameKind::short_frame, FrameKind::no_end, FrameKind::not_jpeg,
                               FrameKind::longer_than_buffer}) {
    CAPTURE(static_cast<int>(kind));
    // Nine of ten are bad: with one buffer lost for each, the queue of four would soon be empty.
    Bench bench([kind](FakeCamera& c) { c.kind = [kind](int number) { return number % 10 == 9 ? FrameKind::good : kind; }; });
    bench.driver->start_preview();
    REQUIRE(bench.wait_for_previews(5));
    CHECK(check_frame(std::get<hal::PreviewFrame>(bench.last.event).frame->jpeg));
    bench.change([](FakeCamera& c) { CHECK(c.starts == 1); });
  }
}

TEST_CASE("frames that are all bad are a silence") {
  Bench bench([](FakeCamera& c) { c.kind = [](int) { return FrameKind::no_end; }; });
  bench.driver->start_preview();
  REQUIRE(bench.wait_for(Health::gone));
  bench.change([](FakeCamera& c) { c.kind = [](int) { return FrameKind::good; }; });
  REQUIRE(bench.wait_for(Health::ok));
  REQUIRE(bench.wait_for_previews(1));
}

TEST_CASE("a silent camera: the stream is restarted, the device opened anew, then it counts as gone; its return is noticed") {
  Bench bench;
  bench.driver->start_preview();
  REQUIRE(bench.wait_for_previews(1));
  const std::int64_t silent_since = bench.now_ms();
  bench.change([](FakeCamera& c) { c.silent = true; });
  REQUIRE(bench.wait_for(Health::gone));
  CHECK(bench.last.at_ms - silent_since < 12'000);
  bench.change([](FakeCamera& c) {
    CHECK(c.starts >= 3);
    CHECK(c.opens >= 2);
    c.silent = false;
  });
  REQUIRE(bench.wait_for(Health::ok));
  REQUIRE(bench.wait_for_previews(2));
}

TEST_CASE("a still that is awaited when the camera falls silent fails after eight seconds") {
  Bench bench;
  bench.driver->start_preview();
  REQUIRE(bench.wait_for_previews(1));
  bench.change([](FakeCamera& c) { c.silent = true; });
  const std::int64_t asked = bench.now_ms();
  bench.driver->capture();
  REQUIRE(bench.wait_for<hal::StillFailed>());
  CHECK(bench.last.at_ms - asked <= 8100);
}

TEST_CASE("unplugged and plugged in again, while streaming and while idle") {
  Bench bench;
  REQUIRE(bench.wait_for(Health::ok));
  for (const bool streaming : {true, false, true}) {
    CAPTURE(streaming);
    if (streaming) {
      bench.driver->start_preview();
      REQUIRE(bench.wait_for_previews(1));
    } else {
      bench.driver->stop_preview();
    }
    bench.change([](FakeCamera& c) { c.plugged = false; });
    REQUIRE(bench.wait_for(Health::gone));
    const std::int64_t back = bench.now_ms();
    bench.change([](FakeCamera& c) { c.plugged = true; });
    REQUIRE(bench.wait_for(Health::ok));
    CHECK(bench.last.at_ms - back <= 3000);
    if (streaming) REQUIRE(bench.wait_for_previews(1));
  }
}

TEST_CASE("a still that is awaited when the camera is unplugged fails at once") {
  Bench bench([](FakeCamera& c) { c.data_bytes = [](int number) { return 2000u + 400u * (number % 2); }; });
  bench.driver->start_preview();
  REQUIRE(bench.wait_for_previews(1));
  bench.driver->capture();
  bench.change([](FakeCamera& c) { c.plugged = false; });
  REQUIRE(bench.wait_for<hal::StillFailed>());
  bench.driver->capture();
  REQUIRE(bench.wait_for<hal::StillFailed>());
}

TEST_CASE("one EIO: the device is opened anew and nobody notices") {
  Bench bench;
  bench.driver->start_preview();
  REQUIRE(bench.wait_for_previews(1));
  bench.change([](FakeCamera& c) { c.answers[VIDIOC_DQBUF] = {EIO}; });
  REQUIRE(bench.wait([&](const Seen& s) {
    CHECK_FALSE(std::holds_alternative<hal::StillFailed>(s.event));
    const auto* health = std::get_if<hal::CameraChanged>(&s.event);
    CHECK((health == nullptr || health->health == Health::ok));
    const std::lock_guard lock(bench.camera.mutex);
    return bench.camera.opens == 2 && std::holds_alternative<hal::PreviewFrame>(s.event);
  }));
}

TEST_CASE("EIO again and again: faulty, and tried later") {
  Bench bench;
  bench.driver->start_preview();
  REQUIRE(bench.wait_for_previews(1));
  bench.change([](FakeCamera& c) { c.answers[VIDIOC_DQBUF] = std::deque<int>(6, EIO); });
  REQUIRE(bench.wait_for(Health::faulty));
  REQUIRE(bench.wait_for(Health::ok));
  REQUIRE(bench.wait_for_previews(1));
}

TEST_CASE("an error from poll alone leads on, not round") {
  Bench bench;
  bench.driver->start_preview();
  REQUIRE(bench.wait_for_previews(1));
  bench.change([](FakeCamera& c) { c.poll_error = true; });
  REQUIRE(bench.wait_for(Health::faulty));
  bench.change([](FakeCamera& c) { c.poll_error = false; });
  REQUIRE(bench.wait_for(Health::ok));
}

TEST_CASE("in use by another program: unavailable until it is free") {
  Bench bench([](FakeCamera& c) { c.answers[VIDIOC_STREAMON] = {EBUSY, EBUSY}; });
  bench.driver->start_preview();
  REQUIRE(bench.wait_for(Health::unavailable));
  REQUIRE(bench.wait_for(Health::ok));
  REQUIRE(bench.wait_for_previews(1));
}

TEST_CASE("no USB bandwidth: the next smaller size") {
  Bench bench([](FakeCamera& c) { c.answers[VIDIOC_STREAMON] = {ENOSPC}; });
  bench.driver->start_preview();
  REQUIRE(bench.wait_for_previews(1));
  CHECK(check_frame(std::get<hal::PreviewFrame>(bench.last.event).frame->jpeg)->width == 640);
}

TEST_CASE("no USB bandwidth for any size: unavailable") {
  Bench bench([](FakeCamera& c) { c.answers[VIDIOC_STREAMON] = {ENOSPC, ENOSPC}; });
  bench.driver->start_preview();
  REQUIRE(bench.wait_for(Health::unavailable));
  REQUIRE(bench.wait_for(Health::ok));
}

TEST_CASE("sizes: the nearest that is not larger, from a list or from a range") {
  Bench listed({}, {.preview = {1000, 1000}});
  listed.driver->start_preview();
  REQUIRE(listed.wait_for_previews(1));
  listed.change([](FakeCamera& c) { CHECK(c.started_sizes.back() == FrameSize{640, 480}); });
  Bench tiny({}, {.preview = {100, 100}});
  tiny.driver->start_preview();
  REQUIRE(tiny.wait_for_previews(1));
  tiny.change([](FakeCamera& c) { CHECK(c.started_sizes.back() == FrameSize{640, 480}); });
  Bench stepwise([](FakeCamera& c) { c.stepwise = true; }, {.preview = {1285, 9000}});
  stepwise.driver->start_preview();
  REQUIRE(stepwise.wait_for_previews(1));
  stepwise.change([](FakeCamera& c) { CHECK(c.started_sizes.back() == FrameSize{1280, 1496}); });
}

TEST_CASE("what is no camera of the right kind is faulty") {
  Bench raw_only([](FakeCamera& c) { c.motion_jpeg = false; });
  REQUIRE(raw_only.wait_for(Health::faulty));
  // A UVC camera's metadata node: its capabilities name the capture node's, its device_caps do not.
  Bench metadata([](FakeCamera& c) { c.device_caps = V4L2_CAP_META_CAPTURE | V4L2_CAP_STREAMING; });
  REQUIRE(metadata.wait_for(Health::faulty));
}

TEST_CASE("a node that is missing or not to be opened is gone, until it is there") {
  Bench missing([](FakeCamera& c) { c.plugged = false; });
  REQUIRE(missing.wait_for(Health::gone));
  missing.change([](FakeCamera& c) { c.plugged = true; });
  REQUIRE(missing.wait_for(Health::ok));
  Bench refused([](FakeCamera& c) { c.refused = true; });
  REQUIRE(refused.wait_for(Health::gone));
  refused.change([](FakeCamera& c) { c.refused = false; });
  REQUIRE(refused.wait_for(Health::ok));
}

TEST_CASE("any call that fails once while the stream is set up leads to a preview all the same") {
  for (const unsigned long request : {VIDIOC_ENUM_FRAMESIZES, VIDIOC_S_FMT, VIDIOC_S_PARM, VIDIOC_QUERYCTRL, VIDIOC_S_CTRL, VIDIOC_REQBUFS,
                                      VIDIOC_QUERYBUF, VIDIOC_QBUF, VIDIOC_STREAMON, VIDIOC_DQBUF}) {
    for (const int error : {EIO, EINVAL, ENODEV, EPROTO, ENOMEM, EBUSY}) {
      CAPTURE(request);
      CAPTURE(error);
      Bench bench([=](FakeCamera& c) { c.answers[request] = {error}; });
      bench.driver->start_preview();
      REQUIRE(bench.wait_for_previews(1));
    }
  }
}
