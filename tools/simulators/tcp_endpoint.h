// A TCP server that takes one host at a time, as a network printer or a serial server does.
#pragma once

#include <netinet/in.h>

#include <filesystem>
#include <optional>
#include <string>

#include "kiosk/base/unique_fd.h"
#include "tools/simulators/endpoint.h"

namespace bancheng::simulators {

/// "127.0.0.1:0"; IPv4 in digits.
[[nodiscard]] std::optional<sockaddr_in> parse_listen(const std::string& text);

class TcpEndpoint final : public Endpoint {
 public:
  /// `port_file` gets the port in digits at the first plug(); later ones use the same port.
  TcpEndpoint(const sockaddr_in& address, std::optional<std::filesystem::path> port_file);
  ~TcpEndpoint() override;
  [[nodiscard]] base::Result<void, base::Complaint> plug() override;
  void unplug() noexcept override;
  [[nodiscard]] bool plugged() const noexcept override { return listener_.valid(); }
  [[nodiscard]] int fd() const noexcept override { return host_ ? host_.get() : listener_.get(); }
  [[nodiscard]] std::size_t read(std::span<std::uint8_t> into) noexcept override;
  [[nodiscard]] std::size_t write(std::span<const std::uint8_t> bytes) noexcept override;

 private:
  [[nodiscard]] bool publish_port();

  sockaddr_in address_;
  const std::optional<std::filesystem::path> port_file_;
  base::UniqueFd listener_;
  base::UniqueFd host_;
};

}  // namespace bancheng::simulators
