#include "tools/simulators/pty_endpoint.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <string>
#include <system_error>
#include <utility>

namespace bancheng::simulators {
namespace {

/// The host sets its side raw too; until it does, no echo may come back.
void make_raw(int fd) {
  termios line{};
  if (::tcgetattr(fd, &line) != 0) return;
  ::cfmakeraw(&line);
  ::tcsetattr(fd, TCSANOW, &line);
}

/// In one step, so that nobody ever sees a link that is half made.
bool link_to(const std::filesystem::path& link, const char* target) {
  const std::filesystem::path made = link.string() + ".new";
  std::error_code error;
  std::filesystem::remove(made, error);
  std::filesystem::create_symlink(target, made, error);
  if (!error) std::filesystem::rename(made, link, error);
  return !error;
}

}  // namespace

PtyEndpoint::PtyEndpoint(std::filesystem::path link) : link_(std::move(link)) {}

PtyEndpoint::~PtyEndpoint() { unplug(); }

base::Result<void, base::Complaint> PtyEndpoint::plug() {
  unplug();
  base::UniqueFd master(::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  std::array<char, 128> name{};
  if (!master || ::grantpt(master.get()) != 0 || ::unlockpt(master.get()) != 0 ||
      ::ptsname_r(master.get(), name.data(), name.size()) != 0) {
    return base::failure(base::Complaint{link_.string(), "no pty can be made"});
  }
  base::UniqueFd slave(::open(name.data(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  if (!slave) return base::failure(base::Complaint{name.data(), "cannot be opened"});
  make_raw(slave.get());
  if (!link_to(link_, name.data())) return base::failure(base::Complaint{link_.string(), "cannot be linked"});
  master_ = std::move(master);
  slave_ = std::move(slave);
  return {};
}

void PtyEndpoint::unplug() noexcept {
  if (!master_) return;
  std::error_code error;
  std::filesystem::remove(link_, error);
  slave_.reset();
  master_.reset();
}

std::size_t PtyEndpoint::read(std::span<std::uint8_t> into) noexcept {
  const ssize_t count = ::read(master_.get(), into.data(), into.size());
  return count > 0 ? static_cast<std::size_t>(count) : 0;
}

std::size_t PtyEndpoint::write(std::span<const std::uint8_t> bytes) noexcept {
  const ssize_t count = ::write(master_.get(), bytes.data(), bytes.size());
  return count > 0 ? static_cast<std::size_t>(count) : 0;
}

/// A host that was killed leaves its TIOCEXCL on the line, which a real one loses with its last closing. Here the slave stays open.
void PtyEndpoint::tick() noexcept {
  if (slave_) ::ioctl(slave_.get(), TIOCNXCL);
}

}  // namespace bancheng::simulators
