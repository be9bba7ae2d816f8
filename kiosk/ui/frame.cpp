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

/// A place in the bar. What is not there on this page keeps its place empty, so that the others stand where they always do.
struct Slot {
  const Element* element = nullptr;
  std::string label;
  bool primary = false;
};
using Slots = std::vector<Slot>;

Slots slots_of(const View& view) {
  Slots slots;
  Slots last{{nullptr, view.phrase("bar.back"), false}, {nullptr, view.phrase("bar.end"), false}};
  for (const Element* element : elements_at(view, Place::bar)) {
    const Slot slot{element, std::string(view.of(*element).label.view()), element->emphasis == Emphasis::primary};
    if (element->id == "bar.back") last[0] = slot;
    else if (element->id == "bar.end") last[1] = slot;
    else slots.push_back(slot);
  }
  slots.insert(slots.end(), last.begin(), last.end());
  return slots;
}

struct BarPlan {
  std::size_t columns = 1;
  Arrangement arrangement = Arrangement::beside;
  float height = 0;  ///< of one row
  std::size_t rows = 1;
  bool fits = false;

  [[nodiscard]] float all(float gap) const { return height * static_cast<float>(rows) + gap * static_cast<float>(rows - 1); }
};

PixelRect measure_slot(Canvas& canvas, const Slot& slot, Arrangement arrangement, float width) {
  ButtonLook look{arrangement, {}};
  look.text.bold = slot.primary;
  return measure_label(canvas, slot.label, true, look, width);
}

/// Rows of cells of the same width.
BarPlan plan(Canvas& canvas, const Slots& slots, float width, std::size_t rows, Arrangement arrangement) {
  BarPlan p{(slots.size() + rows - 1) / rows, arrangement, 0, rows, true};
  const float gap = canvas.m.gap();
  const float cell = std::floor((width - gap * static_cast<float>(p.columns - 1)) / static_cast<float>(p.columns));
  for (const Slot& slot : slots) {
    const bool below = arrangement == Arrangement::below;
    const PixelRect size = measure_slot(canvas, slot, arrangement, below ? cell : 0);
    p.height = std::max(p.height, size.height);
    if (size.width > cell) p.fits = false;
  }
  return p;
}

/// The lowest bar that holds all labels.
BarPlan best_plan(Canvas& canvas, const Slots& slots, float width) {
  BarPlan best;
  for (std::size_t rows = 1; rows <= slots.size(); ++rows) {
    for (const Arrangement arrangement : {Arrangement::beside, Arrangement::below}) {
      const BarPlan p = plan(canvas, slots, width, rows, arrangement);
      if (!best.fits || (p.fits && p.all(canvas.m.gap()) < best.all(canvas.m.gap()))) best = p;
    }
  }
  return best;
}

void draw_bar(Canvas& canvas, const View& view, PixelRect& area) {
  const Slots slots = slots_of(view);
  const float pad = canvas.m.mm(3);
  const float gap = canvas.m.gap();
  const BarPlan p = best_plan(canvas, slots, area.width - 2 * canvas.m.margin());
  const PixelRect strip = cut_bottom(area, p.all(gap) + 2 * pad);
  canvas.fill(strip, {Ground::surface, Tone::fill});
  canvas.fill({strip.x, strip.y, strip.width, std::max(1.0f, canvas.m.mm(0.3))}, {Ground::surface, Tone::hairline});
  const PixelRect inside = strip.inset(canvas.m.margin(), pad);
  const float step = (inside.width + gap) / static_cast<float>(p.columns);
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (slots[i].element == nullptr) continue;
    const float left = std::round(inside.x + static_cast<float>(i % p.columns) * step);
    const float right = std::round(inside.x + static_cast<float>(i % p.columns + 1) * step - gap);
    const float top = inside.y + static_cast<float>(i / p.columns) * (p.height + gap);
    draw_button(canvas, view, *slots[i].element, {left, top, right - left, p.height}, {p.arrangement, {}});
  }
}

float height_in_rail(Canvas& canvas, const Slot& slot, float width) { return measure_slot(canvas, slot, Arrangement::beside, width).height; }

