#include "kiosk/ui/tiles.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/controls.h"

namespace bancheng::ui {
namespace {

using core::session::Element;
using core::session::PictureData;
using core::session::Role;

bool is_face(const Element& element) { return element.icon.starts_with("smile"); }

bool has_detail(const Canvas& canvas, const Element& element) { return !element.detail.empty() && !canvas.brief_tiles; }

TextLook title_look(const Canvas& canvas, const Element& element) {
  TextLook look;
  look.scale = element.role == Role::button && has_detail(canvas, element) ? canvas.m.title : 1;
  look.bold = element.role == Role::button || has_detail(canvas, element);
  look.line_distance = 1.3f;
  return look;
}

/// What stands before a tile's texts: an icon in a circle, or a choice's round mark.
float badge_side(const Canvas& canvas, const Element& element) {
  if (element.role == Role::choice && element.icon.empty()) return std::round(canvas.m.em() * 1.15f);
  return element.icon.empty() ? 0 : std::round(canvas.m.em() * 2.6f);
}

struct TileMeasure {
  float pad = 0;
  float badge = 0;
  float text_width = 0;
  float label = 0;
  float detail = 0;
  float height = 0;
};

TileMeasure measure_tile(Canvas& canvas, const View& view, const Element& element, float width) {
  TileMeasure t;
  t.pad = canvas.m.mm(5);
  t.badge = badge_side(canvas, element);
  const float before = t.badge > 0 ? t.badge + canvas.m.mm(4) : 0;
  t.text_width = width - 2 * t.pad - before;
  const Spoken& spoken = view.of(element);
  t.label = canvas.measure(spoken.label.view(), title_look(canvas, element), t.text_width).height;
  t.detail = has_detail(canvas, element) ? canvas.measure(spoken.detail.view(), {}, t.text_width).height : 0;
  const float text = t.label + t.detail + (t.detail > 0 ? canvas.m.mm(1) : 0);
  t.height = std::max({text, t.badge, canvas.m.target() - 2 * canvas.m.mm(4)}) + 2 * canvas.m.mm(4);
  return t;
}

void draw_choice_mark(Canvas& canvas, const Element& element, const PixelRect& rect, Ground ground) {
  const float radius = rect.width / 2;
  if (!element.selected) {
    canvas.edge(rect, {ground, Tone::border}, radius, canvas.m.mm(0.5));
    return;
  }
  canvas.fill(rect, {ground, Tone::mark}, radius);
  const float side = std::round(rect.width * 0.8f);
  canvas.icon(centred(rect, side, side), "check", {ground, Tone::fill});
}

void draw_badge(Canvas& canvas, const Element& element, const PixelRect& rect, Ground ground) {
  if (element.role == Role::choice && element.icon.empty()) {
    draw_choice_mark(canvas, element, rect, ground);
    return;
  }
  const bool on_surface = ground == Ground::surface;
  canvas.fill(rect, {on_surface ? Ground::notice : ground, Tone::fill}, rect.width / 2);
  const float side = std::round(rect.width * 0.6f);
  canvas.icon(centred(rect, side, side), element.icon, {on_surface ? Ground::notice : ground, Tone::mark});
}

void draw_tile(Canvas& canvas, const View& view, const Element& element, const PixelRect& rect) {
  const Face face = face_of(canvas, element);
  draw_face(canvas, element.id, rect, face, canvas.m.mm(element.selected ? 0.9 : 0.4));
  add_target(canvas, view, element, rect);
  const TileMeasure t = measure_tile(canvas, view, element, rect.width);
  PixelRect inside = rect.inset(t.pad, 0);
  if (t.badge > 0) {
    const PixelRect left = cut_left(inside, t.badge, canvas.m.mm(4));
    draw_badge(canvas, element, centred(left, t.badge, t.badge), face.ground);
  }
  const Spoken& spoken = view.of(element);
  const TextLook title = title_look(canvas, element);
  if (t.detail <= 0) {
    canvas.text_in(inside, spoken.label.view(), title, {face.ground, Tone::ink});
    return;
  }
  inside.y = std::round(rect.middle_y() - (t.label + canvas.m.mm(1) + t.detail) / 2);
  canvas.text(inside, spoken.label.view(), title, {face.ground, Tone::ink});
  inside.y += t.label + canvas.m.mm(1);
  canvas.text(inside, spoken.detail.view(), {}, {face.ground, Tone::soft});
}

int columns_for(Canvas& canvas, const View& view, const Elements& run, float width) {
  const float gap = canvas.m.gap() * 1.6f;
  const bool choices = run.front()->role == Role::choice;
  const bool small = !choices && !has_detail(canvas, *run.front());
  float widest = canvas.m.em() * (choices || small ? 6 : 12);
  for (const Element* element : run) {
    const float before = badge_side(canvas, *element) + canvas.m.mm(14) + 2;
    const std::string_view label = view.of(*element).label.view();
    const TextLook look = title_look(canvas, *element);
    // A small tile may break its label between words.
    const float most = small ? std::max(canvas.m.em() * 6.5f, canvas.widest_word(label, look)) : canvas.m.em() * 14;
    widest = std::max(widest, std::min(canvas.measure(label, look).width, most) + before);
  }
  const int most = choices ? 2 : small ? 5 : 3;
  const int fitting = std::clamp(static_cast<int>((width + gap) / (widest + gap)), 1, most);
  const int n = static_cast<int>(run.size());
  if (choices && n == 3) return 1;
  const int rows = (n + fitting - 1) / fitting;
  return (n + rows - 1) / rows;
}

Block grid_row(Canvas& canvas, const View& view, const Elements& cells, float width, int columns) {
  const float gap = canvas.m.gap() * 1.6f;
  const float cell = std::floor((width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
  Block block;
  for (const Element* element : cells) {
    block.height = std::max(block.height, measure_tile(canvas, view, *element, cell).height);
    block.ids.push_back(element->id);
  }
  block.gap = gap;
  block.stretch = canvas.m.mm(cells.front()->icon.empty() ? 9 : 24);
  block.draw = [&view, cells, cell, gap](Canvas& c, const PixelRect& r) {
    float x = r.x;
    for (const Element* element : cells) {
      draw_tile(c, view, *element, {x, r.y, cell, r.height});
      x += cell + gap;
    }
  };
  return block;
}

void draw_face_cell(Canvas& canvas, const View& view, const Element& element, const PixelRect& rect, float icon, float label) {
  const Face face = face_of(canvas, element);
  draw_face(canvas, element.id, rect, face, canvas.m.mm(element.selected ? 0.9 : 0.4));
  add_target(canvas, view, element, rect);
  PixelRect inside = rect.inset(canvas.m.mm(1.5), canvas.m.mm(4));
  inside = inside.inset(0, std::max(0.0f, std::floor((inside.height - icon - canvas.m.mm(3) - label) / 2)));
  const PixelRect top = cut_top(inside, icon, canvas.m.mm(3));
  canvas.icon(centred(top, icon, icon), element.icon, {face.ground, Tone::mark});
  TextLook look;
  look.alignment = text::Alignment::centre;
  look.line_distance = 1.25f;
  canvas.text(inside, view.of(element).label.view(), look, {face.ground, Tone::ink});
}

/// Faces side by side; nothing when a label does not fit its cell.
Blocks face_blocks(Canvas& canvas, const View& view, const Elements& run, float width) {
  const float gap = canvas.m.gap() * 1.4f;
  const float cells = static_cast<float>(run.size());
  const float cell = std::floor((width - gap * (cells - 1)) / cells);
  const float inner = cell - 2 * canvas.m.mm(1.5);
  TextLook look;
  look.line_distance = 1.25f;
  float label = 0;
  for (const Element* element : run) {
    const std::string_view text = view.of(*element).label.view();
    if (canvas.widest_word(text, look) > inner) return {};
    label = std::max(label, canvas.measure(text, look, inner).height);
  }
  const float icon = std::round(std::min(inner * 0.8f, canvas.m.mm(26)));
  Block block;
  block.height = icon + canvas.m.mm(2) + label + 2 * canvas.m.mm(4);
  block.stretch = canvas.m.mm(34);
  const float most = inner * 0.8f;
  for (const Element* element : run) block.ids.push_back(element->id);
  block.draw = [&view, run, cell, gap, label, most](Canvas& c, const PixelRect& r) {
    float x = r.x;
    const float face = std::round(std::min(most, r.height - c.m.mm(10) - label));
    for (const Element* element : run) {
      draw_face_cell(c, view, *element, {x, r.y, cell, r.height}, face, label);
      x += cell + gap;
    }
  };
  return {block};
}

struct RowMeasure {
  bool stacked = false;  ///< too narrow for columns: label, value and button one below the other
  float label_width = 0;
  float value_width = 0;
  float button_width = 0;
  float button_height = 0;
  float text_height = 0;
  float height = 0;
};

/// What the columns of a list share.
struct RowColumns {
  float label = 0;
  float button = 0;
};

/// A row's value, and below it what is still wrong with it.
float value_height(Canvas& canvas, const View& view, const Element& row, const Element* button, float width) {
  TextLook bold;
  bold.bold = true;
  const float error = button == nullptr ? 0 : canvas.measure(view.of(*button).error.view(), {}, width).height;
  return canvas.measure(view.of(row).value.view(), bold, width).height + error;
}

RowMeasure measure_row(Canvas& canvas, const View& view, const Element& row, const Element* button, const RowColumns& columns, float width) {
  RowMeasure r;
  const float pad = canvas.m.mm(5);
  const Spoken& spoken = view.of(row);
  const float label_width = columns.label;
  r.stacked = width < canvas.m.em() * (columns.button > 0 ? 24 : 18);
  if (button != nullptr) {
    r.button_width = r.stacked ? width - 2 * pad : columns.button;
    r.button_height = measure_button(canvas, view, *button, {}, r.button_width).height;
  }
  const float after = button != nullptr && !r.stacked ? r.button_width + canvas.m.mm(4) : 0;
  r.label_width = r.stacked ? width - 2 * pad - after : label_width;
  r.value_width = r.stacked ? r.label_width : width - 2 * pad - after - label_width - canvas.m.mm(4);
  const float label = canvas.measure(spoken.label.view(), {}, r.label_width).height;
  const float value = value_height(canvas, view, row, button, r.value_width);
  r.text_height = r.stacked ? label + value : std::max(label, value);
  const bool below = r.stacked && button != nullptr;
  r.height = below ? r.text_height + canvas.m.mm(2) + r.button_height : std::max(r.text_height, r.button_height);
  r.height += 2 * canvas.m.mm(button != nullptr && !r.stacked ? 1.6 : 2.5);
  return r;
}

struct RowPlace {
  bool first = false;
  bool last = false;
  bool same_label = false;  ///< as the row before: not said again
};

void draw_row(Canvas& canvas, const View& view, const Element& row, const Element* button, const RowMeasure& m,
              const RowPlace& place, const PixelRect& rect) {
  const float radius = canvas.m.radius();
  const bool top = place.first || canvas.first_in_column;
  const bool bottom = place.last || canvas.last_in_column;
  const Corners corners = top && bottom ? Corners::all : top ? Corners::top : bottom ? Corners::bottom : Corners::none;
  canvas.add(FillMark{rect, {Ground::surface, Tone::fill}, radius, 0, corners});
  PixelRect inside = rect.inset(canvas.m.mm(5), 0);
  const float line = std::max(1.0f, canvas.m.mm(0.25));
  const bool same_label = place.same_label && !canvas.first_in_column;
  if (!top && !same_label) {
    canvas.fill({inside.x, rect.y, inside.width, line}, {Ground::surface, Tone::hairline});
  }
  if (button != nullptr && m.stacked) {
    (void)cut_bottom(inside, canvas.m.mm(2.5));
    draw_button(canvas, view, *button, cut_bottom(inside, m.button_height, canvas.m.mm(2)), {});
  } else if (button != nullptr) {
    PixelRect right = cut_right(inside, m.button_width, canvas.m.mm(4));
    draw_button(canvas, view, *button, {right.x, std::round(right.middle_y() - m.button_height / 2), right.width, m.button_height}, {});
  }
  add_target(canvas, view, row, {rect.x, inside.y, inside.right() - rect.x, inside.height});
  const Spoken& spoken = view.of(row);
  TextLook bold;
  bold.bold = true;
  const float label = canvas.measure(spoken.label.view(), {}, m.label_width).height;
  inside.y = std::round(inside.middle_y() - m.text_height / 2);
  const std::string_view shown_label = same_label && !m.stacked ? std::string_view{} : spoken.label.view();
  canvas.text({inside.x, inside.y, m.label_width, label}, shown_label, {}, {Ground::surface, Tone::soft});
  PixelRect at{inside.x + m.label_width + canvas.m.mm(4), inside.y, m.value_width, m.text_height};
  if (m.stacked) at = {inside.x, inside.y + label, m.value_width, m.text_height - label};
  at.y += canvas.text(at, spoken.value.view(), bold, {Ground::surface, Tone::ink});
  if (button != nullptr) canvas.text(at, view.of(*button).error.view(), {}, {Ground::error, Tone::ink});
}

RowColumns columns_of(Canvas& canvas, const View& view, const Elements& run, float width) {
  RowColumns columns;
  for (const Element* element : run) {
    if (element->role == Role::row) columns.label = std::max(columns.label, canvas.measure(view.of(*element).label.view(), {}).width);
    else columns.button = std::max(columns.button, measure_button(canvas, view, *element, {}).width);
  }
  columns.label = std::min(columns.label + 1, width * 0.34f);
  columns.button = std::min(columns.button, width * 0.26f);
  return columns;
}

}  // namespace

Blocks tile_blocks(Canvas& canvas, const View& view, const Elements& run, float width) {
  Blocks blocks;
  if (std::all_of(run.begin(), run.end(), [](const Element* e) { return is_face(*e); })) {
    blocks = face_blocks(canvas, view, run, width);
    if (!blocks.empty()) return blocks;
  }
  const int columns = columns_for(canvas, view, run, width);
  for (std::size_t i = 0; i < run.size(); i += static_cast<std::size_t>(columns)) {
    const Elements cells(run.begin() + static_cast<std::ptrdiff_t>(i),
                         run.begin() + static_cast<std::ptrdiff_t>(std::min(run.size(), i + static_cast<std::size_t>(columns))));
    blocks.push_back(grid_row(canvas, view, cells, width, columns));
  }
  return blocks;
}

Blocks row_blocks(Canvas& canvas, const View& view, const Elements& run, float width) {
  const RowColumns columns = columns_of(canvas, view, run, width);
  Blocks blocks;
  const Element* before = nullptr;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const Element* row = run[i];
    const Element* button = i + 1 < run.size() && run[i + 1]->role == Role::button ? run[++i] : nullptr;
    const RowMeasure measured = measure_row(canvas, view, *row, button, columns, width);
    RowPlace place;
    place.first = before == nullptr;
    place.last = i + 1 >= run.size();
    place.same_label = before != nullptr && view.of(*before).label == view.of(*row).label;
    before = row;
    Block block;
    block.height = measured.height;
    block.gap = place.last ? canvas.m.mm(4) : 0;
    block.stretch = canvas.m.mm(button != nullptr ? 2 : 6);
    block.ids = {row->id};
    if (button != nullptr) block.ids.push_back(button->id);
    block.draw = [&view, row, button, measured, place](Canvas& c, const PixelRect& r) {
      draw_row(c, view, *row, button, measured, place, r);
    };
    blocks.push_back(std::move(block));
  }
  return blocks;
}

void draw_picture(Canvas& canvas, const View& view, const Element& element, const PixelRect& rect) {
  const auto* data = std::get_if<PictureData>(&element.data);
  if (data == nullptr) return;
  const std::string large = data->name + "-large";
  for (const std::string& name : {large, data->name}) {
    if (view.has_drawing && view.has_drawing(name)) {
      canvas.drawing(fit(rect, 4, 3), name);
      return;
    }
  }
  const float side = std::min({rect.width, rect.height, canvas.m.mm(56)});
  const PixelRect at = centred(rect, side, side);
  canvas.fill(at, {Ground::notice, Tone::fill}, side / 2);
  canvas.icon(centred(at, std::round(side * 0.55f), std::round(side * 0.55f)), data->name, {Ground::notice, Tone::mark});
}

}  // namespace bancheng::ui
