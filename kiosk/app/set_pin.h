// bancheng-kiosk set-pin: gives the technicians of this terminal a PIN.
#pragma once

#include "kiosk/app/config.h"

namespace bancheng::app {

/// Asks for the PIN on the terminal, twice and unseen, or takes one line of standard input where that is no terminal.
/// Returns the program's exit code; says on standard error what is wrong.
[[nodiscard]] int set_pin(const Config& config);

}  // namespace bancheng::app
