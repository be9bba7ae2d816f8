// The virtual document camera: shows image files as a camera would see them lying on a desk. Exists in simulation builds
// only: the production program links bancheng_no_virtual_camera, whose make_virtual_camera() never makes one.
#pragma once

#include <filesystem>
#include <memory>

#include "drivers/hal/document_camera.h"
#include "kiosk/base/clock.h"

namespace bancheng::drivers {

/// Behaves by the contract of hal::DocumentCamera: previews of 1280 x 720 five times a second, stills of 2592 x 1944.
///
/// Listens at `control` (a Unix socket, replaced when it exists). One command a line of at most 4 KiB, each answered by
/// one line, "ok" or "error <what>":
///   page <file>    the PNG or JPEG lies under the camera from now on; each page lies a little differently, always alike in
///                  the same order of commands
///   page-remove    the desk is empty
///   unplug, plug   the camera vanishes and returns
///   silent         it stays plugged in but gives no frames; after 3 s of that it counts as gone
///   ok             plugged in and giving frames
///
/// `clock` must outlive the camera; `sink` is called on the camera's own thread. Null where there is no virtual camera, or
/// when the socket cannot be made.
[[nodiscard]] std::unique_ptr<hal::DocumentCamera> make_virtual_camera(const std::filesystem::path& control, const base::Clock& clock,
                                                                       hal::EventSink<hal::DocumentCameraEvent> sink);

}  // namespace bancheng::drivers
