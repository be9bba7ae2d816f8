// The frame of every page: header, actions at the end of the page, bar.
#pragma once

#include "kiosk/ui/blocks.h"

namespace bancheng::ui {

/// Draws header, actions and bar; what remains is for the body. On a wide page with a keyboard of letters the actions
/// are left out: they stand beside the keyboard (draw_actions_in).
[[nodiscard]] PixelRect draw_frame(Canvas& canvas, const View& view);

/// The actions one below the other at the lower end of `rect`, the primary one last; what remains above them.
PixelRect draw_actions_in(Canvas& canvas, const View& view, const PixelRect& rect);
/// The width that the widest action needs.
[[nodiscard]] float actions_width(Canvas& canvas, const View& view);
/// A keyboard of letters is shown on a wide page.
[[nodiscard]] bool keyboard_takes_actions(const Canvas& canvas, const View& view);

/// The elements of one place, in list order.
[[nodiscard]] Elements elements_at(const View& view, core::session::Place place);

}  // namespace bancheng::ui
