// What goes wrong at a terminal, as the technician is told: closed vocabularies, and the ring of what happened last.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "drivers/hal/device.h"
#include "drivers/hal/receipt_printer.h"
#include "kiosk/base/clock.h"

namespace bancheng::diagnostics {

/// The parts of a terminal that can be in trouble. The first four are its devices.
enum class Part : std::uint8_t { reader, scanner, camera, printer, hall, disk };
inline constexpr std::array kDevices{Part::reader, Part::scanner, Part::camera, Part::printer};
inline constexpr std::array kParts{Part::reader, Part::scanner, Part::camera, Part::printer, Part::hall, Part::disk};

enum class Trouble : std::uint8_t {
  gone,              ///< a device is silent, unplugged or cannot be opened
  not_ready,         ///< talks, but cannot work now and does not say why
  faulty,            ///< says itself that it is broken
  card_moved, card_refused,                          // reader
  code_refused,                                      // scanner
  no_picture,                                        // camera
  no_page,                                           // camera: nothing that looks like a page lay there
  paper_out, cover_open, cutter_jam, hot, paper_low,  // printer
  unreachable,       ///< the hall does not answer
  courier_gone,      ///< the program that delivers does not run
  disk_full, disk_failed,
};
inline constexpr std::size_t kTroubles = static_cast<std::size_t>(Trouble::disk_failed) + 1;
/// Part of a message id: "service.trouble.<name>", "service.todo.<name>".
[[nodiscard]] const char* name_of(Trouble trouble);
[[nodiscard]] const char* name_of(Part part);

[[nodiscard]] Trouble trouble_of(hal::PrinterFault fault);

struct Mishap {
  Part part{};
  Trouble trouble{};
  base::WallTime at{};        ///< of the last time
  std::uint32_t times = 1;    ///< in a row
  friend bool operator==(const Mishap&, const Mishap&) = default;
};

/// The last kMost mishaps, newest first. The same one again and again is one entry with a count.
class Mishaps {
 public:
  static constexpr std::size_t kMost = 50;
  void note(Part part, Trouble trouble, base::WallTime at);
  [[nodiscard]] const std::deque<Mishap>& all() const { return all_; }
  [[nodiscard]] const Mishap* last_of(Part part) const;  ///< null: none
  friend bool operator==(const Mishaps&, const Mishaps&) = default;

 private:
  std::deque<Mishap> all_;
};

/// What one device says of itself.
struct DeviceFacts {
  hal::Health health = hal::Health::starting;
  hal::Identity identity;
  std::vector<hal::PrinterFault> faults;  ///< of the printer
  bool paper_near_end = false;            ///< of the printer
  friend bool operator==(const DeviceFacts&, const DeviceFacts&) = default;
};

/// What is wrong with a device now, the worst first; empty: nothing, or nothing is known yet.
[[nodiscard]] std::vector<Trouble> troubles_of(const DeviceFacts& facts);

}  // namespace bancheng::diagnostics
