// Effects: what the diagnostic mode asks of the world. Those that are the session's too have the session's words.
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "kiosk/core/session/effect.h"

namespace bancheng::diagnostics {

using core::session::Capture;           ///< answered by PageSeen or PageFailed
using core::session::DropPage;
using core::session::StartCardReading;
using core::session::StartPreview;
using core::session::StopCardReading;
using core::session::StopPreview;

/// Answered by PinChecked with the same job.
struct CheckPin {
  std::uint64_t job = 0;
  base::PersonText pin;
  friend bool operator==(const CheckPin&, const CheckPin&) = default;
};
/// Answered by TerminalFacts and QueueHeard.
struct ReadFacts { friend bool operator==(const ReadFacts&, const ReadFacts&) = default; };
struct StartScanning { friend bool operator==(const StartScanning&, const StartScanning&) = default; };
struct StopScanning { friend bool operator==(const StopScanning&, const StopScanning&) = default; };
/// Answered by PaperOut or PaperFailed with the same job.
struct Print {
  std::uint64_t job = 0;
  core::Language language = core::Language::zh_cn;
  core::receipt::Receipt receipt;
  bool with_pattern = false;  ///< test_pattern.h follows below the text
  friend bool operator==(const Print&, const Print&) = default;
};
/// For the log: what the technician did. Kinds, never contents.
enum class Act {
  called, let_in, wrong_pin, locked_out, no_pin, device_opened, card_read, code_read, page_taken, test_printed, report_printed, left, timed_out,
};
inline constexpr std::size_t kActs = static_cast<std::size_t>(Act::timed_out) + 1;
[[nodiscard]] const char* name_of(Act act);
struct Note {
  Act act{};
  friend bool operator==(const Note&, const Note&) = default;
};
/// The mode is left: everything that was shown is wiped, devices are stopped, the attract page returns.
struct Leave { friend bool operator==(const Leave&, const Leave&) = default; };

using Effect = std::variant<CheckPin, ReadFacts, StartCardReading, StopCardReading, StartScanning, StopScanning, StartPreview, StopPreview, Capture,
                            DropPage, Print, Note, Leave>;
using Effects = std::vector<Effect>;

}  // namespace bancheng::diagnostics
