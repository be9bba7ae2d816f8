// Events: what the diagnostic mode is told. It listens from the start, also while it is not open, so that the technician
// finds what went wrong before he came. Nothing of a person is in any of them: what a card or a code says is masked before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "drivers/hal/id_card_reader.h"
#include "drivers/hal/receipt_printer.h"
#include "kiosk/base/clock.h"
#include "kiosk/core/identity/id_card.h"
#include "kiosk/core/session/event.h"
#include "kiosk/diagnostics/trouble.h"

namespace bancheng::diagnostics {

// Touches and time are the session's words.
using core::session::Activity;
using core::session::Intent;
using core::session::Tick;

// --- the way in -----------------------------------------------------------------------------------------------------

/// The service gesture was made while nobody was there.
struct Called {
  bool pin_is_set = false;
  base::Milliseconds locked_for{0};
};
/// Answers CheckPin.
enum class PinVerdict { right, wrong, locked, unreadable };
struct PinChecked {
  std::uint64_t job = 0;  ///< of the CheckPin that it answers
  PinVerdict verdict{};
  base::Milliseconds locked_for{0};
};

// --- devices --------------------------------------------------------------------------------------------------------

struct DeviceHeard {
  Part device{};
  DeviceFacts facts;
};
struct CardSeen {
  core::identity::CardKind kind{};
  base::PersonText masked_number;
  base::PersonText masked_name;
  std::optional<core::identity::CardObjection> objection;  ///< why a visit would not go on with it
  friend bool operator==(const CardSeen&, const CardSeen&) = default;
};
struct CardFailed {
  hal::CardFault fault{};
};
struct CodeSeen {
  std::uint32_t characters = 0;
  std::uint32_t bytes = 0;
  std::string symbology;   ///< AIM id without the bracket, such as "Q1"; empty where the scanner does not say
  bool of_test_page = false;
  friend bool operator==(const CodeSeen&, const CodeSeen&) = default;
};
struct CodeFailed {};
/// Answers Capture.
struct PageSeen {
  std::uint64_t job = 0;
  core::delivery::PageId page;
  std::uint32_t width = 0;   ///< pixels
  std::uint32_t height = 0;
  std::uint32_t bytes = 0;   ///< of its JPEG
};
struct PageFailed {
  std::uint64_t job = 0;
  core::session::CaptureTrouble trouble{};
};
/// Answers Print.
struct PaperOut {
  std::uint64_t job = 0;
  hal::Proof proof{};
};
struct PaperFailed {
  std::uint64_t job = 0;
  hal::PrinterFault fault{};
};

// --- hall, disk -----------------------------------------------------------------------------------------------------

struct HallHeard {
  bool reachable = false;
};
struct CourierHeard {
  bool there = false;
};
struct QueueHeard {
  std::uint64_t waiting = 0;
  std::uint64_t parked = 0;   ///< refused by the hall, for a person
  std::optional<base::WallTime> oldest;
};
struct StoringFailed {
  core::session::StoreTrouble trouble{};
};

/// A certificate that the terminal holds.
struct Certificate {
  enum class Of { hall_sealing, terminal } of{};
  std::string name;                      ///< common name of its subject
  std::optional<base::WallTime> expires;  ///< nothing: the file cannot be read
  friend bool operator==(const Certificate&, const Certificate&) = default;
};
/// Answers ReadFacts.
struct TerminalFacts {
  std::vector<Certificate> certificates;
  std::string program;          ///< version
  std::uint64_t catalogue = 0;  ///< version
  std::uint32_t items = 0;      ///< in the catalogue
  std::string assets;           ///< the first digits of a digest over all files
  std::uint64_t disk_free = 0;  ///< bytes
  std::uint64_t disk_size = 0;
  std::uint64_t damaged = 0;    ///< records of the outbox that were set aside
  friend bool operator==(const TerminalFacts&, const TerminalFacts&) = default;
};

using Happening = std::variant<Intent, Activity, Tick, Called, PinChecked, DeviceHeard, CardSeen, CardFailed, CodeSeen, CodeFailed, PageSeen,
                               PageFailed, PaperOut, PaperFailed, HallHeard, CourierHeard, QueueHeard, StoringFailed, TerminalFacts>;

struct Event {
  base::Moment at;
  Happening what;
};

}  // namespace bancheng::diagnostics
