// A TCP client. Keep-alive finds a peer that vanished without a word within about 10 s; a driver that polls finds it sooner.
#pragma once

#include "drivers/transport/fd_stream.h"

namespace bancheng::drivers {

class TcpTransport final : public FdTransport {
 public:
  TcpTransport(TcpAddress address, const base::Clock& clock);
  [[nodiscard]] TransportResult<void> open(const Limit& limit) override;
  void drop_input() noexcept override;
  void close() noexcept override;

 private:
  [[nodiscard]] ssize_t write_now(std::span<const std::uint8_t> bytes) noexcept override;
  const TcpAddress address_;
};

}  // namespace bancheng::drivers
