#include "kiosk/app/camera.h"

#include <string_view>
#include <utility>

#include "drivers/document_camera/document_camera.h"
#include "drivers/virtual/camera.h"

namespace bancheng::app {

std::unique_ptr<hal::DocumentCamera> make_camera(const std::string& address, const base::Clock& clock, hal::EventSink<hal::DocumentCameraEvent> sink) {
  constexpr std::string_view kVirtual = "virtual:";
  if (address.starts_with(kVirtual)) {
    if (auto camera = drivers::make_virtual_camera(address.substr(kVirtual.size()), clock, sink)) return camera;
  }
  return drivers::make_document_camera({.device = address}, clock, std::move(sink));
}

}  // namespace bancheng::app
