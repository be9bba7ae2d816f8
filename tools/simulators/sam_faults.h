// What can be wrong with the answers of the simulated ID-card reader (id-card-reader page, section 8).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tools/simulators/device.h"

namespace bancheng::simulators {

struct SamFaults {
  // For the next answers.
  unsigned wrong_checksums = 0;               ///< how many
  std::optional<unsigned> wrong_length;       ///< the Len that the next answer carries
  std::optional<unsigned> dropped_byte;       ///< the index of the byte that the next answer lacks
  std::optional<base::Milliseconds> late;     ///< how late the next answer comes
  std::optional<unsigned> cut_after;          ///< the next read answer ends after so many bytes and the card is gone
  unsigned failing_reads = 0;                 ///< how many reads answer 41
  unsigned garbled_commands = 0;              ///< how many commands arrive damaged and are answered 10
  bool unplug_inside = false;                 ///< the plug is pulled in the middle of the next read answer

  // Until `ok`.
  Bytes extra;                                ///< before each preamble
  std::optional<unsigned> split;              ///< each answer pauses after so many bytes
  std::optional<std::uint8_t> fault_code;     ///< each answer is this SW3
  std::optional<std::uint8_t> refusal;        ///< each selected card is refused with this SW3
  bool silent = false;

  /// `fault <name> [argument]`; "ok" or "error …".
  [[nodiscard]] std::string set(std::string_view text);
};

}  // namespace bancheng::simulators
