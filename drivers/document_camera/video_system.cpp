#include "drivers/document_camera/video_system.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

namespace bancheng::drivers {
namespace {

class KernelVideoSystem final : public VideoSystem {
 public:
  int open(const char* path) override {
    const int fd = ::open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
  }
  int ioctl(int fd, unsigned long request, void* argument) override {
    for (;;) {
      if (::ioctl(fd, request, argument) == 0) return 0;
      if (errno != EINTR) return -errno;
    }
  }
  void* mmap(int fd, std::size_t length, off_t offset) override {
    void* start = ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, offset);
    return start == MAP_FAILED ? nullptr : start;
  }
  void munmap(void* start, std::size_t length) override { ::munmap(start, length); }
  int poll(std::span<pollfd> watched, int timeout_ms) override {
    const int count = ::poll(watched.data(), watched.size(), timeout_ms);
    return count < 0 ? -errno : count;
  }
  void close(int fd) override { ::close(fd); }
};

}  // namespace

std::unique_ptr<VideoSystem> make_kernel_video_system() { return std::make_unique<KernelVideoSystem>(); }

}  // namespace bancheng::drivers
