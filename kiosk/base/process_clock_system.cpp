#include "kiosk/base/clock.h"

namespace bancheng::base {

std::unique_ptr<Clock> make_process_clock() { return std::make_unique<SystemClock>(); }

}  // namespace bancheng::base
