// The reading and writing that every Transport over one non-blocking descriptor shares.
#pragma once

#include "drivers/transport/transport.h"
#include "kiosk/base/unique_fd.h"
#include "kiosk/base/wait.h"

namespace bancheng::drivers {

class FdTransport : public Transport {
 public:
  explicit FdTransport(const base::Clock& clock) : clock_(clock) {}
  [[nodiscard]] TransportResult<std::size_t> read_some(std::span<std::uint8_t> into, const Limit& limit) final;
  [[nodiscard]] TransportResult<void> write_all(std::span<const std::uint8_t> bytes, const Limit& limit) final;

 protected:
  [[nodiscard]] const base::Clock& clock() const noexcept { return clock_; }
  /// As write(2), without ever raising SIGPIPE.
  [[nodiscard]] virtual ssize_t write_now(std::span<const std::uint8_t> bytes) noexcept = 0;

  base::UniqueFd fd_;

 private:
  const base::Clock& clock_;
};

/// What a failed wait means to the caller; only for answers other than `ready`.
[[nodiscard]] TransportError error_of_wait(base::Readiness readiness) noexcept;

}  // namespace bancheng::drivers
