// The screens of a whole visit with the real session and the real catalogue, for tests and for looking at.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/session/screen.h"
#include "kiosk/ui/image.h"

namespace bancheng::ui::samples {

struct Sample {
  std::string name;
  core::session::Screen screen;
};

/// Every kind of page, in the order of a visit; published specimen person only.
[[nodiscard]] std::vector<Sample> visit(const core::session::Settings& settings);

/// Every page of the technician's diagnostic mode, on a terminal where everything is in trouble.
[[nodiscard]] std::vector<Sample> service(const core::session::Settings& settings);

/// A page of the register as a camera would see it: a light page with lines, a little askew, on a dark table.
[[nodiscard]] RgbImage camera_frame(int width = 1280, int height = 960);
[[nodiscard]] Outline camera_outline();
/// The same page, rectified.
[[nodiscard]] RgbImage scanned_page(int width = 900, int height = 1260);

/// A signature of three strokes.
[[nodiscard]] core::delivery::Signature signature();

}  // namespace bancheng::ui::samples
