// The hall as the courier needs it: what it can be asked, and what every answer comes down to.
#pragma once

#include <cstdint>
#include <string>

#include "kiosk/core/delivery/planner.h"

namespace bancheng::net {

/// A stretch of an open file that is sent as it is. The descriptor stays the caller's.
struct Body {
  int fd = -1;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  core::delivery::Sha256 sha256{};
};

/// Every call blocks until there is an answer; there always is one. `done` means a positive answer that echoes the number
/// and the hash of what was sent.
class Hall {
 public:
  virtual ~Hall() = default;
  [[nodiscard]] virtual core::delivery::Answer health() = 0;
  [[nodiscard]] virtual core::delivery::Answer put_part(const std::string& number, std::uint32_t index, const Body& sealed) = 0;
  [[nodiscard]] virtual core::delivery::Answer submit(const std::string& number, const Body& sealed_manifest) = 0;
};

}  // namespace bancheng::net