/// On a low wide panel the bar stands upright at the left, as narrow as its labels allow.
void draw_rail(Canvas& canvas, const View& view, PixelRect& area) {
  const Slots slots = slots_of(view);
  const float pad = canvas.m.mm(3);
  const float gap = canvas.m.gap();
  const float room = area.height - 2 * pad - gap * static_cast<float>(slots.size() - 1);
  float width = canvas.m.mm(45);
  const auto fits = [&] {
    float needed = 0;
    for (const Slot& slot : slots) {
      needed += height_in_rail(canvas, slot, width);
      ButtonLook look;
      look.text.bold = slot.primary;
      if (canvas.widest_word(slot.label, look.text) + canvas.m.em() * 1.2f + canvas.m.mm(6.5) > width) return false;
    }
    return needed <= room;
  };
  while (!fits() && width < area.width * 0.4f) width += canvas.m.mm(2);
  PixelRect strip = cut_left(area, width + 2 * pad);
  canvas.fill(strip, {Ground::surface, Tone::fill});
  canvas.fill({strip.right() - std::max(1.0f, canvas.m.mm(0.3)), strip.y, std::max(1.0f, canvas.m.mm(0.3)), strip.height}, {Ground::surface, Tone::hairline});
  strip = strip.inset(pad);
  float spare = room;
  for (const Slot& slot : slots) spare -= height_in_rail(canvas, slot, width);
  const float more = std::clamp(std::floor(spare / static_cast<float>(slots.size())), 0.0f, canvas.m.mm(6));
  for (const Slot& slot : slots) {
    const PixelRect at = cut_top(strip, height_in_rail(canvas, slot, width) + more, gap);
    if (slot.element != nullptr) draw_button(canvas, view, *slot.element, at, {});
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

/// Actions in rows, each as wide as the page, its cells of the same width.
struct ActionRows {
  std::vector<std::size_t> cells;  ///< of each row, from above; the last has the fewest, so that the primary action is wide
  std::vector<float> heights;
  float all = 0;                   ///< with the gaps
  bool breaks_well = true;         ///< no label takes more than two lines
};

ActionRows in_rows(Canvas& canvas, const View& view, const Elements& actions, float width, std::size_t rows) {
  const float gap = canvas.m.gap() * 1.6f;
  ActionRows plan;
  plan.all = gap * static_cast<float>(rows - 1);
  std::size_t next = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t left = rows - row;
    const std::size_t cells = (actions.size() - next + left - 1) / left;
    const float cell = std::floor((width - gap * static_cast<float>(cells - 1)) / static_cast<float>(cells));
    float height = canvas.m.control() + canvas.m.mm(4);
    for (std::size_t i = 0; i < cells; ++i) {
      const Element& action = *actions[next++];
      TextLook bold;
      bold.bold = true;
      const float icon = action.icon.empty() ? 0 : canvas.m.em() * 1.2f + canvas.m.mm(2);
      const float room = cell - icon - canvas.m.mm(6);
      const std::string_view label = view.of(action).label.view();
      const bool broken_well = canvas.widest_word(label, bold) <= room && canvas.measure(label, bold, room).height <= 2.1f * canvas.measure("H", bold).height;
      plan.breaks_well = plan.breaks_well && broken_well;
      height = std::max(height, measure_button(canvas, view, action, {}, cell).height);
    }
    plan.cells.push_back(cells);
    plan.heights.push_back(height);
    plan.all += height;
  }
  return plan;
}

/// The lowest rows in which labels are easy to read; one below the other where there are none.
ActionRows best_rows(Canvas& canvas, const View& view, const Elements& actions, float width) {
  ActionRows best = in_rows(canvas, view, actions, width, actions.size());
  for (std::size_t rows = actions.size() - 1; rows > 0; --rows) {
    ActionRows plan = in_rows(canvas, view, actions, width, rows);
    if (plan.breaks_well && plan.all <= best.all) best = std::move(plan);
  }
  return best;
}

void draw_actions_in_rows(Canvas& canvas, const View& view, const Elements& actions, PixelRect& area, float pad) {
  const float gap = canvas.m.gap() * 1.6f;
  const ActionRows plan = best_rows(canvas, view, actions, area.width - 2 * canvas.m.margin());
  PixelRect strip = cut_bottom(area, plan.all + pad).inset(canvas.m.margin(), 0);
  std::size_t next = 0;
  for (std::size_t row = 0; row < plan.cells.size(); ++row) {
    PixelRect line = cut_top(strip, plan.heights[row], gap);
    const auto cells = static_cast<float>(plan.cells[row]);
    const float cell = std::floor((line.width - gap * (cells - 1)) / cells);
    for (std::size_t i = 0; i < plan.cells[row]; ++i) draw_button(canvas, view, *actions[next++], cut_left(line, cell, gap), {});
  }
}

void draw_actions(Canvas& canvas, const View& view, PixelRect& area) {
  const Elements actions = in_order_of_place(elements_at(view, Place::actions));
  if (actions.empty()) return;
  const float width = area.width - 2 * canvas.m.margin();
  const float gap = canvas.m.gap() * 1.6f;
  std::vector<float> widths;
  float total = gap * static_cast<float>(actions.size() - 1);
  const float height = canvas.m.control() + canvas.m.mm(4);
  for (const Element* action : actions) {
    const float least = canvas.m.mm(action->emphasis == Emphasis::primary ? 70 : 45);
    widths.push_back(std::max(least, measure_button(canvas, view, *action, {}).width + canvas.m.mm(6)));
    total += widths.back();
  }
  const float pad = canvas.m.tight ? canvas.m.gap() : canvas.m.mm(canvas.m.portrait ? 6 : 5);
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
  draw_actions_in_rows(canvas, view, actions, area, pad);
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
  const float side = std::round(canvas.m.em() * (canvas.m.tight ? 1.4f : 1.7f));
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
  const float roomy = std::max(canvas.m.mm(canvas.m.portrait ? 22 : 19), std::ceil(canvas.m.em() * 1.7f + canvas.m.mm(6)));
  const float height = canvas.m.tight ? std::ceil(canvas.m.em() * 1.5f + canvas.m.mm(2)) : roomy;
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
         !is_pad(view.typing->keyboard().kind) && !elements_at(view, Place::actions).empty();
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
  if (!canvas.m.rail) draw_bar(canvas, view, area);
  const bool attract = view.screen->id == "attract";
  if (!attract) {
    // The header is not touched, so it may stand above the reach of hands; so may headings, where there is room.
    PixelRect upper{area.x, 0, area.width, area.bottom()};
    draw_header(canvas, view, upper);
    const float above = area.y - upper.y;
    if (above > canvas.m.mm(canvas.m.tight ? 22 : 18)) canvas.above_reach = {upper.x, upper.y, upper.width, above};
    area = {area.x, std::max(area.y, upper.y), area.width, std::min(area.height, upper.height)};
  }
  if (canvas.m.rail) draw_rail(canvas, view, area);
  if (!attract && !keyboard_takes_actions(canvas, view)) draw_actions(canvas, view, area);
  return area;
}

}  // namespace bancheng::ui
