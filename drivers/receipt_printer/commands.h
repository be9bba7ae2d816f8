// The ESC/POS commands that this driver sends, as bytes. Pure. Source: receipt-printer page, the section named at each.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "kiosk/base/person_text.h"

namespace bancheng::drivers::escpos {

using Bytes = std::vector<std::uint8_t>;

/// What DLE EOT asks about (section 3, table of n).
enum class Topic : std::uint8_t { printer = 1, offline_cause = 2, error_cause = 3, roll_paper = 4 };

/// Which text GS I answers with (section 3, "5F … 00").
enum class IdentityText : std::uint8_t { firmware = 65, maker = 66, model = 67, serial = 68 };

/// What DLE ENQ does: go on after a wait for FEED, or recover from an error whose cause was removed (section 5).
enum class Recovery : std::uint8_t { resume = 0, restart_line = 1, clear_buffers = 2 };

/// The four characters, 20h..7Eh each, that come back when everything before them has been printed (section 4).
using ProcessId = std::array<std::uint8_t, 4>;

/// Distinct for 95^4 successive counters.
[[nodiscard]] ProcessId process_id(std::uint32_t counter);

[[nodiscard]] Bytes initialise();                         ///< ESC @
[[nodiscard]] Bytes feed_and_cut();                       ///< GS V 66 0: feed to the cutter, cut
[[nodiscard]] Bytes request_status(Topic topic);          ///< DLE EOT n
[[nodiscard]] Bytes request_paper_status();               ///< GS r 1: answered in order, section 3
[[nodiscard]] Bytes request_process_id(ProcessId id);     ///< GS ( H fn 48
[[nodiscard]] Bytes request_identity(IdentityText text);  ///< GS I n
[[nodiscard]] Bytes enable_auto_status();                 ///< GS a: online, error and paper
[[nodiscard]] Bytes recover(Recovery how);                ///< DLE ENQ n
[[nodiscard]] Bytes clear_buffers();                      ///< DLE DC4 fn 8; answered by 37 25 00

/// Bytes that complete a picture which an earlier program left half sent: NUL is white inside a picture and nothing
/// outside of one. [C]
[[nodiscard]] Bytes padding(std::size_t count);

/// GS v 0, mode 0. `rows` is height * bytes_per_row bytes; both measures at least 1 and at most 65535.
[[nodiscard]] base::PersonBytes raster(std::uint16_t bytes_per_row, std::uint16_t height,
                                       std::span<const std::uint8_t> rows);

/// Bytes before the picture's own in what raster() makes.
inline constexpr std::size_t kRasterHeaderSize = 8;

}  // namespace bancheng::drivers::escpos
