// The on-screen keyboard, drawn: keys, and above them the line of pinyin candidates.
#pragma once

#include "kiosk/ui/view.h"

namespace bancheng::ui {

/// The least and the most comfortable size of the keyboard of view.typing.
struct KeyboardSize {
  float least_height = 0;
  float best_height = 0;
  float best_width = 0;
};
[[nodiscard]] KeyboardSize keyboard_size(Canvas& canvas, const View& view);

void draw_keyboard(Canvas& canvas, const View& view, const PixelRect& rect);

}  // namespace bancheng::ui
