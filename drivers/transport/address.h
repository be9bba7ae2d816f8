// Where a device is, as it stands in a profile:
//   serial:/dev/ttyS1?baud=115200            8N1, no flow control; baud 115200 when not given
//   serial:/dev/serial/by-id/usb-…?baud=9600&flow=rtscts
//   tcp:192.168.1.50:9100     tcp:[fd00::5]:9100
// TCP hosts are numeric addresses: looking a name up could not be bounded by a deadline.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "kiosk/base/result.h"

namespace bancheng::drivers {

enum class FlowControl { none, rtscts };

struct SerialAddress {
  std::string path;  ///< absolute; a tty or a pty, links are followed at each opening
  std::uint32_t baud = 115200;
  FlowControl flow = FlowControl::none;
  friend bool operator==(const SerialAddress&, const SerialAddress&) = default;
};

struct TcpAddress {
  std::string host;  ///< IPv4 or IPv6 in digits, without brackets
  std::uint16_t port = 0;
  friend bool operator==(const TcpAddress&, const TcpAddress&) = default;
};

using Address = std::variant<SerialAddress, TcpAddress>;

/// The complaint's `where` is the text itself.
[[nodiscard]] base::Result<Address, base::Complaint> parse_address(std::string_view text);

}  // namespace bancheng::drivers
