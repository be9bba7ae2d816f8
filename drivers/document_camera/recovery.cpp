#include "drivers/document_camera/recovery.h"

#include <algorithm>

namespace bancheng::drivers {

RecoveryStep Recovery::after_silence() noexcept {
  switch (++silences_) {
    case 1: return RecoveryStep::go_on;
    case 2: return RecoveryStep::restart_stream;
    case 3: return RecoveryStep::reopen;
    default: silences_ = 0; return RecoveryStep::give_up;
  }
}

RecoveryStep Recovery::after_error() noexcept {
  if (++errors_ == 1) return RecoveryStep::reopen;
  errors_ = 0;
  return RecoveryStep::give_up;
}

base::Milliseconds Recovery::next_pause() noexcept {
  constexpr base::Milliseconds kFirst{500}, kLongest{30'000};
  const base::Milliseconds pause = kFirst * (1 << std::min(pauses_, 6));
  ++pauses_;
  return std::min(pause, kLongest);
}

}  // namespace bancheng::drivers
