#include "kiosk/ui/keyboard_view.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/controls.h"

namespace bancheng::ui {
namespace {

bool has_candidate_line(const KeyboardState& keyboard) {
  return writes_chinese(keyboard.kind) && keyboard.chinese && !keyboard.symbols;
}

constexpr float kTightKey = 1.17f;  ///< height of a key in ems where there is little room

float least_key_height(const Canvas& canvas) { return std::max(canvas.m.target(), std::ceil(canvas.m.em() * (canvas.m.tight ? kTightKey : 1.3f))); }

/// Where there is little room the row of digits gives way; digits stand with the symbols.
KeyRows rows_of(const Canvas& canvas, const KeyboardState& keyboard) {
  KeyRows rows = keys_of(keyboard);
  const bool dispensable = !is_pad(keyboard.kind) && keyboard.kind != core::session::Keyboard::capitals && !keyboard.symbols;
  if (canvas.m.tight && canvas.m.portrait && dispensable) rows.erase(rows.begin());
  return rows;
}

/// The name of a key, as speech and the scenario runner know it.
std::string name_of(const View& view, const Key& key) {
  switch (key.act) {
    case KeyAct::character: return key.text;
    case KeyAct::backspace: return view.phrase("ui.key.backspace");
    case KeyAct::shift: return view.phrase("ui.key.shift");
    case KeyAct::hide: return view.phrase("ui.key.hide");
    default: return view.phrase(key.label);
  }
}

void draw_key(Canvas& canvas, const View& view, const Key& key, const PixelRect& rect) {
  const bool down = canvas.pressed(key.id);
  const bool on = key.act == KeyAct::shift && view.typing->keyboard().shift;
  const Ground ground = down || on ? Ground::tint : Ground::surface;
  canvas.fill(rect, {ground, Tone::fill}, canvas.m.mm(1.5));
  canvas.edge(rect, {ground, Tone::border}, canvas.m.mm(1.5), canvas.m.mm(down ? 0.6 : 0.3));
  canvas.focus_ring(key.id, rect, canvas.m.mm(1.5));
  const std::string name = name_of(view, key);
  TextLook look;
  look.alignment = text::Alignment::centre;
  look.line_distance = 1.2f;
  if (!key.icon.empty()) {
    const float side = std::round(std::min({rect.width * 0.7f, rect.height * 0.7f, canvas.m.em() * 1.4f}));
    canvas.icon(centred(rect, side, side), key.icon, {ground, Tone::ink});
  } else {
    if (key.act == KeyAct::character) look.scale = std::clamp(rect.height / canvas.m.em() / 1.5f, 1.0f, canvas.m.heading);
    // A low key has no room to spare for descenders: Latin letters stand a little higher.
    const float higher = rect.height < canvas.m.em() * 1.3f && static_cast<unsigned char>(name.front()) < 0x80 ? std::round(canvas.m.capital * 0.17f) : 0;
    canvas.text_in({rect.x, rect.y - higher, rect.width, rect.height}, name, look, {ground, Tone::ink});
  }
  Target target;
  target.id = key.id;
  target.kind = DrawnKind::key;
  target.text = base::PersonText(name);
  target.rect = rect;
  target.touchable = true;
  target.selected = on;
  canvas.target(std::move(target));
}

void draw_candidate(Canvas& canvas, std::size_t index, const base::PersonText& text, const PixelRect& rect) {
  const std::string id = "candidate." + std::to_string(index);
  const Ground ground = canvas.pressed(id) ? Ground::tint : Ground::surface;
  canvas.fill(rect, {ground, Tone::fill}, canvas.m.mm(1.5));
  canvas.edge(rect, {ground, Tone::border}, canvas.m.mm(1.5), canvas.m.mm(0.3));
  canvas.focus_ring(id, rect, canvas.m.mm(1.5));
  TextLook look;
  look.alignment = text::Alignment::centre;
  canvas.text_in(rect, text.view(), look, {ground, Tone::ink});
  Target target;
  target.id = id;
  target.kind = DrawnKind::candidate;
  target.text = text;
  target.rect = rect;
  target.touchable = true;
  canvas.target(std::move(target));
}

/// As many candidates as there is room for, and a button for the next ones.
void draw_candidates(Canvas& canvas, const View& view, PixelRect line) {
  const Typing& typing = *view.typing;
  const auto& candidates = typing.candidates();
  if (candidates.empty()) return;
  const PixelRect more = cut_right(line, std::max(canvas.m.target(), line.height), canvas.m.gap());
  const float pad = canvas.m.mm(3);
  float x = line.x;
  std::size_t next = typing.first_candidate();
  for (; next < candidates.size(); ++next) {
    const float wanted = canvas.measure(candidates[next].text.view(), {}).width + 2 * pad;
    const bool only = next == typing.first_candidate();
    const float width = only ? std::min(std::max(canvas.m.target(), wanted), line.width) : std::max(canvas.m.target(), wanted);
    if (x + width > line.right() + 0.5f) break;
    draw_candidate(canvas, next, candidates[next].text, {x, line.y, width, line.height});
    x += width + canvas.m.gap();
  }
  if (next < candidates.size() || typing.first_candidate() > 0) {
    draw_control(canvas, "candidate.more", view.phrase("ui.key.more"), next < candidates.size() ? "right" : "first", more, true);
  }
}

/// What was typed so far, and what it may stand for.
void draw_candidate_line(Canvas& canvas, const View& view, const PixelRect& rect) {
  canvas.fill(rect, {Ground::sunken, Tone::fill}, canvas.m.radius());
  PixelRect inside = rect;
  if (!view.typing->composing()) {
    canvas.text_in(inside.inset(canvas.m.mm(4), 0), view.phrase("ui.pinyin.hint"), {}, {Ground::sunken, Tone::soft});
    return;
  }
  const base::PersonText letters = view.typing->composition();
  TextLook bold;
  bold.bold = true;
  const float most = inside.width * 0.34f;
  const float width = std::min(most, canvas.measure(letters.view(), bold).width + 2);
  PixelRect left = cut_left(inside, width + 2 * canvas.m.mm(3));
  left = left.inset(canvas.m.mm(3), 0);
  canvas.add(ClipMark{left});
  // The end of what was typed matters: the beginning is cut off when it is long.
  const float full = canvas.measure(letters.view(), bold).width + 2;
  canvas.text_in({left.right() - full, left.y, full + 2, left.height}, letters.view(), bold, {Ground::sunken, Tone::ink});
  canvas.add(ClipMark{});
  draw_candidates(canvas, view, inside);
}

}  // namespace

KeyboardSize keyboard_size(Canvas& canvas, const View& view) {
  const KeyboardState& keyboard = view.typing->keyboard();
  const KeyRows rows = rows_of(canvas, keyboard);
  const float lines = static_cast<float>(rows.size() + (has_candidate_line(keyboard) ? 1 : 0));
  const float gaps = canvas.m.gap() * (lines - 1);
  const float least = least_key_height(canvas);
  KeyboardSize size;
  size.least_height = lines * least + gaps;
  const bool pad = is_pad(keyboard.kind);
  size.best_height = lines * std::max(least, canvas.m.mm(pad ? 24 : 19)) + gaps;
  size.best_width = pad ? std::max(canvas.m.mm(150), canvas.m.em() * 13) : canvas.m.mm(360);
  return size;
}

void draw_keyboard(Canvas& canvas, const View& view, const PixelRect& rect) {
  const KeyboardState& keyboard = view.typing->keyboard();
  const KeyRows rows = rows_of(canvas, keyboard);
  const float gap = canvas.m.gap();
  const float lines = static_cast<float>(rows.size() + (has_candidate_line(keyboard) ? 1 : 0));
  const float height = std::floor((rect.height - gap * (lines - 1)) / lines);
  PixelRect room = rect;
  if (has_candidate_line(keyboard)) draw_candidate_line(canvas, view, cut_top(room, height, gap));
  const float columns = is_pad(keyboard.kind) ? 3 : 10;
  const float unit = (rect.width - gap * (columns - 1)) / columns;
  for (const auto& row : rows) {
    PixelRect line = cut_top(room, height, gap);
    float keys = 0;
    for (const Key& key : row) keys += key.width;
    // A key of width w covers w keys and the gaps between them.
    float x = line.x + (line.width - keys * (unit + gap) + gap) / 2;
    for (const Key& key : row) {
      const float width = key.width * (unit + gap) - gap;
      const float left = std::round(x);
      draw_key(canvas, view, key, {left, line.y, std::round(x + width) - left, line.height});
      x += width + gap;
    }
  }
}

}  // namespace bancheng::ui
