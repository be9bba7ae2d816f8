// PinStore: the technician's PIN on the disk of the terminal, as argon2id (RFC 9106), and the lock-out that outlives a
// restart. Folder [paths] service of the configuration: "pin" (the encoded hash) and "lockout" (a record of fixed size, so
// that it can be written over in place when the disk is full), both mode 0600.
#pragma once

#include <filesystem>
#include <optional>

#include "kiosk/base/clock.h"
#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"
#include "kiosk/diagnostics/event.h"
#include "kiosk/diagnostics/lockout.h"

namespace bancheng::app {

/// Why a PIN is too easy or has another form than 6 to 12 digits; nothing when it is good.
[[nodiscard]] std::optional<std::string> objection_to_pin(std::string_view pin);

/// One thread at a time. Reads the files anew each time, so that a PIN that was set meanwhile counts at once.
class PinStore {
 public:
  struct Checked {
    diagnostics::PinVerdict verdict{};
    base::Milliseconds locked_for{0};
  };

  /// `clock` must outlive the store.
  PinStore(std::filesystem::path folder, const base::Clock& clock) : folder_(std::move(folder)), clock_(clock) {}

  /// Replaces the PIN and ends every lock. Makes the folder where there is none; run as root, the files go to its owner.
  [[nodiscard]] static base::Result<void, base::Complaint> set(const std::filesystem::path& folder, const base::PersonText& pin);

  [[nodiscard]] bool is_set() const;
  [[nodiscard]] base::Milliseconds locked_for();
  /// Takes a tenth of a second or more. The try is on the disk, synced, before the PIN is looked at: pulling the plug wins
  /// no further try.
  [[nodiscard]] Checked check(const base::PersonText& pin);

 private:
  [[nodiscard]] diagnostics::Lockout read() const;
  [[nodiscard]] bool write(const diagnostics::Lockout& lockout) const;

  std::filesystem::path folder_;
  const base::Clock& clock_;
  std::uint32_t known_wrong_ = 0;      ///< mistakes that locked_until_ was made for
  base::SteadyTime locked_until_{};    ///< a wall clock that is set on does not shorten a lock
};

}  // namespace bancheng::app
