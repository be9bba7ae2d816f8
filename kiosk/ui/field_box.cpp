#include "kiosk/ui/field_box.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/controls.h"

namespace bancheng::ui {
namespace {

using core::session::Element;
using core::session::FieldData;
using core::session::Keyboard;
using core::session::Role;

constexpr int kLongest1Line = 24;  ///< characters; what may be longer gets several lines

bool several_lines(const FieldData& field) {
  const bool text = field.keyboard == Keyboard::pinyin || field.keyboard == Keyboard::latin;
  return text && field.max_length > kLongest1Line;
}

TextLook value_look(const Canvas& canvas, const FieldData& field) {
  TextLook look;
  look.scale = several_lines(field) ? 1 : canvas.m.title;
  look.line_distance = 1.35f;
  return look;
}

float box_height(Canvas& canvas, const FieldData& field) {
  const TextLook look = value_look(canvas, field);
  if (!several_lines(field)) return canvas.m.control(look.scale) + canvas.m.mm(2);
  if (canvas.low_fields || (canvas.m.tight && canvas.m.portrait)) return canvas.measure("国", look).height + 2 * canvas.m.mm(3);
  const int lines = field.max_length > 80 && canvas.m.portrait && canvas.above_reach.empty() ? 4 : 2;
  return canvas.measure("国", look).height * static_cast<float>(lines) + 2 * canvas.m.mm(3);
}

/// The value with the composition at the caret.
struct Shown {
  base::PersonText text;
  std::size_t composition_begin = 0;
  std::size_t caret = 0;
};

Shown shown_text(const View& view, const Element& element) {
  Shown shown;
  if (view.typing == nullptr || view.typing->id() != element.id) {
    shown.text = view.of(element).value;
    return shown;
  }
  const Typing& typing = *view.typing;
  const base::PersonText whole = typing.shown_value();
  const std::string_view value = whole.view();
  // A secret is typed at its end: which dot the caret stands behind says nothing.
  const std::size_t at = typing.secret() ? value.size() : std::min(typing.caret(), value.size());
  shown.text = base::PersonText(value.substr(0, at));
  shown.composition_begin = at;
  shown.text.append(typing.composition().view());
  shown.caret = shown.text.size();
  shown.text.append(value.substr(at));
  return shown;
}

void draw_composition_line(Canvas& canvas, const PixelRect& origin, const Shown& shown, const text::Style& style, Paint mark) {
  const text::Rect from = canvas.caret(shown.text.view(), style, shown.composition_begin);
  const text::Rect to = canvas.caret(shown.text.view(), style, shown.caret);
  const float y = origin.y + static_cast<float>(to.y + to.height) - canvas.m.mm(0.6);
  const float left = from.y == to.y ? static_cast<float>(from.x) : 0;
  canvas.fill({origin.x + left, y, static_cast<float>(to.x) - left, canvas.m.mm(0.5)}, mark);
}

void draw_value(Canvas& canvas, const View& view, const Element& element, const PixelRect& inside, Ground ground, bool active) {
  const FieldData& field = std::get<FieldData>(element.data);
  const Shown shown = shown_text(view, element);
  const bool lines = several_lines(field);
  text::Style style = canvas.style(value_look(canvas, field), lines ? inside.width - canvas.m.mm(1) : 0);
  style.balanced = false;  // what stands already does not move while one types
  const text::Rect caret = canvas.caret(shown.text.view(), style, shown.caret);
  PixelRect origin = inside;
  if (lines) {
    origin.y -= std::max(0.0f, static_cast<float>(caret.y + caret.height) - inside.height);
  } else {
    origin.x -= std::max(0.0f, static_cast<float>(caret.x) + canvas.m.mm(1) - inside.width);
    origin.y = std::round(inside.middle_y() - static_cast<float>(caret.y) - static_cast<float>(caret.height) / 2);
  }
  canvas.add(ClipMark{inside});
  if (!shown.text.empty()) canvas.add(TextMark{origin.x, origin.y, shown.text, style, {ground, Tone::ink}});
  if (active) {
    if (shown.caret > shown.composition_begin) draw_composition_line(canvas, origin, shown, style, {ground, Tone::mark});
    canvas.fill({origin.x + static_cast<float>(caret.x), origin.y + static_cast<float>(caret.y), std::max(2.0f, canvas.m.mm(0.6)),
                 static_cast<float>(caret.height)}, {ground, Tone::mark});
    canvas.scene().field_text = origin;
    canvas.scene().field_style = style;
  }
  canvas.add(ClipMark{});
}

void draw_box(Canvas& canvas, const View& view, const Element& element, const PixelRect& rect) {
  const bool active = view.typing != nullptr && view.typing->id() == element.id;
  const Ground ground = element.enabled ? Ground::surface : Ground::sunken;
  const float radius = canvas.m.radius();
  const bool wrong = !view.of(element).error.empty();
  canvas.fill(rect, {ground, Tone::fill}, radius);
  const Paint edge = wrong ? Paint{Ground::error, Tone::mark} : Paint{ground, active ? Tone::mark : Tone::border};
  canvas.edge(rect, edge, radius, canvas.m.mm(active || wrong ? 0.8 : 0.4));
  canvas.focus_ring(element.id, rect, radius);
  draw_value(canvas, view, element, rect.inset(canvas.m.mm(4), canvas.m.mm(1.5)), ground, active);
}

bool repeats_heading(const View& view, const Element& element) {
  const auto& all = view.screen->elements;
  return std::any_of(all.begin(), all.end(), [&](const Element& e) {
    return e.role == Role::heading && view.of(e).label == view.of(element).label;
  });
}

/// The same sentence stands in the error summary above: once is enough for the eye.
bool error_stands_above(const View& view, const Element& element) {
  const auto& all = view.screen->elements;
  return std::any_of(all.begin(), all.end(), [&](const Element& e) {
    return e.role == Role::error_summary && view.of(e).label == view.of(element).error;
  });
}

}  // namespace

Block field_box(Canvas& canvas, const View& view, const Element& element) {
  Block block;
  block.height = box_height(canvas, std::get<FieldData>(element.data));
  block.gap = canvas.m.mm(4);
  block.ids = {element.id};
  block.draw = [&view, &element](Canvas& c, const PixelRect& r) {
    draw_box(c, view, element, r);
    add_target(c, view, element, r);
  };
  return block;
}

Block field_words(Canvas& canvas, const View& view, const Element& element, float width) {
  const Spoken& spoken = view.of(element);
  TextLook bold;
  bold.bold = true;
  const bool with_label = !repeats_heading(view, element);
  const bool with_error = !spoken.error.empty() && !error_stands_above(view, element);
  const float label = with_label ? canvas.measure(spoken.label.view(), bold, width).height : 0;
  const float hint = canvas.measure(spoken.hint.view(), {}, width).height;
  const float error = with_error ? canvas.measure(spoken.error.view(), bold, width).height : 0;
  Block block;
  block.height = label + hint + error;
  block.gap = canvas.m.mm(2);
  block.step = canvas.measure("国", {}).height;
  block.draw = [&view, &element, bold, label, hint, error](Canvas& c, const PixelRect& r) {
    const Spoken& s = view.of(element);
    PixelRect at = r;
    if (label > 0) c.text(cut_top(at, label), s.label.view(), bold, {Ground::page, Tone::ink});
    c.text(cut_top(at, hint), s.hint.view(), {}, {Ground::page, Tone::soft});
    if (error > 0) c.text(cut_top(at, error), s.error.view(), bold, {Ground::page, Tone::ink});
  };
  return block;
}

Block field_block(Canvas& canvas, const View& view, const Element& element, float width) {
  Block words = field_words(canvas, view, element, width);
  Block box = field_box(canvas, view, element);
  if (words.height <= 0) return box;
  Block block;
  block.height = words.height + words.gap + box.height;
  block.gap = box.gap;
  block.ids = box.ids;
  block.draw = [words, box](Canvas& c, const PixelRect& r) {
    PixelRect at = r;
    words.draw(c, cut_top(at, words.height));
    box.draw(c, cut_bottom(at, box.height));
  };
  return block;
}

}  // namespace bancheng::ui
