// VideoStream: one V4L2 capture device that streams Motion JPEG (document-camera page, sections 2 and 3).
//
//   [closed] --open--> [open] --start--> [streaming] --stop--> [open] --close--> [closed]
//
// close() may be called in every state and undoes everything; a call that fails with `gone` leaves that to the caller too.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "drivers/document_camera/video_system.h"
#include "drivers/hal/device.h"
#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"

namespace bancheng::drivers {

struct FrameSize {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  friend bool operator==(const FrameSize&, const FrameSize&) = default;
};

/// Closed vocabulary of what the kernel can answer.
enum class VideoTrouble {
  gone,          ///< no such node, or unplugged while open
  refused,       ///< not to be opened by this process
  in_use,        ///< another process streams from it
  no_bandwidth,  ///< USB has no room for any size it offers
  not_a_camera,  ///< no capture device, or no Motion JPEG
  broken,        ///< every other error
};

/// One thread.
class VideoStream {
 public:
  /// `system` must outlive the stream.
  explicit VideoStream(VideoSystem& system) : system_(system) {}
  ~VideoStream() { close(); }
  VideoStream(const VideoStream&) = delete;
  VideoStream& operator=(const VideoStream&) = delete;

  /// Opens the node and makes sure that it is a camera of the right kind.
  [[nodiscard]] base::Result<hal::Identity, VideoTrouble> open(const std::filesystem::path& device);
  void close();
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  /// Asks the kernel whether the device is still there.
  [[nodiscard]] base::Result<void, VideoTrouble> probe();

  /// Starts in the offered size that is nearest to `wanted` without being larger; a smaller one when USB has no room.
  [[nodiscard]] base::Result<FrameSize, VideoTrouble> start(FrameSize wanted);
  void stop();
  [[nodiscard]] bool is_streaming() const { return streaming_; }
  /// For poll().
  [[nodiscard]] int fd() const { return fd_; }

  /// The next whole frame, copied out; nothing when none waits or the one that did was bad. The kernel's buffer is given
  /// back in every case.
  [[nodiscard]] base::Result<std::optional<base::PersonBytes>, VideoTrouble> take_frame();

 private:
  struct Buffer {
    void* start = nullptr;
    std::size_t length = 0;
  };

  [[nodiscard]] base::Result<void, VideoTrouble> ask(unsigned long request, void* argument);
  [[nodiscard]] bool offers_motion_jpeg();
  [[nodiscard]] std::vector<FrameSize> sizes_up_to(FrameSize wanted);
  [[nodiscard]] base::Result<FrameSize, VideoTrouble> start_exactly(FrameSize size);
  [[nodiscard]] base::Result<FrameSize, VideoTrouble> set_format(FrameSize size);
  void set_controls();
  [[nodiscard]] base::Result<void, VideoTrouble> map_buffers();
  void free_buffers();

  VideoSystem& system_;
  int fd_ = -1;
  bool streaming_ = false;
  std::vector<Buffer> buffers_;
};

}  // namespace bancheng::drivers
