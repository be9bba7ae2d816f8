// Transport: a stream of bytes to one device, whatever carries it (serial line, pty, TCP). A driver's codec knows the
// bytes, its Transport knows the wire, and neither knows the other.
//
// A Transport belongs to one thread. It may be opened again after it was closed or lost, any number of times.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "drivers/transport/address.h"
#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"

namespace bancheng::drivers {

/// Closed vocabulary of what can go wrong on the wire.
enum class TransportError {
  absent,       ///< open: no such device node, nobody listens, host unreachable
  unavailable,  ///< open: it is there and cannot be had: taken by another program, no permission, not a tty
  gone,         ///< the open link ended: unplugged, hung up, reset; close and open again
  deadline,     ///< nothing wrong, but the deadline came first
  interrupted,  ///< the interrupt descriptor became readable first
};

[[nodiscard]] std::string_view name_of(TransportError error) noexcept;

/// How long a call may take. `interrupt_fd` (-1: none) ends it early as soon as it is readable; it is not read from.
struct Limit {
  base::SteadyTime deadline;
  int interrupt_fd = -1;
};

template <typename T>
using TransportResult = base::Result<T, TransportError>;

class Transport {
 public:
  virtual ~Transport() = default;
  /// Opens the link; an open one is closed first.
  [[nodiscard]] virtual TransportResult<void> open(const Limit& limit) = 0;
  /// Waits for at least one byte and takes what is there, at most into.size() (which must not be 0). Never returns 0
  /// bytes: the end of the stream is `gone`. `gone` also when the link is not open.
  [[nodiscard]] virtual TransportResult<std::size_t> read_some(std::span<std::uint8_t> into, const Limit& limit) = 0;
  /// Hands all bytes to the wire's driver. After any error an unknown part of them is under way.
  [[nodiscard]] virtual TransportResult<void> write_all(std::span<const std::uint8_t> bytes, const Limit& limit) = 0;
  /// Throws away what has arrived and was not yet read: a late answer to an earlier command.
  virtual void drop_input() noexcept = 0;
  /// Gives up what was not yet sent and closes at once. Closing twice is allowed.
  virtual void close() noexcept = 0;
};

/// `clock` must outlive the transport.
[[nodiscard]] std::unique_ptr<Transport> make_transport(const Address& address, const base::Clock& clock);

}  // namespace bancheng::drivers
