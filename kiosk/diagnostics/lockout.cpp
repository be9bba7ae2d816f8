#include "kiosk/diagnostics/lockout.h"

#include <algorithm>

namespace bancheng::diagnostics {

base::Milliseconds lock_after(std::uint32_t wrong) {
  if (wrong <= kFreeMistakes) return base::Milliseconds(0);
  const std::uint32_t doublings = std::min<std::uint32_t>(wrong - kFreeMistakes - 1, 20);
  return std::min(kFirstLock * (1 << doublings), kLongestLock);
}

base::Milliseconds locked_for(const Lockout& lockout, base::WallTime now) {
  const base::Milliseconds whole = lock_after(lockout.wrong);
  const base::Milliseconds elapsed = std::max(now - lockout.last, base::Milliseconds(0));
  return std::max(whole - elapsed, base::Milliseconds(0));
}

}  // namespace bancheng::diagnostics
