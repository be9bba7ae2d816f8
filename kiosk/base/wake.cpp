#include "kiosk/base/wake.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <cstdint>
#include <cstdlib>

namespace bancheng::base {

// Out of descriptors before anything runs: nothing sensible can start.
Wake::Wake() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!fd_) std::abort();
}

void Wake::raise() const noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(fd_.get(), &one, sizeof one);
}

void Wake::drain() const noexcept {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto taken = ::read(fd_.get(), &count, sizeof count);
}

AnyOf::AnyOf() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  if (!epoll_) std::abort();
}

void AnyOf::add(int fd) const {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = fd;
  if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) != 0) std::abort();
}

}  // namespace bancheng::base
