#include "kiosk/ui/bodies.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/controls.h"
#include "kiosk/ui/field_box.h"
#include "kiosk/ui/frame.h"
#include "kiosk/ui/keyboard_view.h"

namespace bancheng::ui {
namespace {

using core::session::Element;
using core::session::Place;
using core::session::Role;

constexpr float kReadingWidth = 40;  ///< ems: a column of text alone is not wider

Elements with_role(const Elements& elements, Role role) {
  Elements found;
  std::copy_if(elements.begin(), elements.end(), std::back_inserter(found), [&](const Element* e) { return e->role == role; });
  return found;
}

Elements without(const Elements& elements, const Elements& others) {
  Elements left;
  std::copy_if(elements.begin(), elements.end(), std::back_inserter(left), [&](const Element* e) {
    return std::find(others.begin(), others.end(), e) == others.end();
  });
  return left;
}

/// What a page shows besides texts: the camera and pages before codes, codes before drawings.
Elements figures_of(const Elements& body) {
  for (const Role role : {Role::preview, Role::code, Role::picture}) {
    Elements found = with_role(body, role);
    if (!found.empty()) return found;
  }
  return {};
}

/// On a page with room to spare, what follows the heading stands a little lower: `share` of what is left over above it.
void lower(Canvas& canvas, const View& view, const Elements& elements, PixelRect& room, float share) {
  const Blocks blocks = make_blocks(canvas, view, elements, room.width);
  const float spare = canvas.above_reach.empty() ? room.height - height_of(blocks) : 0;
  const float left = spare - growth_of(blocks, spare);
  if (left > 0) (void)cut_top(room, std::floor(left * share));
}

/// Problem and heading stay in sight while the rest is paged through, unless they would take too much of the page.
/// `texts_too`: paragraphs go along where there is room above the reach of hands.
void draw_pinned(Canvas& canvas, const View& view, Elements& body, PixelRect& room, bool texts_too = false) {
  const float air = canvas.m.mm(canvas.m.tight ? 3 : 6);
  Elements pinned;
  for (const Element* element : body) {
    const bool text = element->role == Role::text || element->role == Role::notice;
    if (element->role == Role::heading || element->role == Role::error_summary || (texts_too && text)) pinned.push_back(element);
  }
  const Blocks blocks = make_blocks(canvas, view, pinned, room.width);
  const float height = height_of(blocks);
  const bool above = height + 2 * air <= canvas.above_reach.height;
  if (texts_too && !above) return draw_pinned(canvas, view, body, room);
  if (blocks.empty() || (!above && height > room.height * 0.34f)) return;
  if (above) {
    PixelRect place{room.x, canvas.above_reach.bottom() - height, room.width, height};
    for (const Block& block : blocks) block.draw(canvas, cut_top(place, block.height, block.gap));
    (void)cut_bottom(canvas.above_reach, height, air);
    body = without(body, pinned);
    return;
  }
  for (const Block& block : blocks) block.draw(canvas, cut_top(room, block.height, block.gap));
  body = without(body, pinned);
}

void draw_beside_figures(Canvas& canvas, const View& view, Elements texts, const Elements& figures, PixelRect room) {
  const Role role = figures.front()->role;
  if (!canvas.m.portrait) {
    const float share = role == Role::preview ? 0.56f : role == Role::code ? 0.34f : 0.42f;
    const PixelRect right = cut_right(room, std::floor(room.width * share), canvas.m.mm(12));
    draw_figures(canvas, view, figures, right);
    draw_pinned(canvas, view, texts, room);
    if (role != Role::preview) lower(canvas, view, texts, room, 0.3f);
    draw_flow(canvas, view, texts, room, 1);
    return;
  }
  draw_pinned(canvas, view, texts, room);
  if (canvas.above_reach.height > canvas.m.mm(50)) {
    const PixelRect upper = canvas.above_reach.inset(canvas.m.margin(), canvas.m.mm(6));
    draw_figures(canvas, view, figures, upper);
    draw_flow(canvas, view, texts, room, 1);
    return;
  }
  const float wanted = height_of(make_blocks(canvas, view, texts, room.width));
  const float least = room.height * (role == Role::preview ? 0.4f : 0.26f);
  const float most = room.height * (role == Role::preview ? 0.66f : 0.46f);
  const float height = std::clamp(room.height - wanted - canvas.m.mm(6), least, most);
  if (canvas.m.tight && role != Role::preview) {
    // Too little room for both: codes and drawings take their turn.
    texts.insert(texts.end(), figures.begin(), figures.end());
    draw_flow(canvas, view, texts, room, 1);
    return;
  }
  if (role == Role::code) {
    // The number first, then the code that says the same.
    PixelRect upper = room;
    upper.height = std::min(wanted, room.height - height - canvas.m.mm(6));
    draw_flow(canvas, view, texts, upper, 1);
    draw_figures(canvas, view, figures, {room.x, upper.bottom() + canvas.m.mm(6), room.width, height});
    return;
  }
  draw_figures(canvas, view, figures, cut_top(room, std::floor(height), canvas.m.mm(6)));
  draw_flow(canvas, view, texts, room, 1);
}

/// Nothing to do but wait: a clock where a page has its figure, if there is room for one.
void draw_waiting(Canvas& canvas, const View& view, Elements body, PixelRect room) {
  draw_pinned(canvas, view, body, room);
  const float least = canvas.m.mm(40);
  if (!canvas.m.portrait) {
    const PixelRect right = cut_right(room, std::floor(room.width * 0.42f), canvas.m.mm(12));
    if (right.height >= least) canvas.drawing(fit(right, 4, 3), "clock-large");
  } else {
    const float wanted = height_of(make_blocks(canvas, view, body, room.width)) + canvas.m.mm(6);
    const float height = std::min(room.height * 0.46f, room.height - wanted);
    if (height >= least) canvas.drawing(fit(cut_top(room, std::floor(height), canvas.m.mm(6)), 4, 3), "clock-large");
  }
  draw_flow(canvas, view, body, room, 1);
}

bool is_list(const Elements& body) {
  return with_role(body, Role::row).size() >= 4 && with_role(body, Role::button).empty();
}

void draw_plain(Canvas& canvas, const View& view, Elements body, PixelRect room) {
  const bool grid = !with_role(body, Role::button).empty() || !with_role(body, Role::choice).empty() ||
                    !with_role(body, Role::row).empty();
  const float reading = canvas.m.em() * kReadingWidth;
  if (!grid) room.width = std::min(room.width, reading);
  draw_pinned(canvas, view, body, room);
  lower(canvas, view, body, room, 0.2f);
  draw_flow(canvas, view, body, room, 1);
}

/// A guide: what one has to know, in two columns where there is room, its drawing small beside the summary.
void draw_list(Canvas& canvas, const View& view, Elements body, PixelRect room) {
  const Elements pictures = with_role(body, Role::picture);
  body = without(body, pictures);
  const bool two = !canvas.m.portrait && room.width > canvas.m.em() * 44;
  const float column = two ? room.width / 2 - canvas.m.mm(5) : room.width;
  const bool roomy = height_of(make_blocks(canvas, view, body, column)) / (two ? 2 : 1) + canvas.m.mm(20) < room.height;
  if (!pictures.empty() && roomy) {
    const float side = canvas.m.mm(canvas.m.portrait ? 40 : 34);
    PixelRect top = room;
    top.height = side;
    draw_figures(canvas, view, pictures, cut_right(top, std::round(side * 1.34f), canvas.m.mm(6)));
    Elements head;
    while (!body.empty() && body.front()->role != Role::row) {
      head.push_back(body.front());
      body.erase(body.begin());
    }
    const Blocks blocks = make_blocks(canvas, view, head, top.width);
    float used = 0;
    for (const Block& block : blocks) {
      block.draw(canvas, {top.x, top.y + used, top.width, block.height});
      used += block.height + block.gap;
    }
    (void)cut_top(room, std::max(side, used) + canvas.m.mm(4));
  } else {
    draw_pinned(canvas, view, body, room);
  }
  draw_flow(canvas, view, body, room, two ? 2 : 1);
}

}  // namespace

namespace {

/// The keyboard on its ground over the whole width of the page; on a wide page the actions at its right.
void draw_tray(Canvas& canvas, const View& view, const PixelRect& tray, float best_width) {
  canvas.fill({tray.x - canvas.m.margin(), tray.y, tray.width + 2 * canvas.m.margin(), tray.height}, {Ground::sunken, Tone::fill});
  PixelRect inside = tray.inset(0, canvas.m.mm(3));
  if (keyboard_takes_actions(canvas, view)) {
    const float actions = std::max(canvas.m.mm(70), actions_width(canvas, view));
    canvas.beside_actions = draw_actions_in(canvas, view, cut_right(inside, actions, canvas.m.mm(8)));
  }
  const float width = std::floor(std::min(inside.width, best_width));
  draw_keyboard(canvas, view, centred(inside, width, inside.height));
}

}  // namespace

void draw_body(Canvas& canvas, const View& view, PixelRect room) {
  if (view.screen->id == "attract") {
    draw_attract(canvas, view, room);
    return;
  }
  const Elements body = elements_at(view, Place::body);
  const float top = canvas.m.mm(canvas.m.tight ? 3 : canvas.m.portrait ? 12 : 8);
  (void)cut_top(room, top);
  (void)cut_bottom(room, canvas.m.tight ? canvas.m.gap() : canvas.m.mm(4));
  room = room.inset(canvas.m.margin(), 0);
  const Elements tiles = with_role(body, Role::button);
  const auto without_detail = std::count_if(tiles.begin(), tiles.end(), [](const Element* e) { return e->detail.empty(); });
  canvas.brief_tiles = canvas.m.tight && without_detail > 0;
  const Elements signatures = with_role(body, Role::signature);
  const bool typing = view.typing != nullptr && view.typing->active() && !view.typing->keyboard().hidden;
  if (!signatures.empty()) {
    draw_signing(canvas, view, without(body, signatures), *signatures.front(), room);
  } else if (typing) {
    draw_typing(canvas, view, body, room);
  } else if (is_list(body)) {
    draw_list(canvas, view, body, room);
  } else if (const Elements figures = figures_of(body); !figures.empty()) {
    draw_beside_figures(canvas, view, without(body, figures), figures, room);
  } else if (!with_role(body, Role::busy).empty() && with_role(body, Role::notice).empty()) {
    draw_waiting(canvas, view, body, room);
  } else {
    draw_plain(canvas, view, body, room);
  }
}

namespace {

/// Too little room for all: the field stays in sight, and what is said above it is paged through, or stands above the reach
/// of hands where there is room.
void draw_words_over_field(Canvas& canvas, const View& view, const Elements& body, PixelRect room) {
  Elements field = with_role(body, Role::field);
  std::erase_if(field, [&](const Element* e) { return e->id != view.typing->id(); });
  const Block box = field_box(canvas, view, *field.front());
  box.draw(canvas, cut_bottom(room, box.height, canvas.m.tight ? canvas.m.gap() : canvas.m.mm(3)));
  // What is found while one types, and what is said of it, are seen before the question.
  Elements said = without(body, field);
  std::stable_partition(said.begin(), said.end(), [](const Element* e) { return e->role == Role::button || e->role == Role::notice; });
  const MakeBlocks make = [&](float width) {
    Blocks blocks = make_blocks(canvas, view, said, width);
    for (Block& block : blocks) block.keep_with_next = false;
    if (Block own = field_words(canvas, view, *field.front(), width); own.height > 0) blocks.push_back(std::move(own));
    return blocks;
  };
  const Blocks words = make(room.width);
  const float height = height_of(words);
  if (height + 2 * canvas.m.mm(6) > canvas.above_reach.height) return draw_blocks(canvas, view, make, room);
  PixelRect place{room.x, canvas.above_reach.bottom() - height, room.width, height};
  for (const Block& block : words) block.draw(canvas, cut_top(place, block.height, block.gap));
}

}  // namespace

void draw_typing(Canvas& canvas, const View& view, const Elements& elements, PixelRect room) {
  const KeyboardSize size = keyboard_size(canvas, view);
  Elements body = elements;
  if (!canvas.m.portrait && is_pad(view.typing->keyboard().kind)) {
    const float width = std::min(size.best_width, room.width * 0.46f);
    const PixelRect right = cut_right(room, width + 2 * canvas.m.mm(4), canvas.m.mm(12));
    const float height = std::min(right.height - 2 * canvas.m.mm(4), size.best_height);
    const PixelRect tray{right.x, right.y, right.width, height + 2 * canvas.m.mm(4)};
    canvas.fill(tray, {Ground::sunken, Tone::fill}, canvas.m.radius());
    draw_keyboard(canvas, view, tray.inset(canvas.m.mm(4)));
    draw_pinned(canvas, view, body, room);
    lower(canvas, view, body, room, 0.2f);
    draw_flow(canvas, view, body, room, 1);
    return;
  }
  if (!canvas.above_reach.empty()) draw_pinned(canvas, view, body, room, true);
  const float pad = canvas.m.mm(3);
  const auto needed = [&] { return height_of(make_blocks(canvas, view, body, room.width)) + canvas.m.mm(4); };
  canvas.low_fields = needed() > room.height - size.least_height - 2 * pad;
  const float wanted = needed();
  const float most = std::max(size.least_height, room.height - wanted - 2 * pad);
  const float height = std::clamp(most, size.least_height, size.best_height);
  const PixelRect tray = cut_bottom(room, height + 2 * pad, canvas.m.mm(4));
  draw_tray(canvas, view, tray, size.best_width);
  if (wanted <= room.height + canvas.m.mm(4) + 0.5f) {  // the tray has taken that gap already
    draw_pinned(canvas, view, body, room);
    // What is found while one types must not move the field.
    if (with_role(body, Role::button).empty()) lower(canvas, view, body, room, 0.3f);
    draw_flow(canvas, view, body, room, 1);
    return;
  }
  draw_words_over_field(canvas, view, body, room);
}

void draw_signing(Canvas& canvas, const View& view, const Elements& texts, const Element& area, PixelRect room) {
  Elements body = texts;
  draw_pinned(canvas, view, body, room);
  const float wanted = height_of(make_blocks(canvas, view, body, room.width));
  const float least = canvas.m.mm(50);
  const float flow = std::min(wanted, std::max(0.0f, room.height - least));
  if (!body.empty()) draw_flow(canvas, view, body, cut_top(room, flow, canvas.m.mm(4)), 1);
  PixelRect pane = room;
  pane.height = std::min(room.height, std::round(room.width / (canvas.m.portrait ? 1.6f : 2.2f)));
  canvas.fill(pane, {Ground::paper, Tone::fill}, canvas.m.radius());
  canvas.edge(pane, {Ground::paper, Tone::border}, canvas.m.radius(), canvas.m.mm(0.5));
  canvas.focus_ring(area.id, pane, canvas.m.radius());
  TextLook look;
  look.alignment = text::Alignment::centre;
  const float words = canvas.measure(view.of(area).label.view(), look, pane.width).height + canvas.m.mm(2);
  const float line = std::min(pane.y + std::round(pane.height * 0.76f), pane.bottom() - words);
  canvas.fill({pane.x + canvas.m.mm(14), line, pane.width - canvas.m.mm(28), canvas.m.mm(0.4)}, {Ground::paper, Tone::border});
  const PixelRect below{pane.x, line, pane.width, pane.bottom() - line};
  canvas.text_in(below, view.of(area).label.view(), look, {Ground::paper, Tone::soft});
  if (view.strokes != nullptr) canvas.add(InkMark{pane, *view.strokes, canvas.m.mm(1)});
  add_target(canvas, view, area, pane);
}

}  // namespace bancheng::ui
