// Injection: touches and keys from the virtual panel, put into the window system's event queue so that they take the
// same path as a finger on the glass; and when the frames that follow are there. An object file of its own: programs that do not use it do not contain it.
#pragma once

#include <functional>
#include <string>

#include "kiosk/base/person_text.h"
#include "kiosk/ui/shell.h"

namespace bancheng::ui {

enum class FingerAct { down, move, up };

/// Each function may be called on any thread while `shell` lives.
class Injection {
 public:
  /// `x`, `y`: pixels of the window. `which`: one of several fingers.
  static void finger(Shell& shell, float x, float y, FingerAct act, int which = 1);
  /// Down and up of the key that the shell's key map gives for `key`.
  static void key(Shell& shell, PadKey key);
  /// Straight into the field in focus, as a hardware keyboard would type it; not kept in any event queue of a library.
  static void text(Shell& shell, base::PersonText text);
  /// `drawn` is called on the loop thread after each frame, when its pixels are finished, with the id of the screen that it
  /// shows. Before the first frame, on the loop thread.
  static void watch_frames(Shell& shell, std::function<void(const std::string& screen)> drawn);
};

}  // namespace bancheng::ui
