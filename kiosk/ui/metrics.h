// Metrics: every length of the screen, from the panel's own millimetres (standards.md, "Everyone can use it").
#pragma once

#include <optional>

#include "kiosk/core/session/screen.h"
#include "kiosk/ui/geometry.h"

namespace bancheng::ui {

/// Smallest side of anything to be touched, and the gap to the next (mm).
inline constexpr double kTargetMm = 12.7;
inline constexpr double kTargetGapMm = 2.54;
/// Ems of height under which a page is tight.
inline constexpr float kTightEms = 24;
inline constexpr float kTightEmsPortrait = 30;  ///< the keyboard lies below all else
/// A wide panel whose controls have less height than this has its bar at the left, whatever the text size.
inline constexpr double kRailBelowMm = 240;

struct Panel {
  int width = 1920;  ///< pixels
  int height = 1080;
  double width_mm = 476;
  double height_mm = 268;
  std::optional<double> low_reach_mm;

  /// The larger of the two directions', so that nothing is smaller than its millimetres in either.
  [[nodiscard]] double pixels_per_mm() const;
};

struct Metrics {
  float pixels_per_mm = 4;
  float capital = 21;      ///< capital height of the chosen text size
  float heading = 1.5f;    ///< in capitals of the text
  float title = 1.15f;
  float big = 1.7f;
  bool portrait = false;
  bool tight = false;      ///< little room for so large a text: what only gives air gives way
  bool rail = false;       ///< the bar stands upright at the left: a wide panel on which controls have little height
  PixelRect area;          ///< where controls may be (the whole window, or its lower part)
  PixelRect window;

  [[nodiscard]] static Metrics of(const Panel& panel, core::session::TextSize size);

  /// Whole pixels, rounded up.
  [[nodiscard]] float mm(double millimetres) const;
  [[nodiscard]] float target() const { return mm(kTargetMm); }
  [[nodiscard]] float gap() const { return mm(kTargetGapMm); }
  /// Font size of the text: its em.
  [[nodiscard]] float em() const { return capital / 0.733f; }
  /// Height of a control with one line of text of `scale`.
  [[nodiscard]] float control(float scale = 1) const;
  [[nodiscard]] float margin() const { return mm(portrait ? 9 : 12); }
  [[nodiscard]] float radius() const { return mm(2); }
};

}  // namespace bancheng::ui
