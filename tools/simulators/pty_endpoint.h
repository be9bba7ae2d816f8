// A pty whose slave is linked under a name of its own, as udev links a serial device.
#pragma once

#include <filesystem>

#include "kiosk/base/unique_fd.h"
#include "tools/simulators/endpoint.h"

namespace bancheng::simulators {

class PtyEndpoint final : public Endpoint {
 public:
  explicit PtyEndpoint(std::filesystem::path link);
  ~PtyEndpoint() override;
  [[nodiscard]] base::Result<void, base::Complaint> plug() override;
  void unplug() noexcept override;
  [[nodiscard]] bool plugged() const noexcept override { return master_.valid(); }
  [[nodiscard]] int fd() const noexcept override { return master_.get(); }
  [[nodiscard]] std::size_t read(std::span<std::uint8_t> into) noexcept override;
  [[nodiscard]] std::size_t write(std::span<const std::uint8_t> bytes) noexcept override;
  void tick() noexcept override;

 private:
  const std::filesystem::path link_;
  base::UniqueFd master_;
  base::UniqueFd slave_;  // kept open: else each close by the host would look like the end of the line
};

}  // namespace bancheng::simulators
