// A signature as the part that the hall gets: an SVG drawing that any browser shows, with the time of every point kept.
#pragma once

#include "kiosk/base/person_text.h"
#include "kiosk/core/delivery/submission.h"

namespace bancheng::outbox {

/// One polyline a stroke; data-ms holds the milliseconds since the stroke began, one number a point. The drawing is
/// 1000 by 400 units, the shape of the area in which people sign.
[[nodiscard]] base::PersonBytes signature_svg(const core::delivery::Signature& signature);

}  // namespace bancheng::outbox
