// Pictures of a page: live camera, scanned pages, codes, drawings; and the attract page.
#include <algorithm>
#include <cmath>

#include "kiosk/text/qr.h"
#include "kiosk/ui/bodies.h"
#include "kiosk/ui/controls.h"
#include "kiosk/ui/frame.h"
#include "kiosk/ui/tiles.h"

namespace bancheng::ui {
namespace {

using core::session::CodeData;
using core::session::Element;
using core::session::Place;
using core::session::PreviewData;
using core::session::Role;

void draw_preview(Canvas& canvas, const View& view, const Element& element, const PixelRect& room) {
  const auto& data = std::get<PreviewData>(element.data);
  TextLook look;
  look.alignment = text::Alignment::centre;
  const std::string_view caption = view.of(element).label.view();
  const float text = canvas.measure(caption, look, room.width).height;
  PixelRect rect = room;
  (void)cut_bottom(rect, text, canvas.m.mm(2));
  std::optional<PictureSize> size = view.live;
  if (data.page) {
    const auto it = view.pictures.find(data.page->value);
    size = it == view.pictures.end() ? std::nullopt : std::optional(it->second);
  }
  const PixelRect at = size ? fit(rect, static_cast<float>(size->width), static_cast<float>(size->height)) : fit(rect, 4, 3);
  canvas.fill(at, {size ? Ground::paper : Ground::sunken, Tone::fill}, canvas.m.mm(1));
  if (size) {
    canvas.add(PictureMark{at, data.page, !data.page});
  } else {
    const float side = std::min(at.width, at.height) * 0.62f;
    canvas.drawing(fit(at, side * 4 / 3, side), "page-under-camera-large");
  }
  canvas.edge(at, {Ground::page, Tone::border}, canvas.m.mm(1), canvas.m.mm(0.5));
  canvas.text({room.x, at.bottom() + canvas.m.mm(2), room.width, text}, caption, look, {Ground::page, Tone::soft});
  add_target(canvas, view, element, at);
}

void draw_code(Canvas& canvas, const View& view, const Element& element, const PixelRect& room) {
  PixelRect rect = room;
  TextLook look;
  look.alignment = text::Alignment::centre;
  const std::string_view caption = view.of(element).label.view();
  const float text = canvas.measure(caption, look, rect.width).height;
  const float side = std::floor(std::min({rect.width, rect.height - text - canvas.m.mm(3), canvas.m.mm(86)}));
  if (side < canvas.m.mm(15)) return;
  // Beside texts in the middle of the page; below them right after them.
  const float above = canvas.m.portrait ? 0 : std::round((rect.height - side - text - canvas.m.mm(3)) * 0.4f);
  const PixelRect at{std::round(rect.middle_x() - side / 2), rect.y + above, side, side};
  canvas.fill(at, {Ground::paper, Tone::fill}, canvas.m.mm(1.5));
  canvas.add(CodeMark{at, std::get<CodeData>(element.data).payload});
  canvas.text({rect.x, at.bottom() + canvas.m.mm(3), rect.width, text}, caption, look, {Ground::page, Tone::soft});
  add_target(canvas, view, element, at);
}

void draw_figure(Canvas& canvas, const View& view, const Element& element, const PixelRect& room) {
  if (element.role == Role::preview) return draw_preview(canvas, view, element, room);
  if (element.role == Role::code) return draw_code(canvas, view, element, room);
  const PixelRect at = fit(room, 4, 3);
  draw_picture(canvas, view, element, at);
  add_target(canvas, view, element, at);
}

}  // namespace

void draw_figures(Canvas& canvas, const View& view, const Elements& figures, const PixelRect& room) {
  const auto count = static_cast<int>(figures.size());
  const int columns = std::min(count, 3);
  const int rows = (count + columns - 1) / columns;
  const float gap = canvas.m.mm(5);
  const float width = std::floor((room.width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
  const float height = std::floor((room.height - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows));
  for (int i = 0; i < count; ++i) {
    const PixelRect cell{room.x + static_cast<float>(i % columns) * (width + gap),
                         room.y + static_cast<float>(i / columns) * (height + gap), width, height};
    draw_figure(canvas, view, *figures[static_cast<std::size_t>(i)], cell);
  }
}

namespace {

struct Welcome {
  TextLook name;
  TextLook title;
  TextLook text;
};

/// `shrink`: how much of the extra size is given up, so that large text still fits; the text itself never shrinks.
Welcome welcome_looks(const Canvas& canvas, float shrink) {
  const auto alignment = canvas.m.portrait ? text::Alignment::centre : text::Alignment::left;
  Welcome w;
  w.name = {std::max(1.0f, canvas.m.heading * shrink), true, alignment, 1.3f};
  w.title = {std::max(1.0f, canvas.m.big * 1.4f * shrink), true, alignment, 1.3f};
  w.text = {std::max(1.0f, canvas.m.title * shrink), false, alignment, shrink < 1 ? 1.35f : 1.6f};
  return w;
}

float draw_welcome_texts(Canvas& canvas, const View& view, const PixelRect& room, bool draw, float shrink = 1) {
  const Welcome w = welcome_looks(canvas, shrink);
  float y = room.y;
  const auto put = [&](std::string_view text, const TextLook& look, Tone tone, float gap) {
    const float height = canvas.measure(text, look, room.width).height;
    if (draw) canvas.text({room.x, y, room.width, height}, text, look, {Ground::brand, tone});
    y += height + gap;
    return PixelRect{room.x, y - height - gap, room.width, height};
  };
  const float mark = std::round(canvas.m.em() * 3 * shrink);
  if (draw) {
    const float x = canvas.m.portrait ? room.middle_x() - mark / 2 : room.x;
    canvas.icon({std::round(x), y, mark, mark}, "brand", {Ground::brand, Tone::ink});
  }
  y += mark + canvas.m.mm(3);
  put(view.phrase("ui.product"), w.name, Tone::ink, canvas.m.mm(5));
  for (const Element* element : elements_at(view, Place::body)) {
    if (element->role == Role::picture) continue;
    const bool heading = element->role == Role::heading;
    const PixelRect at = put(view.of(*element).label.view(), heading ? w.title : w.text, heading ? Tone::ink : Tone::soft, canvas.m.mm(3));
    if (draw) add_target(canvas, view, *element, at);
  }
  return y - room.y;
}

constexpr float kMostShrink = 0.6f;

/// As little as is needed for the texts to fit.
float shrink_to_fit(Canvas& canvas, const View& view, const PixelRect& room) {
  float shrink = 1;
  while (shrink > kMostShrink && draw_welcome_texts(canvas, view, room, false, shrink) > room.height - canvas.m.mm(10)) shrink -= 0.1f;
  return std::max(shrink, kMostShrink);
}

void draw_start(Canvas& canvas, const View& view, PixelRect room) {
  const Elements actions = elements_at(view, Place::actions);
  if (actions.empty()) return;
  const float gap = canvas.m.gap() * 2;
  const float count = static_cast<float>(actions.size());
  ButtonLook look;
  look.text.scale = canvas.m.heading;
  look.text.bold = true;
  const float width = std::min(room.width - 2 * canvas.m.margin(), canvas.m.mm(canvas.m.portrait ? 190 : 210));
  const float height = std::min(canvas.m.mm(30), (room.height - gap * (count + 1)) / count);
  PixelRect column{std::round(room.middle_x() - width / 2), std::round(room.middle_y() - (height * count + gap * (count - 1)) / 2),
                   width, height * count + gap * (count - 1)};
  for (const Element* action : actions) draw_button(canvas, view, *action, cut_top(column, std::floor(height), gap), look);
}

}  // namespace

void draw_attract(Canvas& canvas, const View& view, PixelRect room) {
  const float lower = std::max(canvas.m.mm(46), canvas.m.control(canvas.m.heading) + canvas.m.mm(16));
  PixelRect start = cut_bottom(room, canvas.m.portrait ? std::max(lower, room.height * 0.2f) : lower);
  canvas.fill({room.x, 0, room.width, room.bottom()}, {Ground::brand, Tone::fill});
  PixelRect inside = room.inset(canvas.m.margin() * (canvas.m.portrait ? 1.0f : 2.0f), 0);
  // Nothing to be touched is above the start button, so a low layout has the whole height too.
  inside = {inside.x, 0, inside.width, room.bottom()};
  if (canvas.m.portrait) {
    (void)cut_top(inside, std::min(canvas.m.mm(24), std::floor(inside.height * 0.06f)));
    const float shrink = shrink_to_fit(canvas, view, inside);
    const float text = draw_welcome_texts(canvas, view, inside, false, shrink);
    draw_welcome_texts(canvas, view, cut_top(inside, text, canvas.m.mm(6)), true, shrink);
    if (inside.height >= canvas.m.mm(40)) canvas.drawing(fit(inside, 4, 3), "attract-large");
  } else {
    PixelRect left = inside;
    const PixelRect right = cut_right(left, std::floor(left.width * 0.46f), canvas.m.mm(10));
    const bool drawn = draw_welcome_texts(canvas, view, left, false, kMostShrink) <= left.height - canvas.m.mm(10);
    if (drawn) canvas.drawing(fit(right.inset(0, canvas.m.mm(10)), 4, 3), "attract-large");
    PixelRect texts = drawn ? left : inside;
    const float shrink = shrink_to_fit(canvas, view, texts);
    texts.y += std::max(0.0f, std::round((texts.height - draw_welcome_texts(canvas, view, texts, false, shrink)) / 2));
    draw_welcome_texts(canvas, view, texts, true, shrink);
  }
  draw_start(canvas, view, start);
}

}  // namespace bancheng::ui
