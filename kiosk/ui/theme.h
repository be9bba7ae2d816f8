// Theme: every colour of the screen, by the ground it lies on, so that what is written on a ground always suits it.
// Default theme: text ≥ 10:1; high contrast: text ≥ 20:1; marks and borders ≥ 3:1 (standards.md, "Everyone can use it").
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace bancheng::ui {

struct Rgb {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
  friend bool operator==(const Rgb&, const Rgb&) = default;
};

enum class Ground {
  page,             ///< behind everything
  surface,          ///< cards, fields, bar
  sunken,           ///< key board, quiet panels, what is disabled
  tint,             ///< pressed or selected surface
  primary,          ///< the one primary action
  primary_pressed,
  help,             ///< the help-case button, seen first in the bar
  help_pressed,
  notice,
  warning,
  error,
  done,
  brand,            ///< the attract screen's upper part
  paper,            ///< codes and scanned pages: white in every theme
};
inline constexpr std::size_t kGrounds = 14;

enum class Tone {
  fill,    ///< the ground itself
  ink,     ///< text
  soft,    ///< secondary text
  mark,    ///< icons, progress, caret
  border,  ///< the edge of something that can be touched
  hairline,///< decoration only: nothing depends on seeing it
};

struct GroundColours {
  Rgb fill;
  Rgb ink;
  Rgb soft;
  Rgb mark;
  Rgb border;
  Rgb hairline;
};

struct Theme {
  std::array<GroundColours, kGrounds> grounds;
  Rgb focus_inner;  ///< the focus ring is two rings, one of which is seen on any ground
  Rgb focus_outer;
  Rgb drawing_line;    ///< classes of the drawings in assets/icons: line, body, accent, soft
  Rgb drawing_body;
  Rgb drawing_accent;
  Rgb drawing_soft;

  [[nodiscard]] Rgb colour(Ground ground, Tone tone) const;
};

[[nodiscard]] const Theme& default_theme();
[[nodiscard]] const Theme& high_contrast_theme();

/// WCAG 2.2, "contrast ratio": 1…21.
[[nodiscard]] double contrast_ratio(Rgb a, Rgb b);

}  // namespace bancheng::ui
