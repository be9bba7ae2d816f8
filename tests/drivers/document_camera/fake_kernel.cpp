#include "tests/drivers/document_camera/fake_kernel.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace bancheng::tests {
namespace {

constexpr int kFd = 1'000'000;  // no descriptor of this process
constexpr std::size_t kBufferBytes = 64 * 1024;
constexpr int kFrameIntervalMs = 33;
constexpr off_t kOffsetStep = 1 << 20;

template <typename T>
T& as(void* argument) {
  return *static_cast<T*>(argument);
}

}  // namespace

std::vector<std::uint8_t> make_frame(drivers::FrameSize size, std::size_t data_bytes) {
  const auto high = [](std::uint32_t v) { return static_cast<std::uint8_t>(v >> 8 & 0xFF); };
  const auto low = [](std::uint32_t v) { return static_cast<std::uint8_t>(v & 0xFF); };
  std::vector<std::uint8_t> frame{0xFF, 0xD8, 0xFF, 0xC0, 0x00, 0x11, 0x08, high(size.height), low(size.height), high(size.width), low(size.width),
                                  0x03, 0x01, 0x22, 0x00, 0x02, 0x11, 0x01, 0x03, 0x11, 0x01,
                                  0xFF, 0xDA, 0x00, 0x0C, 0x03, 0x01, 0x00, 0x02, 0x11, 0x03, 0x11, 0x00, 0x3F, 0x00};
  frame.resize(frame.size() + data_bytes, 0x55);
  frame.insert(frame.end(), {0xFF, 0xD9});
  return frame;
}

FakeKernel::~FakeKernel() {
  const std::lock_guard lock(camera_.mutex);
  camera_.clean = !open_ && mapped_.empty();
}

int FakeKernel::open(const char*) {
  const std::lock_guard lock(camera_.mutex);
  if (open_) violated("opened twice");
  if (!camera_.plugged) return -ENOENT;
  if (camera_.refused) return -EACCES;
  open_ = true;
  ++camera_.opens;
  return kFd;
}

void FakeKernel::close(int fd) {
  const std::lock_guard lock(camera_.mutex);
  if (fd != kFd || !open_) violated("closed what is not open");
  if (!mapped_.empty()) violated("closed with buffers mapped");
  open_ = streaming_ = false;
  queued_.clear();
  buffers_.clear();
}

int FakeKernel::ioctl(int fd, unsigned long request, void* argument) {
  const std::lock_guard lock(camera_.mutex);
  if (fd != kFd || !open_) {
    violated("ioctl on what is not open");
    return -EBADF;
  }
  if (!camera_.plugged) return -ENODEV;
  if (auto& waiting = camera_.answers[request]; !waiting.empty()) {
    const int error = waiting.front();
    waiting.pop_front();
    if (error != 0) return -error;
  }
  return answer(request, argument);
}

int FakeKernel::answer(unsigned long request, void* argument) {
  switch (request) {
    case VIDIOC_QUERYCAP: {
      auto& capability = as<v4l2_capability>(argument);
      std::strcpy(reinterpret_cast<char*>(capability.card), "Specimen camera");
      capability.capabilities = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING | V4L2_CAP_META_CAPTURE | V4L2_CAP_DEVICE_CAPS;
      capability.device_caps = camera_.device_caps;
      return 0;
    }
    case VIDIOC_ENUM_FMT: {
      auto& format = as<v4l2_fmtdesc>(argument);
      if (format.index > 1) return -EINVAL;
      format.pixelformat = format.index == 1 && camera_.motion_jpeg ? V4L2_PIX_FMT_MJPEG : V4L2_PIX_FMT_YUYV;
      return 0;
    }
    case VIDIOC_ENUM_FRAMESIZES: return describe_size(as<v4l2_frmsizeenum>(argument));
    case VIDIOC_S_FMT: return set_format(as<v4l2_format>(argument));
    case VIDIOC_REQBUFS: return request_buffers(as<v4l2_requestbuffers>(argument));
    case VIDIOC_QUERYBUF: return query_buffer(as<v4l2_buffer>(argument));
    case VIDIOC_QBUF: return queue(as<v4l2_buffer>(argument));
    case VIDIOC_DQBUF: return dequeue(as<v4l2_buffer>(argument));
    case VIDIOC_STREAMON: return stream_on();
    case VIDIOC_STREAMOFF: return stream_off();
    // The camera knows no focus; its white balance is inactive.
    case VIDIOC_QUERYCTRL: {
      auto& about = as<v4l2_queryctrl>(argument);
      about.flags = about.id == V4L2_CID_AUTO_WHITE_BALANCE ? V4L2_CTRL_FLAG_INACTIVE : 0;
      return about.id == V4L2_CID_FOCUS_AUTO ? -EINVAL : 0;
    }
    case VIDIOC_S_CTRL: return set_control(as<v4l2_control>(argument));
    default: return -ENOTTY;
  }
}

