#include "drivers/document_camera/document_camera.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <optional>
#include <thread>
#include <utility>

#include "drivers/document_camera/recovery.h"
#include "drivers/document_camera/settling.h"
#include "drivers/transport/wish.h"

namespace bancheng::drivers {
namespace {

using base::Milliseconds;
using base::SteadyTime;
using hal::Health;

constexpr Milliseconds kStillDeadline{8000};       // drivers/hal/document_camera.h
constexpr Milliseconds kPreviewInterval{100};
constexpr Milliseconds kFrameTime{2000};           // page, section 3: 2 to 5 s
constexpr Milliseconds kFirstPreviewTime{2500};
constexpr Milliseconds kFirstStillTime{5000};      // the first frame of 13 megapixels may take 3 to 5 s
constexpr Milliseconds kProbeInterval{2000};
constexpr Milliseconds kMissingInterval{1000};     // a look for the node costs nothing
constexpr Milliseconds kLongestWait{60'000};

Health health_of(VideoTrouble trouble) {
  switch (trouble) {
    case VideoTrouble::gone:
    case VideoTrouble::refused: return Health::gone;
    case VideoTrouble::in_use:
    case VideoTrouble::no_bandwidth: return Health::unavailable;
    case VideoTrouble::not_a_camera:
    case VideoTrouble::broken: return Health::faulty;
  }
  return Health::faulty;
}

class V4l2DocumentCamera final : public hal::DocumentCamera {
 public:
  V4l2DocumentCamera(const DocumentCameraConfig& config, const base::Clock& clock, hal::EventSink<hal::DocumentCameraEvent> sink,
                     std::unique_ptr<VideoSystem> system)
      : config_(config), clock_(clock), sink_(std::move(sink)), system_(std::move(system)), stream_(*system_), thread_([this] { run(); }) {}
  ~V4l2DocumentCamera() override {
    signals_.raise_stop();
    thread_.join();
  }

  void start_preview() override { preview_.say(true); }
  void stop_preview() override { preview_.say(false); }
  void capture() override {
    capture_asked_ = true;
    signals_.wake.raise();
  }

 private:
  void run() {
    while (!signals_.stop.raised()) {
      take_wishes();
      if (!stream_.is_open()) {
        stay_away();
      } else if (!preview_.on()) {
        rest();
      } else {
        work();
      }
    }
    stream_.close();
  }

  void take_wishes() {
    if (preview_.take()) {
      recovery_.fresh_stream();
      retry_at_ = now();  // somebody is waiting now
    }
    if (capture_asked_.exchange(false) && !still_deadline_) still_deadline_ = now() + kStillDeadline;
    if (!still_deadline_) return;
    if (!preview_.on() || !stream_.is_open() || now() >= *still_deadline_) end_still(nullptr);
  }

  // --- away: no device, or given up for now ----------------------------------------------------------------------------

  void stay_away() {
    if (now() < retry_at_) {
      wait(retry_at_, false);
      return;
    }
    const auto identity = stream_.open(config_.device);
    if (!identity) {
      lose(identity.error());
      return;
    }
    identity_ = *identity;
    // After trouble with its frames, only a frame proves that it works again.
    if (!doubted_ || !preview_.on()) tell(Health::ok);
  }

  /// The device is closed and tried again later.
  void leave(Health health, Milliseconds pause) {
    stream_.close();
    size_.reset();
    retry_at_ = now() + pause;
    tell(health);
    end_still(nullptr);
  }

  void lose(VideoTrouble trouble) {
    doubted_ = trouble != VideoTrouble::gone;
    leave(health_of(trouble), trouble == VideoTrouble::gone ? kMissingInterval : recovery_.next_pause());
  }

  // --- at rest: nobody wants frames ------------------------------------------------------------------------------------

  void rest() {
    if (stream_.is_streaming()) {
      stream_.stop();
      size_.reset();
      doubted_ = false;
    }
    if (wait(now() + kProbeInterval, false)) return;
    if (const auto there = stream_.probe(); !there) lose(there.error());
  }

  // --- at work: streaming ----------------------------------------------------------------------------------------------

  void work() {
    const FrameSize wanted = still_deadline_ ? config_.still : config_.preview;
    if (!size_ || *size_ != wanted) {
      if (!start_stream(wanted)) return;
    }
    SteadyTime until = frame_deadline_;
    if (still_deadline_) until = std::min(until, *still_deadline_);
    if (wait(until, true)) {
      take_frame();
    } else if (now() >= frame_deadline_) {
      handle_silence();
    }
  }

  bool start_stream(FrameSize wanted) {
    const auto started = stream_.start(wanted);
    if (!started) {
      handle_trouble(started.error());
      return false;
    }
    size_ = wanted;
    to_skip_ = config_.settle_frames;
    settling_.begin_again();
    const bool large = wanted == config_.still && wanted != config_.preview;
    frame_deadline_ = now() + (large ? kFirstStillTime : kFirstPreviewTime);
    return true;
  }

  void take_frame() {
    auto frame = stream_.take_frame();
    if (!frame) {
      handle_trouble(frame.error());
      return;
    }
    if (!*frame) {
      // Bad frames are no sign of life; a device that only says "error" and gives nothing is in trouble at once.
      if ((device_says_ & POLLIN) == 0) {
        handle_trouble(VideoTrouble::broken);
      } else if (now() >= frame_deadline_) {
        handle_silence();
      }
      return;
    }
    frame_deadline_ = now() + kFrameTime;
    recovery_.good_frame();
    doubted_ = false;
    tell(Health::ok);
    if (to_skip_ > 0) {
      --to_skip_;
      return;
    }
    hand_out(std::make_shared<const hal::Frame>(hal::Frame{std::move(**frame), ++sequence_}));
  }

  void hand_out(std::shared_ptr<const hal::Frame> frame) {
    const bool at_rest = settling_.at_rest_with(frame->jpeg.size());
    if (still_deadline_ && *size_ == config_.still) {
      if (at_rest) end_still(std::move(frame));
    } else if (now() >= next_preview_) {
      next_preview_ = now() + kPreviewInterval;
      sink_(hal::PreviewFrame{std::move(frame)});
    }
  }

  /// `frame` null: it has failed. Nothing when none is awaited.
  void end_still(std::shared_ptr<const hal::Frame> frame) {
    if (!std::exchange(still_deadline_, std::nullopt)) return;
    if (frame) {
      sink_(hal::StillFrame{std::move(frame)});
    } else {
      sink_(hal::StillFailed{});
    }
  }

  // --- trouble ---------------------------------------------------------------------------------------------------------

  void handle_silence() {
    switch (recovery_.after_silence()) {
      case RecoveryStep::go_on: frame_deadline_ = now() + kFrameTime; return;
      case RecoveryStep::restart_stream:
        stream_.stop();
        size_.reset();
        return;
      case RecoveryStep::reopen: reopen(); return;
      case RecoveryStep::give_up:
        doubted_ = true;
        leave(Health::gone, recovery_.next_pause());
        return;
    }
  }

  void handle_trouble(VideoTrouble trouble) {
    if (trouble == VideoTrouble::broken && recovery_.after_error() == RecoveryStep::reopen) {
      reopen();
    } else {
      lose(trouble);
    }
  }

  /// Closes and opens at once; a still that is awaited may yet come.
  void reopen() {
    stream_.close();
    size_.reset();
    doubted_ = true;
    const auto identity = stream_.open(config_.device);
    if (!identity) lose(identity.error());
  }

  // --- small things ----------------------------------------------------------------------------------------------------

  [[nodiscard]] SteadyTime now() const { return clock_.now().steady; }

  void tell(Health health) {
    if (health == told_) return;
    told_ = health;
    sink_(hal::CameraChanged{health, identity_});
  }

  /// Until `until` or a wish; with `frames` also until a frame can be taken or the device has something to say: then true.
  /// Short naps where somebody may move the clock.
  bool wait(SteadyTime until, bool frames) {
    std::array<pollfd, 2> watched{{{signals_.wake.fd(), POLLIN, 0}, {stream_.fd(), POLLIN, 0}}};
    const std::size_t count = frames ? 2 : 1;
    for (;;) {
      const Milliseconds left = std::max(until - now(), Milliseconds{0});
      const Milliseconds nap = std::min({left, clock_.longest_sleep(), kLongestWait});
      const int ready = system_->poll({watched.data(), count}, static_cast<int>(nap.count()));
      if (ready > 0 && watched[0].revents != 0) return !frames;
      if (ready > 0) {
        device_says_ = watched[1].revents;
        return true;
      }
      if (now() >= until) return false;
    }
  }

  const DocumentCameraConfig config_;
  const base::Clock& clock_;
  const hal::EventSink<hal::DocumentCameraEvent> sink_;
  DeviceSignals signals_;
  Wish preview_{signals_};
  std::atomic<bool> capture_asked_{false};

  // The thread's own.
  std::unique_ptr<VideoSystem> system_;
  VideoStream stream_;
  Recovery recovery_;
  Settling settling_;
  hal::Identity identity_;
  std::optional<Health> told_;
  std::optional<FrameSize> size_;  ///< that the stream was started for; nothing: not streaming
  std::optional<SteadyTime> still_deadline_;  ///< a still is awaited
  SteadyTime retry_at_;
  SteadyTime frame_deadline_;
  SteadyTime next_preview_;
  std::uint32_t sequence_ = 0;
  int to_skip_ = 0;
  short device_says_ = 0;  ///< what poll() reported last
  bool doubted_ = false;  ///< it has failed at work: that it opens proves nothing
  std::thread thread_;
};

}  // namespace

std::unique_ptr<hal::DocumentCamera> make_document_camera(const DocumentCameraConfig& config, const base::Clock& clock,
                                                          hal::EventSink<hal::DocumentCameraEvent> sink) {
  return make_document_camera(config, clock, std::move(sink), make_kernel_video_system());
}

std::unique_ptr<hal::DocumentCamera> make_document_camera(const DocumentCameraConfig& config, const base::Clock& clock,
                                                          hal::EventSink<hal::DocumentCameraEvent> sink, std::unique_ptr<VideoSystem> system) {
  return std::make_unique<V4l2DocumentCamera>(config, clock, std::move(sink), std::move(system));
}

}  // namespace bancheng::drivers
