#include "kiosk/ui/blocks.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/bodies.h"
#include "kiosk/ui/controls.h"
#include "kiosk/ui/field_box.h"
#include "kiosk/ui/tiles.h"

namespace bancheng::ui {
namespace {

using core::session::Element;
using core::session::Emphasis;
using core::session::PictureData;
using core::session::Role;

TextLook look_of(const Canvas& canvas, const Element& element) {
  TextLook look;
  if (element.role == Role::heading) {
    look.scale = canvas.m.heading;
    look.bold = true;
    look.line_distance = 1.3f;
  } else if (element.role == Role::section) {
    look.bold = true;
  } else if (element.emphasis == Emphasis::primary) {
    look.scale = canvas.m.big;
    look.bold = true;
    look.line_distance = 1.3f;
  }
  return look;
}

Block paragraph(Canvas& canvas, const View& view, const Element& element, float width) {
  const Spoken& spoken = view.of(element);
  const TextLook look = look_of(canvas, element);
  const TextLook small{};
  const float label = canvas.measure(spoken.label.view(), look, width).height;
  const float detail = canvas.measure(spoken.detail.view(), small, width).height;
  Block block;
  block.height = label + detail;
  block.gap = canvas.m.mm(element.role == Role::heading ? 5 : element.role == Role::section ? 2 : 4);
  block.ids = {element.id};
  block.keep_with_next = element.role == Role::heading || element.role == Role::section;
  block.step = detail > 0 || label <= 0 ? 0 : canvas.measure("国", look).height;
  const Tone tone = element.emphasis == Emphasis::quiet ? Tone::soft : Tone::ink;
  block.draw = [&view, &element, look, small, label, tone](Canvas& c, const PixelRect& r) {
    const Spoken& s = view.of(element);
    c.text(r, s.label.view(), look, {Ground::page, tone});
    c.text({r.x, r.y + label, r.width, r.height - label}, s.detail.view(), small, {Ground::page, Tone::soft});
    add_target(c, view, element, r);
  };
  return block;
}

Ground panel_ground(const Element& element) {
  if (element.role == Role::error_summary) return Ground::error;
  if (element.icon == "done" || element.icon == "check") return Ground::done;
  return element.emphasis == Emphasis::warning ? Ground::warning : Ground::notice;
}

std::string panel_icon(const Element& element) {
  if (!element.icon.empty()) return element.icon;
  return element.role == Role::error_summary || element.emphasis == Emphasis::warning ? "warning" : "info";
}

/// A notice or error summary: a panel with a strip along its left edge, an icon and its texts.
Block panel(Canvas& canvas, const View& view, const Element& element, float width) {
  const Spoken& spoken = view.of(element);
  const float pad = canvas.m.mm(4);
  const float icon = std::round(canvas.m.em() * (element.emphasis == Emphasis::primary ? 2.0f : 1.4f));
  TextLook label;
  label.bold = element.role == Role::error_summary || element.emphasis == Emphasis::primary || !spoken.detail.empty();
  const float inner = width - 2 * pad - icon - canvas.m.mm(3) - canvas.m.mm(1.5);
  if (element.emphasis == Emphasis::primary) {
    // A number or a short word stands out by its size; a sentence does not need to.
    TextLook large = label;
    large.scale = canvas.m.heading;
    label.scale = canvas.measure(spoken.label.view(), large).width <= inner ? canvas.m.heading : 1;
  }
  const float label_height = canvas.measure(spoken.label.view(), label, inner).height;
  const float text_height = label_height + canvas.measure(spoken.detail.view(), {}, inner).height;
  Block block;
  block.height = std::max(text_height, icon) + 2 * canvas.m.mm(3);
  block.gap = canvas.m.mm(4);
  block.ids = {element.id};
  if (label.scale == 1) block.step = canvas.measure("国", label).height;
  block.lead = std::round((block.height - text_height) / 2);
  block.draw = [&view, &element, label, label_height, icon, pad, text_height](Canvas& c, const PixelRect& r) {
    const Ground ground = panel_ground(element);
    c.fill(r, {ground, Tone::fill}, c.m.radius());
    c.edge(r, {ground, Tone::hairline}, c.m.radius(), c.m.mm(0.3));
    const float inset = c.m.mm(1.5);
    c.fill({r.x + inset, r.y + inset, inset, r.height - 2 * inset}, {ground, Tone::mark}, inset / 2);
    c.focus_ring(element.id, r, c.m.radius());
    const float first_line = c.measure("国", label).height;
    const float top = r.y + std::round((r.height - text_height) / 2);
    PixelRect inside{r.x + c.m.mm(1.5) + pad, top, r.width - c.m.mm(1.5) - 2 * pad, text_height};
    const PixelRect left = cut_left(inside, icon, c.m.mm(3));
    c.icon({left.x, std::round(top + (first_line - icon) / 2), icon, icon}, panel_icon(element), {ground, Tone::mark});
    const Spoken& s = view.of(element);
    c.text(inside, s.label.view(), label, {ground, Tone::ink});
    inside.y += label_height;
    c.text(inside, s.detail.view(), {}, {ground, Tone::soft});
    add_target(c, view, element, r);
  };
  return block;
}

/// Three dots, one after the other dark: something is being waited for.
Block busy(Canvas& canvas, const View& view, const Element& element, float width) {
  const float dots = canvas.m.mm(18);
  const float text = canvas.measure(view.of(element).label.view(), {}, width - dots).height;
  Block block;
  block.height = std::max(text, canvas.m.control());
  block.gap = canvas.m.mm(3);
  block.ids = {element.id};
  block.draw = [&view, &element, dots](Canvas& c, const PixelRect& r) {
    const float dot = c.m.mm(3);
    for (int i = 0; i < 3; ++i) {
      const PixelRect at{r.x + static_cast<float>(i) * c.m.mm(5), std::round(r.middle_y() - dot / 2), dot, dot};
      c.fill(at, {Ground::page, i == view.busy_phase ? Tone::mark : Tone::hairline}, dot / 2);
    }
    c.text_in({r.x + dots, r.y, r.width - dots, r.height}, view.of(element).label.view(), {}, {Ground::page, Tone::ink});
    add_target(c, view, element, r);
  };
  return block;
}

Block picture(Canvas& canvas, const View& view, const Element& element, float width) {
  Block block;
  block.height = std::min(width * 0.6f, canvas.m.mm(70));
  block.least = std::min(block.height, canvas.m.mm(20));
  block.gap = canvas.m.mm(4);
  block.ids = {element.id};
  block.draw = [&view, &element](Canvas& c, const PixelRect& r) {
    draw_picture(c, view, element, r);
    add_target(c, view, element, r);
  };
  return block;
}

Block code(Canvas& canvas, const View& view, const Element& element, float width) {
  Block block;
  block.height = canvas.measure(view.of(element).label.view(), {}, width).height + canvas.m.mm(45);
  block.least = block.height - canvas.m.mm(10);
  block.ids = {element.id};
  block.draw = [&view, &element](Canvas& c, const PixelRect& r) { draw_figures(c, view, {&element}, r); };
  return block;
}

Block lone(Canvas& canvas, const View& view, const Element& element, float width) {
  switch (element.role) {
    case Role::notice:
    case Role::error_summary: return panel(canvas, view, element, width);
    case Role::busy: return busy(canvas, view, element, width);
    case Role::field: return field_block(canvas, view, element, width);
    case Role::picture:
    case Role::preview:
    case Role::signature: return picture(canvas, view, element, width);
    case Role::code: return code(canvas, view, element, width);
    default: return paragraph(canvas, view, element, width);
  }
}

/// Tiles with a second line and tiles without one are of different size.
bool same_run(const Element& first, const Element& next) { return first.role == next.role && first.detail.empty() == next.detail.empty(); }

}  // namespace

void add_target(Canvas& canvas, const View& view, const Element& element, const PixelRect& rect) {
  const Spoken& spoken = view.of(element);
  Target target;
  target.id = element.id;
  target.role = element.role;
  target.text = spoken.label;
  for (const base::PersonText* more : {&spoken.detail, &spoken.error}) {
    if (more->empty()) continue;
    target.text.append("\n");
    target.text.append(more->view());
  }
  target.value = spoken.value;
  target.rect = rect;
  target.enabled = element.enabled;
  target.selected = element.selected;
  const bool control = element.role == Role::button || element.role == Role::choice || element.role == Role::field ||
                       element.role == Role::signature;
  target.touchable = control && element.enabled;
  canvas.target(std::move(target));
}

Blocks make_blocks(Canvas& canvas, const View& view, const Elements& elements, float width) {
  Blocks blocks;
  const auto append = [&](Blocks more) {
    for (Block& block : more) blocks.push_back(std::move(block));
  };
  for (std::size_t i = 0; i < elements.size();) {
    const Element& element = *elements[i];
    Elements run;
    if (element.role == Role::row) {
      // A row takes the button after it along.
      for (; i < elements.size() && (elements[i]->role == Role::row ||
                                     (elements[i]->role == Role::button && elements[i - 1]->role == Role::row)); ++i) {
        run.push_back(elements[i]);
      }
      append(row_blocks(canvas, view, run, width));
    } else if (element.role == Role::button || element.role == Role::choice) {
      for (; i < elements.size() && same_run(element, *elements[i]); ++i) run.push_back(elements[i]);
      append(tile_blocks(canvas, view, run, width));
    } else {
      blocks.push_back(lone(canvas, view, element, width));
      ++i;
    }
  }
  return blocks;
}

}  // namespace bancheng::ui
