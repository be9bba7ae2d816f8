// VideoSystem: the six system calls that a V4L2 camera is driven by, so that a test can be the kernel.
#pragma once

#include <poll.h>
#include <sys/types.h>

#include <cstddef>
#include <memory>
#include <span>

namespace bancheng::drivers {

class VideoSystem {
 public:
  virtual ~VideoSystem() = default;
  /// Read and write, without blocking. A descriptor, or an errno made negative.
  [[nodiscard]] virtual int open(const char* path) = 0;
  /// 0 or an errno made negative; interrupted calls are made again.
  [[nodiscard]] virtual int ioctl(int fd, unsigned long request, void* argument) = 0;
  /// Shared, readable and writable. Null on failure.
  [[nodiscard]] virtual void* mmap(int fd, std::size_t length, off_t offset) = 0;
  virtual void munmap(void* start, std::size_t length) = 0;
  /// As poll(2); an errno made negative on failure.
  [[nodiscard]] virtual int poll(std::span<pollfd> watched, int timeout_ms) = 0;
  virtual void close(int fd) = 0;
};

[[nodiscard]] std::unique_ptr<VideoSystem> make_kernel_video_system();

}  // namespace bancheng::drivers
