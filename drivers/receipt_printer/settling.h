// Settling: bringing a printer from an unknown state (just opened, or a job has failed) to a known one: buffers empty,
// settings known, nothing of an earlier receipt left on the paper, and what the model can do found out.
#pragma once

#include <cstdint>
#include <optional>

#include "drivers/hal/device.h"
#include "drivers/receipt_printer/conversation.h"

namespace bancheng::drivers::escpos {

/// What this model can do; nothing where no answer has told yet.
struct Abilities {
  std::optional<bool> process_ids;      ///< GS ( H
  std::optional<bool> in_order_status;  ///< GS r
  std::optional<bool> clears_buffers;   ///< DLE DC4 fn 8
};

struct Settling {
  std::uint32_t width_in_dots;
  ProcessId probe;    ///< not used for any job
  bool cut_off_rest;  ///< a failed job left its beginning on the paper
};

/// The printer was online when last asked. False: it went offline meanwhile, try again when it is back. Fails like
/// Conversation.
[[nodiscard]] TransportResult<bool> settle(Conversation& talk, Abilities& abilities, const Settling& how);

/// What the model says it is; empty where it says nothing. Only for models known to answer GS ( H: others may print the
/// question.
[[nodiscard]] TransportResult<hal::Identity> ask_identity(Conversation& talk);

}  // namespace bancheng::drivers::escpos
