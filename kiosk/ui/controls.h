// Controls: how a button, a tile, a choice and a key look in each of their states.
#pragma once

#include "kiosk/ui/view.h"

namespace bancheng::ui {

/// Ground and edge of something that can be touched.
struct Face {
  Ground ground = Ground::surface;
  bool edge = true;
};
[[nodiscard]] Face face_of(const Canvas& canvas, const core::session::Element& element);

/// Fill, edge and focus ring.
void draw_face(Canvas& canvas, const std::string& id, const PixelRect& rect, const Face& face, float stroke = 0);

/// An icon and a label side by side, in the middle of `rect`; or the label under the icon.
enum class Arrangement { beside, below };
struct ButtonLook {
  Arrangement arrangement = Arrangement::beside;
  TextLook text{};
};
/// What the button needs at least, its label on one line (beside) or broken at words to `width` (below).
[[nodiscard]] PixelRect measure_button(Canvas& canvas, const View& view, const core::session::Element& element,
                                       const ButtonLook& look, float width = 0);
/// The same for a button that is not there.
[[nodiscard]] PixelRect measure_label(Canvas& canvas, std::string_view label, bool with_icon, const ButtonLook& look, float width = 0);
void draw_button(Canvas& canvas, const View& view, const core::session::Element& element, const PixelRect& rect,
                 const ButtonLook& look);

/// A shell's own button: `id`, icon and text.
void draw_control(Canvas& canvas, const std::string& id, std::string_view text, std::string_view icon,
                  const PixelRect& rect, bool enabled);

}  // namespace bancheng::ui
