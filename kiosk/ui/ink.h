// Ink: a stroke's points as a smooth line of round dots.
#pragma once

#include <vector>

#include "kiosk/base/person_text.h"
#include "kiosk/core/delivery/submission.h"
#include "kiosk/ui/geometry.h"

namespace bancheng::ui {

struct InkDot {
  float x = 0;
  float y = 0;
  float radius = 1;
};
using InkDots = std::vector<InkDot, base::WipingAllocator<InkDot>>;

/// Dots along a Catmull-Rom spline through the points, so close that they make a line; thinner where the pen was quick,
/// as ink is. `width` in pixels.
[[nodiscard]] InkDots smooth(const core::delivery::Stroke& stroke, const PixelRect& area, float width);

}  // namespace bancheng::ui
