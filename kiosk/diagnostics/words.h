// What the technician reads, from facts: short, and with what to do.
#pragma once

#include <string>

#include "kiosk/core/words.h"
#include "kiosk/diagnostics/diagnostics.h"

namespace bancheng::diagnostics {

using core::say;
using core::Words;

[[nodiscard]] Words part_words(Part part);
[[nodiscard]] Words trouble_words(Trouble trouble);
/// What to do about it.
[[nodiscard]] Words todo_words(Trouble trouble);
/// How a device is now: its worst trouble, or that it works, or that it was not heard from yet.
[[nodiscard]] Words state_words(const DeviceFacts& facts);
/// Model, serial number, firmware, as far as the device says them.
[[nodiscard]] Words identity_words(const hal::Identity& identity);
/// "12 min", "3 h", "2 days".
[[nodiscard]] Words age_words(base::Milliseconds age);
/// The last mishap of a part with its time; "none since the start".
[[nodiscard]] Words last_mishap_words(const Mishaps& mishaps, Part part);
[[nodiscard]] Words mishap_words(const Mishap& mishap);
[[nodiscard]] Words hall_words(const HallFacts& hall);
[[nodiscard]] Words queue_words(const std::optional<QueueHeard>& queue, base::WallTime now);
/// "2027-01-31, 66 days left".
[[nodiscard]] Words expiry_words(const Certificate& certificate, base::WallTime now);
/// Whole days until it expires; negative once it has. Nothing: it cannot be read.
[[nodiscard]] std::optional<std::int64_t> days_left(const Certificate& certificate, base::WallTime now);
[[nodiscard]] Words disk_words(const TerminalFacts& facts);
/// A technical text (a number, a model), said as it is; "—" when there is none.
[[nodiscard]] Words plain(const std::string& text);

/// "2026-01-31 09:05:07", in Asia/Shanghai.
[[nodiscard]] std::string second_text(base::WallTime at);

}  // namespace bancheng::diagnostics
