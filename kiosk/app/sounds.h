// The terminal's two signals. Silent, with one log line, where the machine has no sound device.
#pragma once

#include "kiosk/core/session/effect.h"

namespace bancheng::app {

/// Loop thread; returns at once.
void play(core::session::Sound sound);

}  // namespace bancheng::app
