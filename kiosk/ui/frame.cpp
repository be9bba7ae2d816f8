#include "kiosk/ui/frame.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/controls.h"

namespace bancheng::ui {
namespace {

using core::session::Element;
using core::session::Emphasis;
using core::session::Place;
using core::session::ProgressData;
using core::session::Role;

struct BarPlan {
  int rows = 1;
  Arrangement arrangement = Arrangement::beside;
  float height = 0;  ///< of one row
  bool fits = false;
};

std::size_t per_row(std::size_t count, int rows) {
  return (count + static_cast<std::size_t>(rows) - 1) / static_cast<std::size_t>(rows);
}

BarPlan plan(Canvas& canvas, const View& view, const Elements& bar, float width, int rows, Arrangement arrangement) {
  BarPlan p{rows, arrangement, 0, true};
  const ButtonLook look{arrangement, {}};
  const std::size_t count = per_row(bar.size(), rows);
  const float gap = canvas.m.gap();
  for (std::size_t begin = 0; begin < bar.size(); begin += count) {
    const std::size_t end = std::min(bar.size(), begin + count);
    const float cells = static_cast<float>(end - begin);
    const float cell = std::floor((width - gap * (cells - 1)) / cells);
    float total = gap * (cells - 1);
    for (std::size_t i = begin; i < end; ++i) {
      const PixelRect size = measure_button(canvas, view, *bar[i], look, arrangement == Arrangement::below ? cell : 0);
      total += size.width;
      p.height = std::max(p.height, size.height);
      if (arrangement == Arrangement::below && size.width > cell) p.fits = false;
    }
    if (arrangement == Arrangement::beside && total > width) p.fits = false;
  }
  return p;
}

BarPlan best_plan(Canvas& canvas, const View& view, const Elements& bar, float width) {
  BarPlan last;
  for (int rows = 1; rows <= static_cast<int>(bar.size()); ++rows) {
    for (const Arrangement arrangement : {Arrangement::beside, Arrangement::below}) {
      last = plan(canvas, view, bar, width, rows, arrangement);
      if (last.fits) return last;
    }
  }
  return last;
}

/// One row of buttons over the whole width, each as much wider than it needs as the others.
void draw_bar_row(Canvas& canvas, const View& view, const Elements& row, const PixelRect& rect, Arrangement arrangement) {
  const ButtonLook look{arrangement, {}};
  const float gap = canvas.m.gap();
  const float cells = static_cast<float>(row.size());
  const float equal = std::floor((rect.width - gap * (cells - 1)) / cells);
  float needed = gap * (cells - 1);
  for (const Element* element : row) needed += measure_button(canvas, view, *element, look, 0).width;
  const float spare = arrangement == Arrangement::beside ? std::floor((rect.width - needed) / cells) : 0;
  float x = rect.x;
  for (const Element* element : row) {
    const bool last = element == row.back();
    const float natural = arrangement == Arrangement::beside ? measure_button(canvas, view, *element, look, 0).width + spare : equal;
    const float width = last ? rect.right() - x : std::floor(natural);
    draw_button(canvas, view, *element, {x, rect.y, width, rect.height}, look);
    x += width + gap;
  }
}

void draw_bar(Canvas& canvas, const View& view, PixelRect& area) {
  const Elements bar = elements_at(view, Place::bar);
  if (bar.empty()) return;
  const float pad = canvas.m.mm(3);
  const float width = area.width - 2 * canvas.m.margin();
  const BarPlan p = best_plan(canvas, view, bar, width);
  const float rows = static_cast<float>(p.rows);
  const PixelRect strip = cut_bottom(area, p.height * rows + canvas.m.gap() * (rows - 1) + 2 * pad);
  canvas.fill(strip, {Ground::surface, Tone::fill});
  canvas.fill({strip.x, strip.y, strip.width, std::max(1.0f, canvas.m.mm(0.3))}, {Ground::surface, Tone::hairline});
  PixelRect inside = strip.inset(canvas.m.margin(), pad);
  const std::size_t count = per_row(bar.size(), p.rows);
  for (std::size_t begin = 0; begin < bar.size(); begin += count) {
    const Elements row(bar.begin() + static_cast<std::ptrdiff_t>(begin),
                       bar.begin() + static_cast<std::ptrdiff_t>(std::min(bar.size(), begin + count)));
    draw_bar_row(canvas, view, row, cut_top(inside, p.height, canvas.m.gap()), p.arrangement);
  }
}

/// The primary action is always at the right end (or at the end of the stack), so that it is always at the same place.
Elements in_order_of_place(Elements actions) {
  std::stable_partition(actions.begin(), actions.end(), [](const Element* e) { return e->emphasis != Emphasis::primary; });
  return actions;
}

void draw_actions_side_by_side(Canvas& canvas, const View& view, const Elements& actions, const PixelRect& rect,
                               const std::vector<float>& widths) {
  float x = rect.right();
  for (std::size_t i = actions.size(); i-- > 0;) {
    x -= widths[i];
    draw_button(canvas, view, *actions[i], {x, rect.y, widths[i], rect.height}, {});
    x -= canvas.m.gap() * 1.6f;
  }
}

void draw_actions(Canvas& canvas, const View& view, PixelRect& area) {
  const Elements actions = in_order_of_place(elements_at(view, Place::actions));
  if (actions.empty()) return;
  const float width = area.width - 2 * canvas.m.margin();
  const float gap = canvas.m.gap() * 1.6f;
  std::vector<float> widths;
  float total = gap * static_cast<float>(actions.size() - 1);
  float height = canvas.m.control() + canvas.m.mm(4);
  for (const Element* action : actions) {
    const float least = canvas.m.mm(action->emphasis == Emphasis::primary ? 70 : 45);
    widths.push_back(std::max(least, measure_button(canvas, view, *action, {}).width + canvas.m.mm(6)));
    total += widths.back();
  }
  const float pad = canvas.m.mm(canvas.m.portrait ? 6 : 5);
  if (total <= width) {
    if (canvas.m.portrait) {
      for (float& w : widths) w += (width - total) / static_cast<float>(widths.size());
      for (float& w : widths) w = std::floor(w);
    }
    PixelRect strip = cut_bottom(area, height + pad);
    strip.height = height;
    const float spare = width - total - canvas.m.mm(10);
    if (!canvas.m.portrait && spare > canvas.m.mm(110)) canvas.beside_actions = {strip.x + canvas.m.margin(), strip.y, spare, height};
    draw_actions_side_by_side(canvas, view, actions, strip.inset(canvas.m.margin(), 0), widths);
    return;
  }
  for (const Element* action : actions) height = std::max(height, measure_button(canvas, view, *action, {}, width).height);
  const float rows = static_cast<float>(actions.size());
  PixelRect strip = cut_bottom(area, height * rows + gap * (rows - 1) + pad).inset(canvas.m.margin(), 0);
  for (const Element* action : actions) draw_button(canvas, view, *action, cut_top(strip, height, gap), {});
}

void draw_progress(Canvas& canvas, const View& view, const Element& element, PixelRect& line) {
  const auto& data = std::get<ProgressData>(element.data);
  const Spoken& spoken = view.of(element);
  const float steps = static_cast<float>(std::max(1, data.steps));
  const float gap = canvas.m.mm(1.2);
  const float label = canvas.measure(spoken.label.view(), {}).width + 2;
  const float left_over = line.width - label - canvas.m.mm(4);
  const float segment = std::min(canvas.m.mm(11), std::floor((left_over - gap * (steps - 1)) / steps));
  const bool bars = segment >= canvas.m.mm(3);
  const float bars_width = bars ? steps * (segment + gap) - gap + canvas.m.mm(4) : 0;
  const PixelRect rect = cut_right(line, std::min(line.width, label + bars_width), canvas.m.mm(4));
  canvas.text_in(rect, spoken.label.view(), {}, {Ground::brand, Tone::ink});
  const float thick = canvas.m.mm(2);
  float x = rect.x + label + canvas.m.mm(4);
  for (int i = 1; bars && i <= data.steps; ++i, x += segment + gap) {
    const PixelRect bar{std::round(x), std::round(rect.middle_y() - thick / 2), segment, thick};
    if (i <= data.step) canvas.fill(bar, {Ground::brand, i == data.step ? Tone::ink : Tone::mark}, thick / 2);
    else canvas.edge(bar, {Ground::brand, Tone::border}, thick / 2, std::max(1.0f, canvas.m.mm(0.3)));
  }
  add_target(canvas, view, element, rect);
}

/// The product's sign: its mark and name.
void draw_brand(Canvas& canvas, const View& view, PixelRect& line) {
  const float side = std::round(canvas.m.em() * 1.7f);
  const PixelRect sign = cut_left(line, side, canvas.m.mm(3));
  const PixelRect square = centred(sign, side, side);
  canvas.icon(square, "brand", {Ground::brand, Tone::ink});
  TextLook look;
  look.bold = true;
  look.scale = std::max(canvas.m.title, canvas.m.heading * 0.85f);
  const std::string name = view.phrase("ui.product");
  const float width = canvas.measure(name, look).width + 2;
  canvas.text_in(cut_left(line, width, canvas.m.mm(6)), name, look, {Ground::brand, Tone::ink});
}

void draw_header(Canvas& canvas, const View& view, PixelRect& area) {
  const float height = std::max(canvas.m.mm(canvas.m.portrait ? 22 : 19), std::ceil(canvas.m.em() * 1.7f + canvas.m.mm(6)));
  const PixelRect strip = cut_top(area, height);
  canvas.fill({strip.x, 0, strip.width, strip.bottom()}, {Ground::brand, Tone::fill});
  canvas.fill({strip.x, strip.bottom() - std::max(1.0f, canvas.m.mm(0.3)), strip.width, std::max(1.0f, canvas.m.mm(0.3))},
              {Ground::brand, Tone::hairline});
  PixelRect line = strip.inset(canvas.m.margin(), 0);
  draw_brand(canvas, view, line);
  for (const Element* element : elements_at(view, Place::top)) {
    if (element->role == Role::progress) draw_progress(canvas, view, *element, line);
  }
  for (const Element* element : elements_at(view, Place::top)) {
    if (element->role == Role::progress || line.width < canvas.m.em()) continue;
    const float width = std::min(line.width, canvas.measure(view.of(*element).label.view(), {}).width + 2);
    const PixelRect rect = cut_left(line, width, canvas.m.mm(5));
    canvas.text_in(rect, view.of(*element).label.view(), {}, {Ground::brand, Tone::ink});
    add_target(canvas, view, *element, rect);
  }
}

}  // namespace

Elements elements_at(const View& view, Place place) {
  Elements result;
  for (const Element& element : view.screen->elements) {
    if (element.place == place) result.push_back(&element);
  }
  return result;
}

bool keyboard_takes_actions(const Canvas& canvas, const View& view) {
  return !canvas.m.portrait && view.typing != nullptr && view.typing->active() && !view.typing->keyboard().hidden &&
         !is_pad(view.typing->keyboard().kind);
}

float actions_width(Canvas& canvas, const View& view) {
  float width = 0;
  for (const Element* action : elements_at(view, Place::actions)) {
    width = std::max(width, measure_button(canvas, view, *action, {}).width + canvas.m.mm(4));
  }
  return width;
}

PixelRect draw_actions_in(Canvas& canvas, const View& view, const PixelRect& rect) {
  const Elements actions = in_order_of_place(elements_at(view, Place::actions));
  PixelRect room = rect;
  for (std::size_t i = actions.size(); i-- > 0;) {
    const float height = std::max(canvas.m.control() + canvas.m.mm(4), measure_button(canvas, view, *actions[i], {}, rect.width).height);
    draw_button(canvas, view, *actions[i], cut_bottom(room, height, canvas.m.gap() * 1.6f), {});
  }
  return room;
}

PixelRect draw_frame(Canvas& canvas, const View& view) {
  PixelRect area = canvas.m.area;
  draw_bar(canvas, view, area);
  if (view.screen->id != "attract") {
    PixelRect upper{area.x, 0, area.width, area.y};
    const bool low = upper.height > canvas.m.mm(60);
    draw_header(canvas, view, low ? upper : area);
    if (low) canvas.above_reach = upper;
    if (!keyboard_takes_actions(canvas, view)) draw_actions(canvas, view, area);
  }
  return area;
}

}  // namespace bancheng::ui
