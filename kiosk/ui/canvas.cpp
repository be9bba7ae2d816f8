#include "kiosk/ui/canvas.h"

#include <algorithm>
#include <cmath>

namespace bancheng::ui {

const Target* Scene::find(std::string_view id) const {
  const auto it = std::find_if(targets.begin(), targets.end(), [&](const Target& t) { return t.id == id; });
  return it == targets.end() ? nullptr : &*it;
}

const Target* Scene::at(float x, float y) const {
  const auto it = std::find_if(targets.rbegin(), targets.rend(),
                               [&](const Target& t) { return t.touchable && t.visible && t.rect.contains(x, y); });
  return it == targets.rend() ? nullptr : &*it;
}

text::Style Canvas::style(const TextLook& look, float max_width, int max_lines) const {
  text::Style s;
  s.capital_height = static_cast<double>(m.capital * look.scale);
  s.weight = look.bold ? text::Weight::bold : text::Weight::regular;
  s.line_distance = static_cast<double>(look.line_distance);
  s.max_width = max_width > 0 ? std::max(1, static_cast<int>(max_width)) : 0;
  s.max_lines = max_lines;
  s.alignment = look.alignment;
  s.balanced = true;
  return s;
}

PixelRect Canvas::measure(std::string_view text, const TextLook& look, float max_width) {
  if (text.empty()) return {};
  const text::Extent extent = engine_.measure(text, style(look, max_width));
  return {0, 0, static_cast<float>(extent.width), static_cast<float>(extent.height)};
}

float Canvas::widest_word(std::string_view text, const TextLook& look) {
  float widest = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n", begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    const bool latin = std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    widest = std::max(widest, latin ? measure(word, look).width : m.em() * look.scale);
    begin = end + 1;
  }
  return widest;
}

void Canvas::fill(const PixelRect& rect, Paint paint, float radius) { add(FillMark{rect, paint, radius, 0, Corners::all}); }

void Canvas::edge(const PixelRect& rect, Paint paint, float radius, float stroke) {
  add(FillMark{rect, paint, radius, stroke, Corners::all});
}

float Canvas::text(const PixelRect& box, std::string_view text, const TextLook& look, Paint paint) {
  if (text.empty()) return 0;
  const text::Style s = style(look, box.width);
  const text::Extent extent = engine_.measure(text, s);
  float x = box.x;
  if (look.alignment == text::Alignment::centre) x = std::round(box.middle_x() - static_cast<float>(extent.width) / 2);
  if (look.alignment == text::Alignment::right) x = box.right() - static_cast<float>(extent.width);
  add(TextMark{x, box.y, base::PersonText(text), s, paint});
  return static_cast<float>(extent.height);
}

void Canvas::text_in(const PixelRect& box, std::string_view text, const TextLook& look, Paint paint) {
  if (text.empty()) return;
  const text::Extent extent = engine_.measure(text, style(look, box.width));
  const float capital = m.capital * look.scale;
  const float line = extent.lines > 0 ? static_cast<float>(extent.height) / static_cast<float>(extent.lines) : 0;
  const float span = capital + line * static_cast<float>(extent.lines - 1);
  const float top_of_capitals = box.middle_y() - span / 2;
  const float y = std::round(top_of_capitals + capital - static_cast<float>(extent.baseline));
  this->text({box.x, y, box.width, box.height}, text, look, paint);
}

void Canvas::icon(const PixelRect& rect, std::string_view name, Paint paint) {
  if (!name.empty()) add(IconMark{rect, std::string(name), paint});
}

void Canvas::drawing(const PixelRect& rect, std::string_view name) {
  if (!name.empty()) add(DrawingMark{rect, std::string(name)});
}

void Canvas::focus_ring(const std::string& id, const PixelRect& rect, float radius) {
  if (attention.ring && attention.focus == id) add(FocusMark{rect, radius});
}

}  // namespace bancheng::ui
