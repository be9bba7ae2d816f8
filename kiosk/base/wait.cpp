#include "kiosk/base/wait.h"

#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <limits>

namespace bancheng::base {
namespace {

int poll_timeout(SteadyTime deadline, const Clock& clock) {
  const Milliseconds left = std::max(deadline - clock.now().steady, Milliseconds{0});
  const Milliseconds slice = std::min(left, clock.longest_sleep());
  return static_cast<int>(std::min<Milliseconds::rep>(slice.count(), std::numeric_limits<int>::max()));
}

Readiness readiness_of(const pollfd& watched, short wanted) {
  if (watched.revents & wanted) return Readiness::ready;
  if (watched.revents & (POLLERR | POLLHUP | POLLNVAL)) return Readiness::hung_up;
  return Readiness::deadline;
}

}  // namespace

Readiness wait_for(int fd, Direction direction, SteadyTime deadline, const Clock& clock, int stop_fd) {
  const short wanted = direction == Direction::read ? POLLIN : POLLOUT;
  for (;;) {
    // The clock is read before the look: a thread that stood still after a look looks again before it says that nothing
    // came.
    const bool last_look = clock.now().steady >= deadline;
    pollfd watched[2] = {{fd, wanted, 0}, {stop_fd, POLLIN, 0}};
    const int count = ::poll(watched, 2, last_look ? 0 : poll_timeout(deadline, clock));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Readiness::hung_up;
    if (stop_fd >= 0 && watched[1].revents != 0) return Readiness::stopped;
    if (watched[0].revents != 0) return readiness_of(watched[0], wanted);
    if (last_look) return Readiness::deadline;
  }
}

Readiness sleep_until(SteadyTime deadline, const Clock& clock, int stop_fd) {
  return wait_for(-1, Direction::read, deadline, clock, stop_fd);
}

StopSignal::StopSignal() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!fd_) std::abort();  // out of descriptors before anything runs: nothing sensible can start
}

void StopSignal::raise() const noexcept {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(fd_.get(), &one, sizeof one);
}

bool StopSignal::raised() const noexcept {
  pollfd watched{fd_.get(), POLLIN, 0};
  return ::poll(&watched, 1, 0) > 0;
}

}  // namespace bancheng::base