int FakeKernel::describe_size(v4l2_frmsizeenum& size) const {
  if (camera_.stepwise) {
    if (size.index > 0) return -EINVAL;
    size.type = V4L2_FRMSIZE_TYPE_STEPWISE;
    size.stepwise = {.min_width = 160, .max_width = 2000, .step_width = 16, .min_height = 120, .max_height = 1500, .step_height = 8};
    return 0;
  }
  if (size.index >= camera_.sizes.size()) return -EINVAL;
  size.type = V4L2_FRMSIZE_TYPE_DISCRETE;
  size.discrete.width = camera_.sizes[size.index].width;
  size.discrete.height = camera_.sizes[size.index].height;
  return 0;
}

int FakeKernel::set_format(v4l2_format& format) {
  if (!buffers_.empty()) {
    violated("format set while buffers exist");
    return -EBUSY;
  }
  size_ = {format.fmt.pix.width, format.fmt.pix.height};
  format.fmt.pix.sizeimage = kBufferBytes;
  return 0;
}

int FakeKernel::request_buffers(v4l2_requestbuffers& request) {
  if (!mapped_.empty()) {
    violated("buffers requested while some are mapped");
    return -EBUSY;
  }
  if (streaming_) return -EBUSY;
  queued_.clear();
  buffers_.assign(request.count, std::vector<std::uint8_t>(kBufferBytes));
  return 0;
}

int FakeKernel::query_buffer(v4l2_buffer& buffer) const {
  if (buffer.index >= buffers_.size()) return -EINVAL;
  buffer.length = kBufferBytes;
  buffer.m.offset = static_cast<std::uint32_t>(buffer.index * kOffsetStep);
  return 0;
}

int FakeKernel::queue(const v4l2_buffer& buffer) {
  if (buffer.index >= buffers_.size() || std::ranges::find(queued_, buffer.index) != queued_.end()) {
    violated("a buffer queued that cannot be");
    return -EINVAL;
  }
  queued_.push_back(buffer.index);
  return 0;
}

int FakeKernel::stream_on() {
  if (queued_.empty()) violated("stream started without a buffer");
  streaming_ = true;
  frame_number_ = 0;
  ++camera_.starts;
  camera_.started_sizes.push_back(size_);
  return 0;
}

int FakeKernel::stream_off() {
  streaming_ = false;
  queued_.clear();
  return 0;
}

int FakeKernel::set_control(const v4l2_control& control) {
  camera_.controls[control.id] = control.value;
  return 0;
}

int FakeKernel::dequeue(v4l2_buffer& buffer) {
  if (!streaming_) return -EINVAL;
  if (camera_.silent || camera_.poll_error || queued_.empty()) return -EAGAIN;
  buffer.index = queued_.front();
  queued_.pop_front();
  const int number = frame_number_++;
  ++camera_.frames;
  const FrameKind kind = camera_.kind(number);
  std::vector<std::uint8_t> frame = make_frame(size_, camera_.data_bytes(number));
  if (kind == FrameKind::error_flag) buffer.flags |= V4L2_BUF_FLAG_ERROR;
  if (kind == FrameKind::empty) frame.clear();
  if (kind == FrameKind::short_frame) frame.resize(frame.size() / 2);
  if (kind == FrameKind::no_end) frame.resize(frame.size() - 2);
  if (kind == FrameKind::not_jpeg) frame[1] = 0;
  frame.resize(frame.size() + (kind == FrameKind::good ? 16 : 0));  // padding, as UVC cameras send it
  std::ranges::copy(frame, buffers_[buffer.index].begin());
  buffer.bytesused = static_cast<std::uint32_t>(kind == FrameKind::longer_than_buffer ? kBufferBytes + 1 : frame.size());
  return 0;
}

void* FakeKernel::mmap(int, std::size_t length, off_t offset) {
  const std::lock_guard lock(camera_.mutex);
  const auto index = static_cast<std::size_t>(offset / kOffsetStep);
  if (index >= buffers_.size() || length != kBufferBytes) return nullptr;
  void* start = buffers_[index].data();
  mapped_.insert(start);
  return start;
}

void FakeKernel::munmap(void* start, std::size_t) {
  const std::lock_guard lock(camera_.mutex);
  if (mapped_.erase(start) == 0) violated("unmapped what is not mapped");
}

int FakeKernel::poll(std::span<pollfd> watched, int timeout_ms) {
  for (pollfd& one : watched) one.revents = 0;
  // A real moment for the wake signal, so that an idle driver does not burn the test machine.
  if (::poll(watched.data(), 1, 1) > 0) return 1;
  const std::lock_guard lock(camera_.mutex);
  if (watched.size() == 2) {
    short says = 0;
    if (!camera_.plugged) {
      says = POLLERR | POLLHUP;
    } else if (!streaming_ || queued_.empty() || camera_.poll_error) {
      says = POLLERR;
    } else if (!camera_.silent) {
      clock_.advance(kFrameIntervalMs);
      says = POLLIN;
    }
    watched[1].revents = says;
    if (says != 0) return 1;
  }
  clock_.advance(timeout_ms);
  return 0;
}

}  // namespace bancheng::tests
