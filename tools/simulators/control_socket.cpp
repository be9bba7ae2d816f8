#include "tools/simulators/control_socket.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace bancheng::simulators {
namespace {

constexpr std::size_t kLongestLine = 65536;

}  // namespace

base::Result<ControlSocket, base::Complaint> ControlSocket::open(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.native().size() >= sizeof address.sun_path) return base::failure(base::Complaint{path.string(), "is too long for a socket"});
  std::memcpy(address.sun_path, path.c_str(), path.native().size() + 1);
  std::error_code error;
  if (std::filesystem::is_socket(path, error)) std::filesystem::remove(path, error);
  ControlSocket made(path);
  made.listener_.reset(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (::bind(made.listener_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(made.listener_.get(), 8) != 0) {
    return base::failure(base::Complaint{path.string(), "cannot be made a control socket"});
  }
  return made;
}

ControlSocket::~ControlSocket() {
  std::error_code error;
  if (listener_) std::filesystem::remove(path_, error);
}

void ControlSocket::add_watches(std::vector<pollfd>& watches) const {
  watches.push_back({listener_.get(), POLLIN, 0});
  for (const Client& client : clients_) watches.push_back({client.fd.get(), POLLIN, 0});
}

void ControlSocket::serve(const Handler& handler) {
  base::UniqueFd fd(::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (fd) clients_.push_back({std::move(fd), {}});
  std::erase_if(clients_, [&](Client& client) { return !serve_client(client, handler); });
}

/// False when the client has gone.
bool ControlSocket::serve_client(Client& client, const Handler& handler) {
  std::array<char, 4096> chunk{};
  const ssize_t count = ::recv(client.fd.get(), chunk.data(), chunk.size(), 0);
  if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) return false;
  if (count > 0) client.received.append(chunk.data(), static_cast<std::size_t>(count));
  for (std::size_t end; (end = client.received.find('\n')) != std::string::npos;) {
    const std::string answer = handler(std::string_view(client.received).substr(0, end)) + "\n";
    client.received.erase(0, end + 1);
    // An answer is short; a client that does not read its answers is let go.
    if (::send(client.fd.get(), answer.data(), answer.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(answer.size())) return false;
  }
  return client.received.size() <= kLongestLine;
}

}  // namespace bancheng::simulators
