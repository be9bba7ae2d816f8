#include "kiosk/link/socket.h"

#include <cerrno>
#include <cstring>

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

Received receive(int fd, Packet& packet) {
  const ssize_t size = ::recv(fd, nullptr, 0, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT);
  if (size < 0) return errno == EAGAIN || errno == EINTR ? Received::nothing : Received::ended;
  if (size == 0 || static_cast<std::size_t>(size) > kMaxPacket) return Received::ended;
  base::PersonBytes buffer(static_cast<std::size_t>(size));
  if (::recv(fd, buffer.data(), buffer.size(), MSG_DONTWAIT) != size) return Received::ended;
  packet = Packet(std::string_view(reinterpret_cast<const char*>(buffer.data()), static_cast<std::size_t>(size)));
  return Received::packet;
}

bool send_packet(int fd, std::string_view packet) {
  return ::send(fd, packet.data(), packet.size(), MSG_DONTWAIT | MSG_NOSIGNAL) == static_cast<ssize_t>(packet.size());
}

}  // namespace bancheng::link
