#include "kiosk/ui/controls.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/blocks.h"

namespace bancheng::ui {
namespace {

using core::session::Element;
using core::session::Emphasis;
using core::session::Place;

constexpr float kLabelDistance = 1.25f;  ///< of the lines of a label

float icon_side(const Canvas& canvas, const ButtonLook& look) {
  return std::round(canvas.m.em() * look.text.scale * (look.arrangement == Arrangement::below ? 1.3f : 1.2f));
}

TextLook label_look(const Element& element, const ButtonLook& look) {
  TextLook text = look.text;
  text.bold = text.bold || element.emphasis == Emphasis::primary;
  text.line_distance = kLabelDistance;
  return text;
}

}  // namespace

Face face_of(const Canvas& canvas, const Element& element) {
  const bool down = canvas.pressed(element.id);
  if (!element.enabled) return {Ground::sunken, false};
  if (element.place == Place::bar) {
    if (element.emphasis == Emphasis::primary) return {down ? Ground::help_pressed : Ground::help, true};
    return {down ? Ground::tint : Ground::surface, true};
  }
  if (element.emphasis == Emphasis::primary && element.role == core::session::Role::button) {
    return {down ? Ground::primary_pressed : Ground::primary, false};
  }
  if (element.emphasis == Emphasis::warning) return {down ? Ground::tint : Ground::warning, true};
  return {down || element.selected ? Ground::tint : Ground::surface, true};
}

void draw_face(Canvas& canvas, const std::string& id, const PixelRect& rect, const Face& face, float stroke) {
  const float radius = canvas.m.radius();
  canvas.fill(rect, {face.ground, Tone::fill}, radius);
  const bool outlined = face.edge || face.ground == Ground::primary_pressed;
  if (outlined) canvas.edge(rect, {face.ground, Tone::border}, radius, stroke > 0 ? stroke : canvas.m.mm(0.4));
  canvas.focus_ring(id, rect, radius);
}

PixelRect measure_button(Canvas& canvas, const View& view, const Element& element, const ButtonLook& look, float width) {
  ButtonLook own = look;
  own.text.bold = label_look(element, look).bold;
  return measure_label(canvas, view.of(element).label.view(), !element.icon.empty(), own, width);
}

PixelRect measure_label(Canvas& canvas, std::string_view label, bool with_icon, const ButtonLook& look, float width) {
  TextLook text = look.text;
  text.line_distance = kLabelDistance;
  const float pad = canvas.m.mm(3.5);
  const float icon = with_icon ? icon_side(canvas, look) : 0;
  if (look.arrangement == Arrangement::below) {
    const float room = width - 2 * canvas.m.mm(1);
    const PixelRect size = canvas.measure(label, text, room);
    return {0, 0, canvas.widest_word(label, text) + 2 * canvas.m.mm(1),
            std::max(canvas.m.target(), icon + canvas.m.mm(1) + size.height + 2 * canvas.m.mm(1.6))};
  }
  const float gap = icon > 0 && !label.empty() ? canvas.m.mm(2) : 0;
  const float wanted = width > 0 ? width - icon - gap - 2 * canvas.m.mm(2) : 0;
  const PixelRect size = canvas.measure(label, text, wanted);
  return {0, 0, std::max(canvas.m.target(), size.width + icon + gap + 2 * pad),
          std::max(canvas.m.control(text.scale), size.height + 2 * canvas.m.mm(2))};
}

void draw_button(Canvas& canvas, const View& view, const Element& element, const PixelRect& rect, const ButtonLook& look) {
  const Face face = face_of(canvas, element);
  draw_face(canvas, element.id, rect, face);
  add_target(canvas, view, element, rect);
  const std::string_view label = view.of(element).label.view();
  TextLook text = label_look(element, look);
  const Paint ink{face.ground, element.enabled ? Tone::ink : Tone::soft};
  const Paint mark{face.ground, face.ground == Ground::surface ? Tone::mark : Tone::ink};
  const float icon = element.icon.empty() ? 0 : icon_side(canvas, look);
  if (look.arrangement == Arrangement::below) {
    text.alignment = text::Alignment::centre;
    PixelRect inner = rect.inset(canvas.m.mm(1), canvas.m.mm(1.6));
    const PixelRect top = cut_top(inner, icon, canvas.m.mm(1));
    canvas.icon(centred(top, icon, icon), element.icon, mark);
    canvas.text_in(inner, label, text, ink);
    return;
  }
  const float gap = icon > 0 && !label.empty() ? canvas.m.mm(2) : 0;
  const float room = rect.width - icon - gap - 2 * canvas.m.mm(2);
  const float width = std::min(room, canvas.measure(label, text, room).width);
  PixelRect line{std::round(rect.middle_x() - (icon + gap + width) / 2), rect.y, icon + gap + width, rect.height};
  if (icon > 0) canvas.icon(centred(cut_left(line, icon, gap), icon, icon), element.icon, mark);
  text.alignment = icon > 0 ? text::Alignment::left : text::Alignment::centre;
  // One pixel more than measured, so that rounding breaks no line.
  canvas.text_in({line.x, line.y, line.width + 1, line.height}, label, text, ink);
}

void draw_control(Canvas& canvas, const std::string& id, std::string_view text, std::string_view icon,
                  const PixelRect& rect, bool enabled) {
  const bool down = canvas.pressed(id);
  const Face face{!enabled ? Ground::sunken : down ? Ground::tint : Ground::surface, enabled};
  draw_face(canvas, id, rect, face);
  const float side = std::round(std::min({rect.width, rect.height, canvas.m.em() * 1.2f}));
  const float gap = canvas.m.mm(2);
  const float words = canvas.measure(text, {}).width + 1;
  PixelRect line = centred(rect, side, side);
  const float whole = side + gap + words;
  if (whole + 2 * canvas.m.mm(2) <= rect.width) {
    line = {std::round(rect.middle_x() - whole / 2), line.y, side, side};
    canvas.text_in({line.right() + gap, rect.y, words, rect.height}, text, {}, {face.ground, enabled ? Tone::ink : Tone::soft});
  }
  canvas.icon(line, icon, {face.ground, enabled ? Tone::mark : Tone::border});
  Target target;
  target.id = id;
  target.kind = DrawnKind::control;
  target.text = base::PersonText(text);
  target.rect = rect;
  target.enabled = target.touchable = enabled;
  canvas.target(std::move(target));
}

}  // namespace bancheng::ui
