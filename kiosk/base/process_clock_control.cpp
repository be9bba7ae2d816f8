#include <cstdlib>

#include "kiosk/base/control_clock.h"

namespace bancheng::base {

std::unique_ptr<Clock> make_process_clock() {
  const char* file = std::getenv("BANCHENG_CONTROL_CLOCK");
  if (file == nullptr || *file == '\0') return std::make_unique<SystemClock>();
  auto clock = ControlClock::open(file);
  // A simulation whose clock is missing would wait in real time without anybody knowing why.
  if (!clock) std::abort();
  return std::move(*clock);
}

}  // namespace bancheng::base
