// Real-time commands, which a printer obeys as they arrive, whatever else waits in its buffer (receipt-printer page,
// sections 3 to 5). Like a real receiver it does not know what is a picture: it finds them in any bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace bancheng::simulators {

struct RealTimeCommand {
  enum class Kind { ask_status, recover, clear_buffers, pulse };
  Kind kind;
  std::uint8_t n = 0;  ///< DLE EOT n, DLE ENQ n
};

class RealTimeFilter {
 public:
  /// A command that `byte` completes. Bytes that turn out to be no part of one are added to `through`, in their order.
  [[nodiscard]] std::optional<RealTimeCommand> feed(std::uint8_t byte, std::vector<std::uint8_t>& through);
  void reset() { held_.clear(); }

 private:
  std::vector<std::uint8_t> held_;  ///< may still become a command
};

}  // namespace bancheng::simulators
