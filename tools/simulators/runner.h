// Carries a Device: its line (pty or TCP), its control socket, its clock.
#pragma once

#include "tools/simulators/device.h"
#include "tools/simulators/options.h"

namespace bancheng::simulators {

/// Runs until SIGTERM, SIGINT or the end of the parent process; removes link, port file and control socket. Says "ready" on the
/// standard output when the device can be opened. Complaints go to the standard error output; returns the exit status.
[[nodiscard]] int run_device(const Options& options, Device& device);

}  // namespace bancheng::simulators
