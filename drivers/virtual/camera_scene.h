// CameraScene: a sheet on a dark desk as a document camera sees it: turned a little, seen a little from the side, unevenly
// lit, noisy. The same sheet, conditions and frame number give the same bytes.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "kiosk/base/person_text.h"

namespace bancheng::drivers {

struct SceneConditions {
  std::uint32_t seed = 1;       ///< of the desk's grain, the light's direction and the noise
  double tilt_degrees = 0;      ///< the sheet's turn, clockwise
  double slant = 0;             ///< perspective: share by which the far side is shorter, -0.1 … 0.1
  double shift_x = 0;           ///< of the sheet's middle, as a share of the frame's width
  double shift_y = 0;           ///< as a share of the frame's height
  double shade = 0;             ///< share of the light that the darkest corner lacks, 0 … 0.7
  double noise = 3;             ///< standard deviation in levels of 255
};

/// A few degrees of turn and a little of the rest, drawn from `seed`.
[[nodiscard]] SceneConditions usual_conditions(std::uint32_t seed);

struct SceneCorner {
  float x = 0;  ///< share of the frame's width
  float y = 0;  ///< share of the frame's height
};

/// One thread.
class CameraScene {
 public:
  /// The empty desk.
  explicit CameraScene(const SceneConditions& conditions);
  /// `sheet` is a PNG or JPEG, 200 dpi taken for granted: A4 upright fills 84 % of the frame's height, smaller sheets lie
  /// there smaller, larger ones are made to fit. Nothing when the file is not a picture.
  [[nodiscard]] static std::optional<CameraScene> with_sheet(const std::filesystem::path& sheet, const SceneConditions& conditions);
  CameraScene(CameraScene&&) noexcept;
  CameraScene& operator=(CameraScene&&) noexcept;
  ~CameraScene();

  /// Frame `number` as a JPEG of this size.
  [[nodiscard]] base::PersonBytes frame(int width, int height, std::uint32_t number);

  /// Where the sheet's corners lie in a frame of this size: top left, top right, bottom right, bottom left of the sheet.
  /// All zero for the empty desk.
  [[nodiscard]] std::array<SceneCorner, 4> corners(int width, int height) const;

 private:
  struct Impl;
  explicit CameraScene(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::drivers
