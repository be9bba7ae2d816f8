// Frames with a known truth, for the tests of this folder.
#pragma once

#include <filesystem>
#include <string>

#include "drivers/virtual/camera_scene.h"
#include "kiosk/imaging/page_finder.h"

namespace bancheng::tests {

inline std::filesystem::path sheet(const std::string& name) { return std::filesystem::path(BANCHENG_SHEETS) / (name + ".png"); }

/// More turned, shaded and noisy than the virtual camera shows its pages; drawn from `seed`.
[[nodiscard]] drivers::SceneConditions hard_conditions(std::uint32_t seed);

[[nodiscard]] imaging::Outline corners_in(const drivers::CameraScene& scene, int width, int height);

/// Area that both cover, as a share of the area that either covers.
[[nodiscard]] double overlap(const imaging::Outline& a, const imaging::Outline& b);

}  // namespace bancheng::tests
