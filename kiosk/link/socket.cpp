#include "kiosk/link/socket.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "kiosk/link/message.h"

namespace bancheng::link {

std::optional<sockaddr_un> address_of(const std::filesystem::path& socket) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string& path = socket.native();
  if (path.empty() || path.size() >= sizeof address.sun_path) return std::nullopt;
  std::memcpy(address.sun_path, path.c_str(), path.size());
  return address;
}

base::UniqueFd new_socket() { return base::UniqueFd(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)); }

Received receive(int fd, std::string& packet) {
  char buffer[kMaxMessage];
  iovec into{buffer, sizeof buffer};
  msghdr header{};
  header.msg_iov = &into;
  header.msg_iovlen = 1;
  const ssize_t size = ::recvmsg(fd, &header, MSG_DONTWAIT);
  if (size < 0) return errno == EAGAIN || errno == EINTR ? Received::nothing : Received::ended;
  if (size == 0 || (header.msg_flags & MSG_TRUNC) != 0) return Received::ended;
  packet.assign(buffer, static_cast<std::size_t>(size));
  return Received::packet;
}

bool send_packet(int fd, std::string_view packet) {
  return ::send(fd, packet.data(), packet.size(), MSG_DONTWAIT | MSG_NOSIGNAL) == static_cast<ssize_t>(packet.size());
}

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

Watched::Watched() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  if (!epoll_) std::abort();
}

void Watched::add(int fd) const {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = fd;
  if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) != 0) std::abort();
}

}  // namespace bancheng::link
