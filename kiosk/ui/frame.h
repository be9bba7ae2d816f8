// The frame of every page: header, actions at the end of the page, bar.
#pragma once

#include "kiosk/ui/blocks.h"

namespace bancheng::ui {

/// Draws header, actions and bar; what remains is for the body.
[[nodiscard]] PixelRect draw_frame(Canvas& canvas, const View& view);

/// The elements of one place, in list order.
[[nodiscard]] Elements elements_at(const View& view, core::session::Place place);

}  // namespace bancheng::ui
