// A tty: UART, USB converter, CDC device or pty. 8N1, raw, exclusive (TIOCEXCL), no hang-up of the line at closing.
#pragma once

#include "drivers/transport/fd_stream.h"

namespace bancheng::drivers {

class SerialTransport final : public FdTransport {
 public:
  SerialTransport(SerialAddress address, const base::Clock& clock);
  ~SerialTransport() override;
  [[nodiscard]] TransportResult<void> open(const Limit& limit) override;
  void drop_input() noexcept override;
  void close() noexcept override;

 private:
  [[nodiscard]] ssize_t write_now(std::span<const std::uint8_t> bytes) noexcept override;
  const SerialAddress address_;
};

}  // namespace bancheng::drivers
