// A receipt as the commands that print it, in pieces between which the printer's state can be asked. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "drivers/receipt_printer/bands.h"
#include "drivers/receipt_printer/commands.h"

namespace bancheng::drivers::escpos {

/// How much may be on its way to a printer at a time so that its receive buffer never fills: a full buffer shuts
/// real-time requests out on many links (receipt-printer page, sections 1 and 3). 4 KB buffers are usual.
inline constexpr std::size_t kMostUnderWay = 3072;

/// The highest band of which two, each with the question that follows it, are within kMostUnderWay; at least 1.
[[nodiscard]] std::uint32_t rows_per_band(std::uint32_t width_in_dots);

/// Before the picture: known settings, automatic status back on (ESC @ may have ended it).
[[nodiscard]] Bytes job_beginning();

/// After the picture: feed, cut, and the question whose answer proves the printing: the process id, or for models
/// without process ids the in-order paper status.
[[nodiscard]] Bytes job_end(const std::optional<ProcessId>& id);

}  // namespace bancheng::drivers::escpos
