#include "kiosk/ui/metrics.h"

#include <algorithm>
#include <cmath>

#include "kiosk/text/text_size.h"

namespace bancheng::ui {

double Panel::pixels_per_mm() const {
  // The larger density: a length in mm then has enough pixels in both directions.
  return std::max(width / width_mm, height / height_mm);
}

Metrics Metrics::of(const Panel& panel, core::session::TextSize size) {
  using core::session::TextSize;
  Metrics m;
  m.pixels_per_mm = static_cast<float>(panel.pixels_per_mm());
  m.capital = static_cast<float>(text::capital_height_px(size, panel.pixels_per_mm()));
  // The larger the text, the less a heading needs to stand out by size: it must still fit.
  switch (size) {
    case TextSize::small: m.heading = 1.7f, m.title = 1.2f, m.big = 2.4f; break;
    case TextSize::medium: m.heading = 1.5f, m.title = 1.15f, m.big = 2.0f; break;
    case TextSize::large: m.heading = 1.3f, m.title = 1.1f, m.big = 1.7f; break;
    case TextSize::largest: m.heading = 1.2f, m.title = 1.05f, m.big = 1.4f; break;
  }
  m.portrait = panel.height > panel.width;
  m.window = {0, 0, static_cast<float>(panel.width), static_cast<float>(panel.height)};
  m.area = m.window;
  if (panel.low_reach_mm) {
    const float reach = std::min(m.window.height, m.mm(*panel.low_reach_mm));
    m.area = {0, m.window.height - reach, m.window.width, reach};
  }
  m.tight = m.area.height < (m.portrait ? kTightEmsPortrait : kTightEms) * m.em();
  m.rail = !m.portrait && m.area.height < m.mm(kRailBelowMm);
  return m;
}

float Metrics::mm(double millimetres) const { return static_cast<float>(std::ceil(millimetres * pixels_per_mm - 1e-6)); }

float Metrics::control(float scale) const { return std::max(target(), std::ceil(em() * scale * 1.25f + mm(5))); }

}  // namespace bancheng::ui
