// The driver of document cameras: hal::DocumentCamera over V4L2, Motion JPEG only (document-camera page).
#pragma once

#include <filesystem>
#include <memory>

#include "drivers/document_camera/video_stream.h"
#include "drivers/hal/document_camera.h"
#include "kiosk/base/clock.h"

namespace bancheng::drivers {

struct DocumentCameraConfig {
  /// The capture node, by a name that stays the same when the camera is plugged in again:
  /// /dev/v4l/by-path/…-video-index0 (page, section 1).
  std::filesystem::path device{};
  FrameSize preview{1280, 720};
  /// Equal to `preview`: the camera runs in one size always. Otherwise it is stopped, changed and started for each still.
  FrameSize still{2592, 1944};
  /// Frames that are thrown away after each start, while exposure and white balance settle (page, section 3: 5 to 10).
  int settle_frames = 6;
};

/// Starts the driver's thread; the destructor ends it within a moment. `clock` must outlive the camera; `sink` is called
/// on the driver's thread alone.
///
/// Beyond the contract of hal::DocumentCamera:
/// - Every frame handed out has a start, a size, an end and, where the camera sets them, all restart markers; others are
///   dropped. At most ten previews a second are handed out.
/// - A still is taken once three frames in a row have about the same length, which they have when the page and the light
///   are at rest. It fails after 8 s, at once when the camera is away, and when the preview is stopped meanwhile. Asking
///   again while one is awaited asks for nothing more.
/// - Health: `gone` a node that is missing, not to be opened or silent; `unavailable` in use by another program, or too
///   little USB bandwidth; `faulty` errors of the hardware, or no Motion JPEG. It goes on trying in every case.
[[nodiscard]] std::unique_ptr<hal::DocumentCamera> make_document_camera(const DocumentCameraConfig& config, const base::Clock& clock,
                                                                        hal::EventSink<hal::DocumentCameraEvent> sink);

/// The same with another kernel, for tests.
[[nodiscard]] std::unique_ptr<hal::DocumentCamera> make_document_camera(const DocumentCameraConfig& config, const base::Clock& clock,
                                                                        hal::EventSink<hal::DocumentCameraEvent> sink,
                                                                        std::unique_ptr<VideoSystem> system);

}  // namespace bancheng::drivers
