// ScriptHands: lets a script see what stands on the screen and touch it, in simulation builds. The program links either
// script_hands_simulation.cpp or script_hands_none.cpp, so production has neither the panel nor the injection of touches.
#pragma once

#include <filesystem>
#include <memory>

#include "kiosk/ui/shell.h"

namespace bancheng::app {

class ScriptHands {
 public:
  virtual ~ScriptHands() = default;
  /// Loop thread, once a round: answers what the last round has carried out, then takes what has come since.
  /// `screen` is the one that is shown now.
  virtual void serve(const core::session::Screen& screen) = 0;
};

/// Null in production, and where `socket` is empty or cannot be made. `shell` must outlive the result.
[[nodiscard]] std::unique_ptr<ScriptHands> make_script_hands(const std::filesystem::path& socket, ui::Shell& shell);

}  // namespace bancheng::app
