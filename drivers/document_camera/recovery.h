// Recovery: what to do when a camera gives trouble (document-camera page, section 4). Pure: it only counts.
//
//   silence:  1st go_on, 2nd restart_stream, 3rd reopen, 4th give_up
//   error:    1st reopen, 2nd give_up
//
// A good frame puts both back to their beginning. After give_up the device is closed and opened again after a pause that
// doubles from 0.5 s to 30 s.
#pragma once

#include "kiosk/base/clock.h"

namespace bancheng::drivers {

enum class RecoveryStep { go_on, restart_stream, reopen, give_up };

class Recovery {
 public:
  /// No good frame came within the time for one.
  [[nodiscard]] RecoveryStep after_silence() noexcept;
  /// The kernel reported an error of the hardware.
  [[nodiscard]] RecoveryStep after_error() noexcept;
  void good_frame() noexcept { *this = Recovery(); }
  /// A stream that is started because somebody wishes it, not to mend one, begins with a clean slate but for the pauses.
  void fresh_stream() noexcept { silences_ = errors_ = 0; }
  [[nodiscard]] base::Milliseconds next_pause() noexcept;

 private:
  int silences_ = 0;
  int errors_ = 0;
  int pauses_ = 0;
};

}  // namespace bancheng::drivers
