#include "drivers/document_camera/video_stream.h"

#include <linux/videodev2.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "drivers/document_camera/frame_check.h"

namespace bancheng::drivers {
namespace {

constexpr std::uint32_t kBuffers = 4;
constexpr std::size_t kMostBufferBytes = 64u << 20u;
constexpr std::uint32_t kMostEnumerated = 256;  // a device that never ends its list is not believed
constexpr std::uint32_t kPreviewsPerSecond = 10;

VideoTrouble trouble_of(int negative_errno) {
  switch (-negative_errno) {
    case ENODEV:
    case ENOENT:
    case ENXIO: return VideoTrouble::gone;
    case EACCES:
    case EPERM: return VideoTrouble::refused;
    case EBUSY: return VideoTrouble::in_use;
    case ENOSPC: return VideoTrouble::no_bandwidth;
    default: return VideoTrouble::broken;
  }
}

template <std::size_t size>
std::string text_of(const __u8 (&field)[size]) {
  const auto* begin = reinterpret_cast<const char*>(field);
  return {begin, ::strnlen(begin, size)};
}

std::uint32_t stepped(std::uint32_t wanted, std::uint32_t least, std::uint32_t most, std::uint32_t step) {
  const std::uint32_t limited = std::clamp(wanted, least, std::max(least, most));
  return step <= 1 ? limited : least + (limited - least) / step * step;
}

std::uint64_t area(FrameSize size) { return std::uint64_t{size.width} * size.height; }

}  // namespace

base::Result<void, VideoTrouble> VideoStream::ask(unsigned long request, void* argument) {
  const int answer = system_.ioctl(fd_, request, argument);
  if (answer < 0) return base::failure(trouble_of(answer));
  return {};
}

base::Result<hal::Identity, VideoTrouble> VideoStream::open(const std::filesystem::path& device) {
  close();
  const int fd = system_.open(device.c_str());
  if (fd < 0) return base::failure(trouble_of(fd));
  fd_ = fd;
  v4l2_capability capability{};
  auto asked = ask(VIDIOC_QUERYCAP, &capability);
  // device_caps, not capabilities: a UVC camera's metadata node shares the latter (page, section 1).
  constexpr std::uint32_t kNeeded = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
  if (asked && ((capability.device_caps & kNeeded) != kNeeded || !offers_motion_jpeg())) asked = base::failure(VideoTrouble::not_a_camera);
  if (!asked) {
    close();
    return base::failure(asked.error());
  }
  return hal::Identity{text_of(capability.card), "", ""};
}

void VideoStream::close() {
  if (fd_ < 0) return;
  stop();
  system_.close(fd_);
  fd_ = -1;
}

base::Result<void, VideoTrouble> VideoStream::probe() {
  v4l2_capability capability{};
  return ask(VIDIOC_QUERYCAP, &capability);
}

bool VideoStream::offers_motion_jpeg() {
  for (std::uint32_t i = 0; i < kMostEnumerated; ++i) {
    v4l2_fmtdesc format{};
    format.index = i;
    format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    if (!ask(VIDIOC_ENUM_FMT, &format)) return false;
    if (format.pixelformat == V4L2_PIX_FMT_MJPEG) return true;
  }
  return false;
}

std::vector<FrameSize> VideoStream::sizes_up_to(FrameSize wanted) {
  std::vector<FrameSize> sizes;
  for (std::uint32_t i = 0; i < kMostEnumerated; ++i) {
    v4l2_frmsizeenum size{};
    size.index = i;
    size.pixel_format = V4L2_PIX_FMT_MJPEG;
    if (!ask(VIDIOC_ENUM_FRAMESIZES, &size)) break;
    if (size.type == V4L2_FRMSIZE_TYPE_DISCRETE) {
      sizes.push_back({size.discrete.width, size.discrete.height});
    } else {
      const auto& range = size.stepwise;
      sizes.push_back({stepped(wanted.width, range.min_width, range.max_width, range.step_width),
                       stepped(wanted.height, range.min_height, range.max_height, range.step_height)});
      break;  // a stepwise answer is the only one
    }
  }
  if (sizes.empty()) return {wanted};  // says nothing: the driver will choose when the format is set
  std::ranges::sort(sizes, std::ranges::greater{}, area);
  const auto too_large = [&](FrameSize s) { return s.width > wanted.width || s.height > wanted.height; };
  const FrameSize smallest = sizes.back();
  std::erase_if(sizes, too_large);
  if (sizes.empty()) sizes.push_back(smallest);
  return sizes;
}

base::Result<FrameSize, VideoTrouble> VideoStream::start(FrameSize wanted) {
  stop();
  constexpr std::size_t kTries = 3;
  base::Result<FrameSize, VideoTrouble> started = base::failure(VideoTrouble::broken);
  const std::vector<FrameSize> sizes = sizes_up_to(wanted);
  for (std::size_t i = 0; i < std::min(kTries, sizes.size()); ++i) {
    started = start_exactly(sizes[i]);
    if (started || started.error() != VideoTrouble::no_bandwidth) break;
  }
  return started;
}

base::Result<FrameSize, VideoTrouble> VideoStream::start_exactly(FrameSize size) {
  const auto given = set_format(size);
  if (!given) return given;
  set_controls();
  auto ready = map_buffers();
  if (ready) {
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    ready = ask(VIDIOC_STREAMON, &type);
  }
  if (!ready) {
    free_buffers();
    return base::failure(ready.error());
  }
  streaming_ = true;
  return given;
}

base::Result<FrameSize, VideoTrouble> VideoStream::set_format(FrameSize size) {
  v4l2_format format{};
  format.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  format.fmt.pix.width = size.width;
  format.fmt.pix.height = size.height;
  format.fmt.pix.pixelformat = V4L2_PIX_FMT_MJPEG;
  format.fmt.pix.field = V4L2_FIELD_ANY;
  if (const auto set = ask(VIDIOC_S_FMT, &format); !set) return base::failure(set.error());
  if (format.fmt.pix.pixelformat != V4L2_PIX_FMT_MJPEG) return base::failure(VideoTrouble::not_a_camera);
  v4l2_streamparm parameters{};
  parameters.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  parameters.parm.capture.timeperframe = {1, kPreviewsPerSecond};
  // Slower than asked, or not to be set: no matter.
  [[maybe_unused]] const auto paced = ask(VIDIOC_S_PARM, &parameters);
  return FrameSize{format.fmt.pix.width, format.fmt.pix.height};
}

void VideoStream::set_controls() {
  struct Setting {
    std::uint32_t control;
    std::int32_t value;
  };
  // Page, section 2: everything by itself, and lamps of 50 Hz do not flicker.
  constexpr Setting kSettings[] = {{V4L2_CID_POWER_LINE_FREQUENCY, V4L2_CID_POWER_LINE_FREQUENCY_50HZ},
                                   {V4L2_CID_EXPOSURE_AUTO, V4L2_EXPOSURE_APERTURE_PRIORITY},
                                   {V4L2_CID_FOCUS_AUTO, 1},
                                   {V4L2_CID_AUTO_WHITE_BALANCE, 1}};
  constexpr std::uint32_t kNotToBeSet = V4L2_CTRL_FLAG_DISABLED | V4L2_CTRL_FLAG_READ_ONLY | V4L2_CTRL_FLAG_INACTIVE;
  for (const Setting& setting : kSettings) {
    v4l2_queryctrl about{};
    about.id = setting.control;
    if (!ask(VIDIOC_QUERYCTRL, &about) || (about.flags & kNotToBeSet) != 0) continue;
    v4l2_control control{setting.control, setting.value};
    // EPROTO is a firmware that stalled: once more, then without (page, section 4).
    if (system_.ioctl(fd_, VIDIOC_S_CTRL, &control) == -EPROTO) {
      [[maybe_unused]] const auto again = ask(VIDIOC_S_CTRL, &control);
    }
  }
}

base::Result<void, VideoTrouble> VideoStream::map_buffers() {
  v4l2_requestbuffers request{};
  request.count = kBuffers;
  request.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  request.memory = V4L2_MEMORY_MMAP;
  if (const auto asked = ask(VIDIOC_REQBUFS, &request); !asked) return asked;
  if (request.count == 0) return base::failure(VideoTrouble::broken);
  for (std::uint32_t i = 0; i < std::min(request.count, kBuffers); ++i) {
    v4l2_buffer buffer{};
    buffer.index = i;
    buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    buffer.memory = V4L2_MEMORY_MMAP;
    if (const auto asked = ask(VIDIOC_QUERYBUF, &buffer); !asked) return asked;
    if (buffer.length == 0 || buffer.length > kMostBufferBytes) return base::failure(VideoTrouble::broken);
    void* start = system_.mmap(fd_, buffer.length, static_cast<off_t>(buffer.m.offset));
    if (start == nullptr) return base::failure(VideoTrouble::broken);
    buffers_.push_back({start, buffer.length});
    if (const auto queued = ask(VIDIOC_QBUF, &buffer); !queued) return queued;
  }
  return {};
}

void VideoStream::free_buffers() {
  for (const Buffer& buffer : buffers_) {
    base::wipe(buffer.start, buffer.length);
    system_.munmap(buffer.start, buffer.length);
  }
  buffers_.clear();
  v4l2_requestbuffers none{};
  none.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  none.memory = V4L2_MEMORY_MMAP;
  [[maybe_unused]] const auto freed = ask(VIDIOC_REQBUFS, &none);  // an unplugged device refuses, and has none
}

void VideoStream::stop() {
  if (streaming_) {
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    [[maybe_unused]] const auto stopped = ask(VIDIOC_STREAMOFF, &type);
    streaming_ = false;
  }
  if (!buffers_.empty()) free_buffers();
}

base::Result<std::optional<base::PersonBytes>, VideoTrouble> VideoStream::take_frame() {
  v4l2_buffer buffer{};
  buffer.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  buffer.memory = V4L2_MEMORY_MMAP;
  const int answer = system_.ioctl(fd_, VIDIOC_DQBUF, &buffer);
  if (answer == -EAGAIN) return std::nullopt;
  if (answer < 0) return base::failure(trouble_of(answer));
  if (buffer.index >= buffers_.size()) return base::failure(VideoTrouble::broken);
  const Buffer& mapped = buffers_[buffer.index];
  std::optional<base::PersonBytes> frame;
  // The ERROR flag says that the data is bad and the stream goes on (page, section 3).
  if ((buffer.flags & V4L2_BUF_FLAG_ERROR) == 0 && buffer.bytesused <= mapped.length) {
    const std::span bytes(static_cast<const std::uint8_t*>(mapped.start), buffer.bytesused);
    if (const auto shape = check_frame(bytes)) frame.emplace(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(shape->length));
  }
  if (const auto queued = ask(VIDIOC_QBUF, &buffer); !queued) return base::failure(queued.error());
  return frame;
}

}  // namespace bancheng::drivers
