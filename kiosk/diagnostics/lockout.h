// The lock-out of the PIN: three mistakes are free, each further one locks for twice as long as the one before.
#pragma once

#include <cstdint>

#include "kiosk/base/clock.h"

namespace bancheng::diagnostics {

/// What is kept on the disk, so that switching the terminal off and on again opens nothing.
struct Lockout {
  std::uint32_t wrong = 0;  ///< PINs in a row that were not right
  base::WallTime last{};    ///< when the last of them was tried
  friend bool operator==(const Lockout&, const Lockout&) = default;
};

inline constexpr std::uint32_t kFreeMistakes = 3;
inline constexpr base::Milliseconds kFirstLock{30'000};
inline constexpr base::Milliseconds kLongestLock{24 * 60 * 60 * 1000};

/// How long the PIN is locked after so many mistakes in a row: 0, 0, 0, 30 s, 60 s, 120 s, … at most a day.
[[nodiscard]] base::Milliseconds lock_after(std::uint32_t wrong);

/// How long it is still locked at `now`. A clock that was set back begins the lock anew: never longer, never shorter.
[[nodiscard]] base::Milliseconds locked_for(const Lockout& lockout, base::WallTime now);

}  // namespace bancheng::diagnostics
