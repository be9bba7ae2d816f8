// The four text sizes as capital heights, from the panel's own millimetres.
#pragma once

#include "kiosk/core/session/screen.h"

namespace bancheng::text {

/// Height of a Latin capital in mm: the middle of each range of standards.md ("text, four sizes": 3.5–4.2, 4.8–5.6,
/// 6.4–7.1, 8.5–9.0 mm). Chinese text of the same size uses the same font size.
[[nodiscard]] constexpr double capital_height_mm(core::session::TextSize size) {
  switch (size) {
    case core::session::TextSize::small:
      return 3.85;
    case core::session::TextSize::medium:
      return 5.2;
    case core::session::TextSize::large:
      return 6.75;
    case core::session::TextSize::largest:
      return 8.75;
  }
  return 5.2;
}

/// The same in pixels of a panel with `pixels_per_mm` (its resolution divided by its size, both from the profile).
[[nodiscard]] constexpr double capital_height_px(core::session::TextSize size, double pixels_per_mm) {
  return capital_height_mm(size) * pixels_per_mm;
}

}  // namespace bancheng::text
