// The technician's way in: something that nobody does by accident, and that nothing on the screen shows. Pure.
//
// By touch: hold the four corners of the attract page, one after the other, clockwise from the top left, each for 0.8 s at
// least. By keypad or keyboard: back, repeat, repeat, back, back, repeat (Escape and F2 on a keyboard). Either within 10 s.
#pragma once

#include <optional>

#include "kiosk/base/clock.h"
#include "kiosk/ui/shell.h"

namespace bancheng::ui {

class ServiceGesture {
 public:
  static constexpr base::Milliseconds kHold{800};
  static constexpr base::Milliseconds kWithin{10'000};  ///< from the first corner or key to the last
  static constexpr double kCornerMm = 30;               ///< side of the square in which a corner is touched

  enum class Heard {
    nothing,  ///< no part of it: the touch means what it means
    part,     ///< a corner was held in its turn: the touch means nothing else
    whole,    ///< the service gesture is complete
  };

  /// All in pixels, `corner` the side of its square.
  void finger_down(float x, float y, float width, float height, float corner, base::SteadyTime now);
  [[nodiscard]] Heard finger_up(float x, float y, float width, float height, float corner, base::SteadyTime now);
  /// True when this key completes it.
  [[nodiscard]] bool key(PadKey key, base::SteadyTime now);
  /// Another page is shown: begin anew.
  void forget();

 private:
  int corners_ = 0;  ///< held so far
  int keys_ = 0;     ///< pressed so far
  std::optional<int> down_on_;
  base::SteadyTime down_at_{};
  base::SteadyTime first_corner_{};
  base::SteadyTime first_key_{};
};

}  // namespace bancheng::ui
