// Effects: everything that the session asks of the world. The effect runner (kiosk/app) carries them out in order and
// answers with events; an effect that fails answers with an event too, so nothing is waited for in vain.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/core/delivery/submission.h"
#include "kiosk/core/inquiry/inquiry.h"
#include "kiosk/core/receipt/receipt.h"
#include "kiosk/core/words.h"

namespace bancheng::core::session {

struct StartCardReading { friend bool operator==(const StartCardReading&, const StartCardReading&) = default; };
struct StopCardReading { friend bool operator==(const StopCardReading&, const StopCardReading&) = default; };
struct StartCodeReading { friend bool operator==(const StartCodeReading&, const StartCodeReading&) = default; };
struct StopCodeReading { friend bool operator==(const StopCodeReading&, const StopCodeReading&) = default; };
struct StartPreview { friend bool operator==(const StartPreview&, const StartPreview&) = default; };
struct StopPreview { friend bool operator==(const StopPreview&, const StopPreview&) = default; };
/// Answered by one PageCaptured or CaptureFailed with the same job. An answer to a job that nobody waits for any more is
/// met with DropPage.
struct Capture {
  std::uint64_t job = 0;
  friend bool operator==(const Capture&, const Capture&) = default;
};
/// A page that is not wanted any more (retaken, removed).
struct DropPage {
  delivery::PageId page;
  friend bool operator==(const DropPage&, const DropPage&) = default;
};
/// Seal and store; answered by one Stored or StoreFailed with the same job, however late: never by both, never twice. The
/// session stores the same thing again only after StoreFailed. The outbox gives the number, and keeps "receipt owed" in
/// the same transaction for applications and help cases.
struct Store {
  delivery::Submission submission;
  std::uint64_t job = 0;
  friend bool operator==(const Store&, const Store&) = default;
};
/// Tell when the hall has acknowledged this number (HallAccepted may or may not come).
struct WatchAcceptance {
  std::string number;
  friend bool operator==(const WatchAcceptance&, const WatchAcceptance&) = default;
};
/// Ask the hall while the person waits; answered by one Answered or Unanswered with the same job.
struct Ask {
  inquiry::Question question;
  std::uint64_t job = 0;
  friend bool operator==(const Ask&, const Ask&) = default;
};
/// Answered by Printed or PrintFailed with the same job.
struct Print {
  std::uint64_t job = 0;
  Language language = Language::zh_cn;
  receipt::Receipt receipt;
  friend bool operator==(const Print&, const Print&) = default;
};
/// The receipt of this number is in the person's hands (or was declined): nothing is owed any more.
struct ForgetOwedReceipt {
  std::string number;
  friend bool operator==(const ForgetOwedReceipt&, const ForgetOwedReceipt&) = default;
};
/// The session is over: pages, text caches, input helpers and every copy are destroyed and wiped; devices are stopped.
struct Wipe { friend bool operator==(const Wipe&, const Wipe&) = default; };
/// A short sound: warning of the idle time, or that something was taken in.
enum class Sound { attention, done };
struct PlaySound {
  Sound sound{};
  friend bool operator==(const PlaySound&, const PlaySound&) = default;
};

using Effect = std::variant<StartCardReading, StopCardReading, StartCodeReading, StopCodeReading, StartPreview, StopPreview, Capture, DropPage, Store, WatchAcceptance, Ask,
                            Print, ForgetOwedReceipt, Wipe, PlaySound>;
using Effects = std::vector<Effect>;

}  // namespace bancheng::core::session
