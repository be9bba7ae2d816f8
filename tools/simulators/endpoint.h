// Endpoint: the plug of a simulated device, a pty or a TCP server that takes one host at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "kiosk/base/result.h"
#include "tools/simulators/options.h"

namespace bancheng::simulators {

class Endpoint {
 public:
  virtual ~Endpoint() = default;
  /// The host can open it from now on.
  [[nodiscard]] virtual base::Result<void, base::Complaint> plug() = 0;
  /// The host gets a hang-up; nothing is there to open.
  virtual void unplug() noexcept = 0;
  [[nodiscard]] virtual bool plugged() const noexcept = 0;
  /// Readable when read() has something to do; -1 when unplugged.
  [[nodiscard]] virtual int fd() const noexcept = 0;
  /// What has come, without waiting; 0: nothing, or a host came or went.
  [[nodiscard]] virtual std::size_t read(std::span<std::uint8_t> into) noexcept = 0;
  /// How many bytes were taken, without waiting. All, when nobody listens: they are lost.
  [[nodiscard]] virtual std::size_t write(std::span<const std::uint8_t> bytes) noexcept = 0;
  /// Called some times a second.
  virtual void tick() noexcept {}
};

/// Complains when the options name neither or both kinds.
[[nodiscard]] base::Result<std::unique_ptr<Endpoint>, base::Complaint> make_endpoint(const Options& options);

}  // namespace bancheng::simulators
