// What an answer means, and whether it can be the answer to a command (id-card-reader page, section 2: Responses, SW3).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "drivers/id_card/frame.h"

namespace bancheng::drivers::id_card {

/// Closed vocabulary of the reader's results, by what the driver does about them.
enum class Meaning {
  ok,
  card_found,
  item_absent,     ///< the card holds no such thing (no newest address)
  no_card,
  card_moved,      ///< card not answering, select or read failed: find it again
  card_refused,    ///< card and security module refuse each other, or the card is of another kind
  misunderstood,   ///< the reader got a damaged or unknown command: send it once more
  reader_fault,    ///< the security module is broken or has no keys
};

/// Codes that no table names count as card_moved: the tries are bounded, and trying again harms nothing.
[[nodiscard]] Meaning meaning_of(std::uint8_t sw3) noexcept;

/// Can `answer` belong to `command`, by its result and length? The protocol has no sequence numbers; an answer that
/// cannot belong is a late one to an earlier command and is to be dropped.
[[nodiscard]] bool can_answer(Command command, const Answer& answer) noexcept;

/// The number of the security module, as printed on it: "05.01-20110511-0123456789-0000000000". Nothing unless 16 bytes.
[[nodiscard]] std::optional<std::string> format_sam_id(std::span<const std::uint8_t> data);

}  // namespace bancheng::drivers::id_card
