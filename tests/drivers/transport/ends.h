// The other ends of a Transport: a pty's master, a listening socket. Each removes what it made.
#pragma once

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>

#include "drivers/transport/address.h"
#include "kiosk/base/clock.h"
#include "kiosk/base/unique_fd.h"
#include "kiosk/base/wait.h"

namespace bancheng::testing {

inline constexpr base::Milliseconds kPatience{20'000};
inline constexpr base::Milliseconds kShort{20};

/// A pty behind a link in a folder of its own, as udev names a device.
class PtyEnd {
 public:
  PtyEnd() {
    std::string name = (std::filesystem::temp_directory_path() / "transport-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    plug();
  }
  ~PtyEnd() { std::filesystem::remove_all(folder_); }
  PtyEnd(const PtyEnd&) = delete;
  PtyEnd& operator=(const PtyEnd&) = delete;

  void plug() {
    master.reset(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    REQUIRE(::grantpt(master.get()) == 0);
    REQUIRE(::unlockpt(master.get()) == 0);
    std::array<char, 128> name{};
    REQUIRE(::ptsname_r(master.get(), name.data(), name.size()) == 0);
    std::filesystem::remove(path());
    std::filesystem::create_symlink(name.data(), path());
  }
  void unplug() {
    std::filesystem::remove(path());
    master.reset();
  }
  [[nodiscard]] std::filesystem::path path() const { return folder_ / "tty"; }
  [[nodiscard]] drivers::Address address() const { return drivers::SerialAddress{path().string(), 115200, drivers::FlowControl::none}; }

  base::UniqueFd master;

 private:
  std::filesystem::path folder_;
};

class TcpEnd {
 public:
  TcpEnd() : listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in local{};
    local.sin_family = AF_INET;
    local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(listener.get(), reinterpret_cast<const sockaddr*>(&local), sizeof local) == 0);
    REQUIRE(::listen(listener.get(), 4) == 0);
    socklen_t size = sizeof local;
    REQUIRE(::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&local), &size) == 0);
    port = ntohs(local.sin_port);
  }
  [[nodiscard]] base::UniqueFd accept() const { return base::UniqueFd(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC)); }
  [[nodiscard]] drivers::Address address() const { return drivers::TcpAddress{"127.0.0.1", port}; }

  base::UniqueFd listener;
  std::uint16_t port = 0;
};

/// Reads exactly `size` bytes.
inline std::string read_exactly(int fd, std::size_t size) {
  const base::SystemClock clock;
  std::string got;
  while (got.size() < size) {
    REQUIRE(base::wait_for(fd, base::Direction::read, clock.now().steady + kPatience, clock) == base::Readiness::ready);
    std::array<char, 4096> chunk{};
    const ssize_t count = ::read(fd, chunk.data(), std::min(chunk.size(), size - got.size()));
    REQUIRE(count > 0);
    got.append(chunk.data(), static_cast<std::size_t>(count));
  }
  return got;
}

}  // namespace bancheng::testing
