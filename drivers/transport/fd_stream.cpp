#include "drivers/transport/fd_stream.h"

#include <unistd.h>

#include <cerrno>

#include "kiosk/base/wait.h"

namespace bancheng::drivers {
namespace {

bool is_worth_waiting(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

}  // namespace

TransportError error_of_wait(base::Readiness readiness) noexcept {
  switch (readiness) {
    case base::Readiness::deadline: return TransportError::deadline;
    case base::Readiness::stopped: return TransportError::interrupted;
    case base::Readiness::ready:
    case base::Readiness::hung_up: break;
  }
  return TransportError::gone;
}

TransportResult<std::size_t> FdTransport::read_some(std::span<std::uint8_t> into, const Limit& limit) {
  if (!fd_ || into.empty()) return base::failure(TransportError::gone);
  for (;;) {
    const auto readiness = base::wait_for(fd_.get(), base::Direction::read, limit.deadline, clock_, limit.interrupt_fd);
    if (readiness != base::Readiness::ready) return base::failure(error_of_wait(readiness));
    const ssize_t count = ::read(fd_.get(), into.data(), into.size());
    if (count > 0) return static_cast<std::size_t>(count);
    // A tty that is set to VMIN=1 answers 0 only when it was hung up.
    if (count == 0 || !is_worth_waiting(errno)) return base::failure(TransportError::gone);
  }
}

TransportResult<void> FdTransport::write_all(std::span<const std::uint8_t> bytes, const Limit& limit) {
  if (!fd_) return base::failure(TransportError::gone);
  while (!bytes.empty()) {
    const auto readiness = base::wait_for(fd_.get(), base::Direction::write, limit.deadline, clock_, limit.interrupt_fd);
    if (readiness != base::Readiness::ready) return base::failure(error_of_wait(readiness));
    const ssize_t count = write_now(bytes);
    if (count < 0 && !is_worth_waiting(errno)) return base::failure(TransportError::gone);
    if (count > 0) bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return {};
}

}  // namespace bancheng::drivers
