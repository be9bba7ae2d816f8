#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/ui/theme.h"

namespace bancheng::ui {
namespace {

void check_theme(const Theme& theme, double text) {
  for (std::size_t i = 0; i < kGrounds; ++i) {
    const GroundColours& c = theme.grounds[i];
    CAPTURE(i);
    CHECK(contrast_ratio(c.ink, c.fill) >= text);
    CHECK(contrast_ratio(c.soft, c.fill) >= text);
    CHECK(contrast_ratio(c.mark, c.fill) >= 3.0);
  }
  CHECK(contrast_ratio(theme.focus_inner, theme.focus_outer) >= 3.0);
}

}  // namespace

TEST_CASE("contrast is WCAG's") {
  CHECK(contrast_ratio({0, 0, 0}, {255, 255, 255}) == doctest::Approx(21.0));
  CHECK(contrast_ratio({255, 255, 255}, {255, 255, 255}) == doctest::Approx(1.0));
  CHECK(contrast_ratio({119, 119, 119}, {255, 255, 255}) == doctest::Approx(4.48).epsilon(0.01));
}

TEST_CASE("every text of the default theme has at least 10:1, of the high-contrast theme 20:1") {
  check_theme(default_theme(), 10.0);
  check_theme(high_contrast_theme(), 20.0);
}

TEST_CASE("what can be touched has an edge of 3:1 to the page") {
  for (const Theme* theme : {&default_theme(), &high_contrast_theme()}) {
    const Rgb page = theme->colour(Ground::page, Tone::fill);
    CHECK(contrast_ratio(theme->colour(Ground::surface, Tone::border), page) >= 3.0);
    // Pressed and selected: seen by its edge or, where the edge is the page's colour, by its fill.
    CHECK(std::max(contrast_ratio(theme->colour(Ground::tint, Tone::border), page), contrast_ratio(theme->colour(Ground::tint, Tone::fill), page)) >= 3.0);
    CHECK(contrast_ratio(theme->colour(Ground::primary, Tone::fill), page) >= 3.0);
    CHECK(contrast_ratio(theme->drawing_line, page) >= 3.0);
  }
}

TEST_CASE("an error's text can be read on a card too") {
  for (const Theme* theme : {&default_theme(), &high_contrast_theme()}) {
    CHECK(contrast_ratio(theme->colour(Ground::error, Tone::ink), theme->colour(Ground::surface, Tone::fill)) >= 10.0);
  }
}

}  // namespace bancheng::ui
