#include "drivers/transport/serial_transport.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace bancheng::drivers {
namespace {

speed_t speed_of(std::uint32_t baud) {
  switch (baud) {
    case 1200: return B1200;
    case 2400: return B2400;
    case 4800: return B4800;
    case 9600: return B9600;
    case 19200: return B19200;
    case 38400: return B38400;
    case 57600: return B57600;
    case 230400: return B230400;
    default: return B115200;
  }
}

TransportError error_of_open(int error) {
  const bool nothing_there = error == ENOENT || error == ENXIO || error == ENODEV || error == ENOTDIR || error == EIO;
  return nothing_there ? TransportError::absent : TransportError::unavailable;
}

/// Raw 8N1 at the address's speed. VMIN=1 so that a read of 0 bytes can only mean a hang-up.
bool set_line(int fd, const SerialAddress& address) {
  termios line{};
  if (::tcgetattr(fd, &line) != 0) return false;
  ::cfmakeraw(&line);
  line.c_cflag &= ~static_cast<tcflag_t>(CSTOPB | PARENB | HUPCL | CRTSCTS);
  line.c_cflag |= CLOCAL | CREAD;
  if (address.flow == FlowControl::rtscts) line.c_cflag |= CRTSCTS;
  line.c_iflag &= ~static_cast<tcflag_t>(IXOFF | IXANY);
  line.c_cc[VMIN] = 1;
  line.c_cc[VTIME] = 0;
  const speed_t speed = speed_of(address.baud);
  return ::cfsetispeed(&line, speed) == 0 && ::cfsetospeed(&line, speed) == 0 && ::tcsetattr(fd, TCSANOW, &line) == 0;
}

}  // namespace

SerialTransport::SerialTransport(SerialAddress address, const base::Clock& clock)
    : FdTransport(clock), address_(std::move(address)) {}

SerialTransport::~SerialTransport() { close(); }

TransportResult<void> SerialTransport::open(const Limit&) {
  close();
  base::UniqueFd fd(::open(address_.path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  if (!fd) return base::failure(error_of_open(errno));
  if (!::isatty(fd.get())) return base::failure(errno == EIO ? TransportError::absent : TransportError::unavailable);
  if (::ioctl(fd.get(), TIOCEXCL) != 0 || !set_line(fd.get(), address_)) return base::failure(error_of_open(errno));
  ::tcflush(fd.get(), TCIOFLUSH);
  fd_ = std::move(fd);
  return {};
}

void SerialTransport::drop_input() noexcept {
  if (fd_) ::tcflush(fd_.get(), TCIFLUSH);
}

void SerialTransport::close() noexcept {
  if (!fd_) return;
  ::tcflush(fd_.get(), TCIOFLUSH);  // else a UART may hold the close until its output has drained, for up to 30 s
  ::ioctl(fd_.get(), TIOCNXCL);
  fd_.reset();
}

ssize_t SerialTransport::write_now(std::span<const std::uint8_t> bytes) noexcept {
  return ::write(fd_.get(), bytes.data(), bytes.size());
}

}  // namespace bancheng::drivers
