#include "tools/simulators/tcp_endpoint.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <charconv>
#include <fstream>
#include <system_error>
#include <utility>

namespace bancheng::simulators {

std::optional<sockaddr_in> parse_listen(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  if (::inet_pton(AF_INET, text.substr(0, colon).c_str(), &address.sin_addr) != 1) return std::nullopt;
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data() + colon + 1, end, port);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
  address.sin_port = htons(port);
  return address;
}

TcpEndpoint::TcpEndpoint(const sockaddr_in& address, std::optional<std::filesystem::path> port_file)
    : address_(address), port_file_(std::move(port_file)) {}

TcpEndpoint::~TcpEndpoint() {
  unplug();
  std::error_code error;
  if (port_file_) std::filesystem::remove(*port_file_, error);
}

base::Result<void, base::Complaint> TcpEndpoint::plug() {
  unplug();
  base::UniqueFd listener(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int on = 1;
  ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address_), sizeof address_) != 0 || ::listen(listener.get(), 4) != 0) {
    return base::failure(base::Complaint{"--listen", "the address cannot be listened on"});
  }
  socklen_t size = sizeof address_;
  ::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&address_), &size);
  listener_ = std::move(listener);
  if (!publish_port()) return base::failure(base::Complaint{"--port-file", "cannot be written"});
  return {};
}

/// In one step, so that nobody reads half a number.
bool TcpEndpoint::publish_port() {
  if (!port_file_) return true;
  const std::filesystem::path made = port_file_->string() + ".new";
  std::ofstream file(made);
  file << ntohs(address_.sin_port) << '\n';
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(made, *port_file_, error);
  return file && !error;
}

void TcpEndpoint::unplug() noexcept {
  host_.reset();
  listener_.reset();
}

std::size_t TcpEndpoint::read(std::span<std::uint8_t> into) noexcept {
  if (!host_) {
    host_.reset(::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    const int on = 1;
    if (host_) ::setsockopt(host_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return 0;
  }
  const ssize_t count = ::recv(host_.get(), into.data(), into.size(), 0);
  if (count > 0) return static_cast<std::size_t>(count);
  if (count == 0 || (errno != EAGAIN && errno != EINTR)) host_.reset();
  return 0;
}

std::size_t TcpEndpoint::write(std::span<const std::uint8_t> bytes) noexcept {
  if (!host_) return bytes.size();
  const ssize_t count = ::send(host_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (count >= 0) return static_cast<std::size_t>(count);
  if (errno == EAGAIN || errno == EINTR) return 0;
  host_.reset();
  return bytes.size();
}

}  // namespace bancheng::simulators
