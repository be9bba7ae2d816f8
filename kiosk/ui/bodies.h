// Bodies: how the body of a page is composed, by the roles that it has.
#pragma once

#include "kiosk/ui/blocks.h"

namespace bancheng::ui {

void draw_body(Canvas& canvas, const View& view, PixelRect room);

/// The page that waits for somebody: its own composition, actions included.
void draw_attract(Canvas& canvas, const View& view, PixelRect room);

/// The question above (or beside) the on-screen keyboard.
void draw_typing(Canvas& canvas, const View& view, const Elements& elements, PixelRect room);

/// Live camera, scanned pages, codes, drawings: `figures` fill `room` side by side or one below the other.
void draw_figures(Canvas& canvas, const View& view, const Elements& figures, const PixelRect& room);

/// Text above, the area to sign in below.
void draw_signing(Canvas& canvas, const View& view, const Elements& texts, const core::session::Element& area, PixelRect room);

}  // namespace bancheng::ui
