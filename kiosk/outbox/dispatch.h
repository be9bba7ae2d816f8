// Dispatch: the courier's end of the outbox. Reads what waits, and erases it after the hall's positive acknowledgement.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"
#include "kiosk/core/delivery/planner.h"
#include "kiosk/outbox/place.h"
#include "kiosk/outbox/record_reader.h"

namespace bancheng::outbox {

enum class DispatchError {
  not_there,    ///< no such record waits (any more)
  damaged,      ///< the record was damaged and has been set aside, with an alert
  unreadable,   ///< the disk does not give this record now: it stays where it is and may be tried again
  disk_failed,
  locked,
};
[[nodiscard]] const char* name_of(DispatchError error);

/// One thread at a time; calls block on the disk. Safe beside a kiosk that stores.
class Dispatch {
 public:
  /// Opens or makes the outbox, and ends what a crash interrupted: erases what was acknowledged.
  [[nodiscard]] static base::Result<std::unique_ptr<Dispatch>, DispatchError> open(const Place& place);
  ~Dispatch();

  /// The oldest that wait, at most `limit`.
  [[nodiscard]] base::Result<std::vector<core::delivery::Waiting>, DispatchError> waiting(std::size_t limit);
  [[nodiscard]] base::Result<core::delivery::Waiting, DispatchError> find_waiting(const std::string& number);

  /// Opens a record and checks the bytes of what is to be sent now; a damaged one is set aside.
  [[nodiscard]] base::Result<Sendable, DispatchError> part(const std::string& number, std::uint32_t index);
  [[nodiscard]] base::Result<Sendable, DispatchError> manifest(const std::string& number);

  /// The hall has acknowledged: marks it (synced), then erases the record. Done again after a crash in between. When only
  /// the erasing fails the mark holds, the answer is a success, and erase_acknowledged() finishes it later.
  [[nodiscard]] base::Result<void, DispatchError> acknowledge(const std::string& number, base::WallTime at);
  [[nodiscard]] base::Result<void, DispatchError> erase_acknowledged();

  /// Refused by the hall: kept, with the hall's code, until a person releases it; raises the alert.
  [[nodiscard]] base::Result<void, DispatchError> park(const std::string& number, const std::string& code);
  /// Everything parked waits again, and so does what was set aside as damaged and reads well now, every byte of it (a cable, a
  /// controller, a file put back from a copy). Answers how many.
  [[nodiscard]] base::Result<std::uint64_t, DispatchError> release_parked();

  [[nodiscard]] base::Result<bool, DispatchError> is_accepted(const std::string& number);
  [[nodiscard]] base::Result<Backlog, DispatchError> backlog();

 private:
  struct Impl;
  explicit Dispatch(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::outbox
