// Which document camera an address means: a V4L2 device node, or in simulation builds "virtual:<control socket>", a camera
// that shows files. The program links camera_device.cpp or camera_simulation.cpp.
#pragma once

#include <memory>
#include <string>

#include "drivers/hal/document_camera.h"
#include "kiosk/base/clock.h"

namespace bancheng::app {

[[nodiscard]] std::unique_ptr<hal::DocumentCamera> make_camera(const std::string& address, const base::Clock& clock,
                                                               hal::EventSink<hal::DocumentCameraEvent> sink);

}  // namespace bancheng::app
