#include "drivers/virtual/camera_control.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>

namespace bancheng::drivers {
namespace {

constexpr std::size_t kLongestLine = 4096;
constexpr std::size_t kMostScripts = 4;

base::UniqueFd listen_at(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.native().size() >= sizeof address.sun_path) return {};
  std::memcpy(address.sun_path, path.c_str(), path.native().size());
  base::UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  ::unlink(path.c_str());
  if (::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return {};
  if (::listen(fd.get(), static_cast<int>(kMostScripts)) != 0) return {};
  return fd;
}

bool send_line(int fd, std::string line) {
  line += '\n';
  // An answer is far shorter than the socket's buffer: a script that does not take it is dropped.
  return ::send(fd, line.data(), line.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(line.size());
}

}  // namespace

CameraControl::CameraControl(const std::filesystem::path& path) : path_(path), listener_(listen_at(path)) {}

CameraControl::~CameraControl() {
  if (listener_) ::unlink(path_.c_str());
}

void CameraControl::add_descriptors(std::vector<pollfd>& watched) const {
  if (scripts_.size() < kMostScripts) watched.push_back({listener_.get(), POLLIN, 0});
  for (const Script& script : scripts_) watched.push_back({script.fd.get(), POLLIN, 0});
}

void CameraControl::accept_scripts() {
  while (scripts_.size() < kMostScripts) {
    base::UniqueFd fd(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!fd) return;
    scripts_.push_back({std::move(fd), {}});
  }
}

void CameraControl::serve(const Handler& handle) {
  accept_scripts();
  std::erase_if(scripts_, [&](Script& script) { return !read_from(script, handle); });
}

bool CameraControl::read_from(Script& script, const Handler& handle) {
  char chunk[1024];
  const ssize_t count = ::recv(script.fd.get(), chunk, sizeof chunk, 0);
  if (count < 0) return errno == EAGAIN || errno == EINTR;
  if (count == 0) return false;
  script.received.append(chunk, static_cast<std::size_t>(count));
  for (std::size_t end; (end = script.received.find('\n')) != std::string::npos; script.received.erase(0, end + 1)) {
    if (!send_line(script.fd.get(), handle(std::string_view(script.received).substr(0, end)))) return false;
  }
  return script.received.size() <= kLongestLine;
}

}  // namespace bancheng::drivers
