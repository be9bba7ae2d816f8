#include "drivers/virtual/camera.h"

namespace bancheng::drivers {

std::unique_ptr<hal::DocumentCamera> make_virtual_camera(const std::filesystem::path&, const base::Clock&,
                                                         hal::EventSink<hal::DocumentCameraEvent>) {
  return nullptr;
}

}  // namespace bancheng::drivers
