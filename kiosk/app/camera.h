// Which document camera an address means: a V4L2 device node, or "virtual:<control socket>" for the camera that shows files,
// which only simulation builds have.
#pragma once

#include <memory>
#include <string>

#include "drivers/hal/document_camera.h"
#include "kiosk/base/clock.h"

namespace bancheng::app {

/// Never null: an address that leads nowhere is a camera that is gone.
[[nodiscard]] std::unique_ptr<hal::DocumentCamera> make_camera(const std::string& address, const base::Clock& clock,
                                                               hal::EventSink<hal::DocumentCameraEvent> sink);

}  // namespace bancheng::app
