// Events: everything that the session is told. Each carries the moment at which it happened; the core has no clock.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "kiosk/base/clock.h"
#include "kiosk/core/catalogue/item.h"
#include "kiosk/core/delivery/submission.h"
#include "kiosk/core/identity/id_card.h"
#include "kiosk/core/inquiry/inquiry.h"

namespace bancheng::core::session {

// --- the person -----------------------------------------------------------------------------------------------------

/// A touch, a key, a typed value: meant for one element of the present screen. Unknown or disabled elements are ignored.
struct Intent {
  std::string element;
  std::variant<std::monostate, base::PersonText, delivery::Signature> value;  ///< text of a field, strokes of a signature
};
/// The person did something that changed nothing in the session (opened a keyboard page, scrolled): restarts the idle time.
struct Activity {};

// --- time -----------------------------------------------------------------------------------------------------------

/// Sent when next_deadline(state) has passed.
struct Tick {};

// --- devices --------------------------------------------------------------------------------------------------------

enum class Device { id_card_reader, code_scanner, document_camera, receipt_printer };
/// Reported at the start and at each change.
struct DeviceState {
  Device device{};
  bool usable = false;
};
struct CardRead {
  identity::IdCard card;
};
enum class CardTrouble { moved, unsupported };
struct CardUnreadable {
  CardTrouble trouble{};
};
/// What the scanner read while it was asked to.
struct CodeRead {
  base::PersonText payload;
};
/// A page was found, rectified and kept under `page` in answer to Capture.
struct PageCaptured {
  delivery::PageId page;
  std::uint64_t job = 0;  ///< of the Capture that it answers
};
enum class CaptureTrouble { no_page_found, camera_failed };
struct CaptureFailed {
  CaptureTrouble trouble{};
  std::uint64_t job = 0;  ///< of the Capture that it answers
};
/// Closed vocabulary of why no paper came out.
enum class PrintTrouble { paper_out, cover_open, cutter_jam, hot, broken, silent };
struct Printed {
  std::uint64_t job = 0;
};
struct PrintFailed {
  std::uint64_t job = 0;
  PrintTrouble trouble{};
};

// --- disk, hall -----------------------------------------------------------------------------------------------------

struct Stored {
  delivery::StoredSubmission stored;
  std::uint64_t job = 0;  ///< of the Store that it answers
};
enum class StoreTrouble { disk_full, disk_failed };
struct StoreFailed {
  StoreTrouble trouble{};
  std::uint64_t job = 0;  ///< of the Store that it answers
};
/// The hall has positively acknowledged this number.
struct HallAccepted {
  std::string number;
};

/// Exactly one of these two answers an Ask.
struct Answered {
  inquiry::Answer answer;
  std::uint64_t job = 0;  ///< of the Ask
};
struct Unanswered {
  inquiry::Trouble trouble{};
  std::uint64_t job = 0;  ///< of the Ask
};

/// At start-up: a receipt of an earlier run was never printed. Holds no person data.
struct ReceiptOwed {
  std::string number;
  std::string receipt_code;
  delivery::SubmissionKind kind{};
  std::string item;  ///< may be empty
  base::WallTime stored_at{};
  bool accepted = false;
  delivery::Notes notes{};
};

using Happening = std::variant<Intent, Activity, Tick, DeviceState, CardRead, CardUnreadable, CodeRead, PageCaptured, CaptureFailed, Printed,
                               PrintFailed, Stored, StoreFailed, HallAccepted, Answered, Unanswered, ReceiptOwed>;

struct Event {
  base::Moment at;
  Happening what;
};

}  // namespace bancheng::core::session
