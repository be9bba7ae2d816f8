// The receipt of a slip: in full while its visit lasts, without anything of the person afterwards.
#pragma once

#include "kiosk/core/receipt/receipt.h"
#include "kiosk/core/session/machine.h"

namespace bancheng::core::session {

[[nodiscard]] receipt::Receipt receipt_of(const Setup& setup, const State& state, const Slip& slip);

/// When a help case stored as this slip says is answered at the latest; nothing before the hall has it, because the time
/// counts from then.
[[nodiscard]] std::optional<catalogue::Deadline> help_deadline(const Setup& setup, const Slip& slip);

/// Why no paper came out; nothing: the printer could not be used at all.
[[nodiscard]] Words print_trouble_words(const std::optional<PrintTrouble>& trouble);

/// Who answers help cases, by the setup or in general words.
[[nodiscard]] Words help_office(const Setup& setup);

}  // namespace bancheng::core::session
