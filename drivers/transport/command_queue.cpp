#include "drivers/transport/command_queue.h"

#include <sys/eventfd.h>

#include <cstdint>
#include <cstdlib>

namespace bancheng::drivers {

WakeSignal::WakeSignal() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!fd_) std::abort();  // out of descriptors before anything runs: nothing sensible can start
}

void WakeSignal::raise() const noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(fd_.get(), &one, sizeof one);
}

void WakeSignal::clear() const noexcept {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto taken = ::read(fd_.get(), &count, sizeof count);
}

}  // namespace bancheng::drivers
