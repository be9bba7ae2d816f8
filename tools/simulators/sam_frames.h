// The reader's side of the SAM frames (id-card-reader page, section 2): commands in, answers out.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "tools/simulators/device.h"

namespace bancheng::simulators {

struct SamCommand {
  enum class Fault { none, checksum, length };
  std::uint8_t code = 0;
  std::uint8_t parameter = 0;
  Fault fault = Fault::none;
};

/// Finds commands in what the host sends.
class SamCommandReader {
 public:
  void feed(std::span<const std::uint8_t> bytes);
  [[nodiscard]] std::optional<SamCommand> next();
  void clear() { buffer_.clear(); }

 private:
  Bytes buffer_;
};

/// AA AA AA 96 69 | Len | 00 00 SW3 | data | CHK
[[nodiscard]] Bytes make_sam_answer(std::uint8_t sw3, std::span<const std::uint8_t> data = {});

}  // namespace bancheng::simulators
