// The contract of every document camera.
#pragma once

#include <cstdint>
#include <memory>
#include <variant>

#include "drivers/hal/device.h"
#include "kiosk/base/person_text.h"

namespace bancheng::hal {

/// One frame as the camera gave it: a JPEG. Shared, never changed, wiped when the last owner lets go.
struct Frame {
  base::PersonBytes jpeg;
  std::uint32_t sequence = 0;
};

/// A live frame for the preview; at most a few a second are worth showing. Only the newest matters.
struct PreviewFrame {
  std::shared_ptr<const Frame> frame;
};
/// The full-size frame asked for by capture().
struct StillFrame {
  std::shared_ptr<const Frame> frame;
};
/// capture() did not come to a good frame within 8 s.
struct StillFailed {};
struct CameraChanged {
  Health health;
  Identity identity;
};
using DocumentCameraEvent = std::variant<PreviewFrame, StillFrame, StillFailed, CameraChanged>;

class DocumentCamera {
 public:
  virtual ~DocumentCamera() = default;
  virtual void start_preview() = 0;
  virtual void stop_preview() = 0;
  /// One StillFrame or StillFailed follows; only between start_preview and stop_preview.
  virtual void capture() = 0;
};

}  // namespace bancheng::hal
