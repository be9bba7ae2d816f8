#include "drivers/transport/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace bancheng::drivers {
namespace {

constexpr std::array<std::uint32_t, 9> kBauds{1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400};

using AddressOrWhy = base::Result<Address, std::string>;

template <typename Number>
std::optional<Number> number_in(std::string_view digits) {
  Number value{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

/// Takes from `rest` what stands before `mark`, and the mark.
std::string_view take_until(std::string_view& rest, char mark) {
  const std::size_t at = std::min(rest.find(mark), rest.size());
  const std::string_view part = rest.substr(0, at);
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return part;
}

/// Empty when the option was understood.
std::string apply_option(SerialAddress& address, std::string_view option) {
  const std::string_view name = take_until(option, '=');
  if (name == "baud") {
    const auto baud = number_in<std::uint32_t>(option);
    if (!baud || std::find(kBauds.begin(), kBauds.end(), *baud) == kBauds.end()) {
      return "baud must be a usual rate from 1200 to 230400";
    }
    address.baud = *baud;
    return {};
  }
  if (name == "flow" && option == "none") return {};
  if (name == "flow" && option == "rtscts") {
    address.flow = FlowControl::rtscts;
    return {};
  }
  return "known options are baud=… and flow=none|rtscts";
}

AddressOrWhy parse_serial(std::string_view rest) {
  SerialAddress address;
  address.path = take_until(rest, '?');
  if (address.path.empty() || address.path.front() != '/') return base::failure(std::string("a serial path must be absolute"));
  while (!rest.empty()) {
    std::string why = apply_option(address, take_until(rest, '&'));
    if (!why.empty()) return base::failure(std::move(why));
  }
  return address;
}

bool is_numeric_host(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> parsed{};
  return ::inet_pton(AF_INET, host.c_str(), parsed.data()) == 1 || ::inet_pton(AF_INET6, host.c_str(), parsed.data()) == 1;
}

AddressOrWhy parse_tcp(std::string_view rest) {
  const std::size_t colon = rest.rfind(':');
  if (colon == std::string_view::npos) return base::failure(std::string("a TCP address needs a port"));
  const auto port = number_in<std::uint16_t>(rest.substr(colon + 1));
  if (!port || *port == 0) return base::failure(std::string("the port must be 1 to 65535"));
  std::string_view host = rest.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  TcpAddress address{std::string(host), *port};
  const bool is_v6 = host.find(':') != std::string_view::npos;
  if (is_v6 != bracketed || !is_numeric_host(address.host)) {
    return base::failure(std::string("the host must be a numeric address, IPv6 in brackets"));
  }
  return address;
}

AddressOrWhy parse(std::string_view text) {
  const std::string_view kind = take_until(text, ':');
  if (kind == "serial") return parse_serial(text);
  if (kind == "tcp") return parse_tcp(text);
  return base::failure(std::string("an address begins with serial: or tcp:"));
}

}  // namespace

base::Result<Address, base::Complaint> parse_address(std::string_view text) {
  return parse(text).map_error([&](std::string what) { return base::Complaint{std::string(text), std::move(what)}; });
}

}  // namespace bancheng::drivers
