#include "drivers/transport/tcp_transport.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "kiosk/base/wait.h"

namespace bancheng::drivers {
namespace {

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t length = 0;
};

SocketAddress socket_address_of(const TcpAddress& address) {
  SocketAddress made;
  sockaddr_in v4{};
  if (::inet_pton(AF_INET, address.host.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(address.port);
    std::memcpy(&made.storage, &v4, sizeof v4);
    made.length = sizeof v4;
    return made;
  }
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(address.port);
  if (::inet_pton(AF_INET6, address.host.c_str(), &v6.sin6_addr) != 1) return made;
  std::memcpy(&made.storage, &v6, sizeof v6);
  made.length = sizeof v6;
  return made;
}

void set_option(int fd, int level, int option, int value) { ::setsockopt(fd, level, option, &value, sizeof value); }

/// Small commands leave at once; a dead peer is noticed though nothing is sent.
void set_options(int fd) {
  set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
  set_option(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
  set_option(fd, IPPROTO_TCP, TCP_KEEPIDLE, 4);
  set_option(fd, IPPROTO_TCP, TCP_KEEPINTVL, 2);
  set_option(fd, IPPROTO_TCP, TCP_KEEPCNT, 3);
  set_option(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, 10'000);
}

}  // namespace

TcpTransport::TcpTransport(TcpAddress address, const base::Clock& clock) : FdTransport(clock), address_(std::move(address)) {}

TransportResult<void> TcpTransport::open(const Limit& limit) {
  close();
  const SocketAddress to = socket_address_of(address_);
  if (to.length == 0) return base::failure(TransportError::absent);
  base::UniqueFd fd(::socket(to.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!fd) return base::failure(TransportError::unavailable);
  set_options(fd.get());
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&to.storage), to.length) != 0) {
    if (errno != EINPROGRESS) return base::failure(TransportError::absent);
    const auto readiness = base::wait_for(fd.get(), base::Direction::write, limit.deadline, clock(), limit.interrupt_fd);
    if (readiness == base::Readiness::hung_up) return base::failure(TransportError::absent);
    if (readiness != base::Readiness::ready) return base::failure(error_of_wait(readiness));
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size) != 0 || error != 0) return base::failure(TransportError::absent);
  }
  fd_ = std::move(fd);
  return {};
}

void TcpTransport::drop_input() noexcept {
  std::array<std::uint8_t, 4096> dropped;
  // Bounded: a peer that sends without end must not hold the driver here. What fits a socket buffer is the worst case.
  for (int i = 0; i < 256 && fd_ && ::recv(fd_.get(), dropped.data(), dropped.size(), MSG_DONTWAIT) > 0; ++i) {
  }
}

void TcpTransport::close() noexcept {
  if (!fd_) return;
  // Reset instead of lingering: what the device has not taken by now shall not come out of it later.
  const linger at_once{1, 0};
  ::setsockopt(fd_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  fd_.reset();
}

ssize_t TcpTransport::write_now(std::span<const std::uint8_t> bytes) noexcept {
  return ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

}  // namespace bancheng::drivers
