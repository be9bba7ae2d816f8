// A V4L2 kernel in user space with one UVC camera. It keeps V4L2's rules and counts their violations, moves the clock
// instead of sleeping, and has the faults that section 7 of the document-camera page asks for.
#pragma once

#include <linux/videodev2.h>

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "drivers/document_camera/video_stream.h"
#include "kiosk/base/clock.h"

namespace bancheng::tests {

/// Moved by the fake kernel alone: whoever polls for a time has waited that time.
class StepClock final : public base::Clock {
 public:
  [[nodiscard]] base::Moment now() const override { return {{}, {base::Milliseconds(ms_.load())}}; }
  [[nodiscard]] base::Milliseconds longest_sleep() const override { return std::chrono::hours(1); }
  void advance(std::int64_t ms) { ms_ += ms; }

 private:
  std::atomic<std::int64_t> ms_{1000};
};

enum class FrameKind { good, error_flag, empty, short_frame, no_end, not_jpeg, longer_than_buffer };

/// A small whole JPEG frame: SOI, SOF0, SOS, `data_bytes` of data, EOI.
[[nodiscard]] std::vector<std::uint8_t> make_frame(drivers::FrameSize size, std::size_t data_bytes);

/// What the test says about the camera, at any time and from any thread.
struct FakeCamera {
  std::mutex mutex;
  bool plugged = true;
  bool refused = false;
  bool motion_jpeg = true;
  bool silent = false;
  bool poll_error = false;                      // POLLERR, and nothing to take
  std::uint32_t device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
  std::vector<drivers::FrameSize> sizes{{640, 480}, {1280, 720}, {2592, 1944}};
  bool stepwise = false;
  std::map<unsigned long, std::deque<int>> answers;  // errnos for the next calls of a request; 0: as usual
  std::function<FrameKind(int number)> kind = [](int) { return FrameKind::good; };       // by frames since the start
  std::function<std::size_t(int number)> data_bytes = [](int) { return std::size_t{2000}; };

  // What happened.
  int opens = 0;
  int starts = 0;
  int frames = 0;
  std::vector<drivers::FrameSize> started_sizes;
  std::map<std::uint32_t, std::int32_t> controls;
  std::vector<std::string> violations;
  bool clean = true;  // closed, nothing mapped
};

class FakeKernel final : public drivers::VideoSystem {
 public:
  FakeKernel(FakeCamera& camera, StepClock& clock) : camera_(camera), clock_(clock) {}
  ~FakeKernel() override;
  int open(const char* path) override;
  int ioctl(int fd, unsigned long request, void* argument) override;
  void* mmap(int fd, std::size_t length, off_t offset) override;
  void munmap(void* start, std::size_t length) override;
  int poll(std::span<pollfd> watched, int timeout_ms) override;
  void close(int fd) override;

 private:
  int answer(unsigned long request, void* argument);
  int describe_size(v4l2_frmsizeenum& size) const;
  int set_format(v4l2_format& format);
  int request_buffers(v4l2_requestbuffers& request);
  int query_buffer(v4l2_buffer& buffer) const;
  int queue(const v4l2_buffer& buffer);
  int dequeue(v4l2_buffer& buffer);
  int stream_on();
  int stream_off();
  int set_control(const v4l2_control& control);
  void violated(const std::string& rule) { camera_.violations.push_back(rule); }

  FakeCamera& camera_;
  StepClock& clock_;
  bool open_ = false;
  bool streaming_ = false;
  drivers::FrameSize size_;
  int frame_number_ = 0;
  std::vector<std::vector<std::uint8_t>> buffers_;
  std::deque<std::uint32_t> queued_;
  std::set<void*> mapped_;
};

}  // namespace bancheng::tests
