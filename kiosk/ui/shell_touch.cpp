// Fingers: what is under them, what they draw, what a tap does.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "kiosk/ui/shell_impl.h"

namespace bancheng::ui {
namespace {

using core::session::Activity;
using core::session::Element;
using core::session::FieldData;
using core::session::Intent;
using core::session::Role;

constexpr std::size_t kMostStrokes = 200;
constexpr std::size_t kMostPoints = 4000;  ///< of one stroke
constexpr base::Milliseconds kResting{2500};

}  // namespace

void Shell::Impl::activity() {
  if (inputs.empty() || !std::holds_alternative<Activity>(inputs.back())) inputs.emplace_back(Activity{});
}

void Shell::Impl::forget_touch() {
  // The finger itself is still followed: it may have to be lifted before another tap counts.
  begun_on.clear();
  attention.pressed.clear();
  if (drawing) end_stroke();
}

/// A finger that is really there taps, or draws. One that does neither rests on the glass, or its release was lost when the
/// panel went away and came back: it must not make the terminal deaf to others.
bool Shell::Impl::finger_only_rests() const { return clock.now().steady - finger_seen >= kResting; }

void Shell::Impl::finger_down(const SDL_TouchFingerEvent& event) {
  if (finger && finger != event.fingerId && !finger_only_rests()) return;  // one finger at a time
  forget_touch();
  finger = event.fingerId;
  finger_seen = clock.now().steady;
  attention.ring = false;
  const float x = event.x * static_cast<float>(window->width());
  const float y = event.y * static_cast<float>(window->height());
  if (hears_service()) {
    service.finger_down(x, y, static_cast<float>(window->width()), static_cast<float>(window->height()), service_corner(), clock.now().steady);
  }
  const Target* target = scene.at(x, y);
  begun_on = target == nullptr ? std::string() : target->id;
  attention.pressed = begun_on;
  dirty = true;
  if (target == nullptr || target->role != Role::signature || target->kind != DrawnKind::element) return;
  attention.pressed.clear();
  if (strokes.size() >= kMostStrokes) return;
  drawing = true;
  stroke_began = event.timestamp;
  strokes.emplace_back();
  draw_point(target->rect, x, y, event.timestamp);
}

void Shell::Impl::finger_moved(const SDL_TouchFingerEvent& event) {
  if (finger != event.fingerId || begun_on.empty()) return;
  if (drawing) finger_seen = clock.now().steady;
  const float x = event.x * static_cast<float>(window->width());
  const float y = event.y * static_cast<float>(window->height());
  const Target* target = scene.find(begun_on);
  if (target == nullptr) return forget_touch();
  if (drawing) {
    draw_point(target->rect, x, y, event.timestamp);
    dirty = true;
    return;
  }
  const std::string now = target->rect.contains(x, y) ? begun_on : std::string();
  if (now != attention.pressed && target->role != Role::signature) {
    attention.pressed = now;
    dirty = true;
  }
}

void Shell::Impl::finger_up(const SDL_TouchFingerEvent& event) {
  if (finger != event.fingerId) return;
  finger.reset();
  const std::string id = std::exchange(begun_on, {});
  attention.pressed.clear();
  dirty = true;
  const float x = event.x * static_cast<float>(window->width());
  const float y = event.y * static_cast<float>(window->height());
  if (drawing) {
    if (const Target* area = scene.find(id); area != nullptr) draw_point(area->rect, x, y, event.timestamp);
    end_stroke();
    inputs.emplace_back(Intent{id, strokes});
    return;
  }
  if (hears_service() && served(x, y)) return;
  const Target* target = scene.at(x, y);
  if (target == nullptr || id.empty() || target->id != id) return activity();
  tap(id, x, y);
}

bool Shell::Impl::served(float x, float y) {
  const auto heard = service.finger_up(x, y, static_cast<float>(window->width()), static_cast<float>(window->height()), service_corner(),
                                       clock.now().steady);
  if (heard == ServiceGesture::Heard::whole) inputs.emplace_back(ServiceCall{});
  if (heard == ServiceGesture::Heard::part) activity();
  return heard != ServiceGesture::Heard::nothing;
}

void Shell::Impl::draw_point(const PixelRect& area, float x, float y, std::uint32_t at) {
  core::delivery::Stroke& stroke = strokes.back();
  if (stroke.size() >= kMostPoints || area.empty()) return;
  const core::delivery::StrokePoint point{std::clamp((x - area.x) / area.width, 0.0f, 1.0f),
                                          std::clamp((y - area.y) / area.height, 0.0f, 1.0f), at - stroke_began};
  if (!stroke.empty() && stroke.back().x == point.x && stroke.back().y == point.y) return;
  stroke.push_back(point);
}

void Shell::Impl::end_stroke() { drawing = false; }

void Shell::Impl::tap(const std::string& id, float x, float y) {
  const Target* target = scene.find(id);
  if (target == nullptr || !target->touchable) return activity();
  switch (target->kind) {
    case DrawnKind::key: return tap_key(id);
    case DrawnKind::candidate: {
      std::size_t index = 0;
      const std::string_view digits = std::string_view(id).substr(id.find('.') + 1);
      (void)std::from_chars(digits.data(), digits.data() + digits.size(), index);
      return typed(typing->choose(index));
    }
    case DrawnKind::control: return tap_control(id);
    case DrawnKind::element:
      if (const Element* touched = element(id)) tap_element(*touched, x, y);
      return;
  }
}

void Shell::Impl::tap_key(const std::string& id) {
  for (const auto& row : keys_of(typing->keyboard())) {
    const auto key = std::find_if(row.begin(), row.end(), [&](const Key& k) { return k.id == id; });
    if (key != row.end()) return typed(typing->press(Key(*key)));
  }
}

void Shell::Impl::tap_control(const std::string& id) {
  dirty = true;
  activity();
  if (id == "scroll.down") page = std::min(page + 1, scene.pages - 1);
  if (id == "scroll.up") page = std::max(page - 1, 0);
  if (id == "candidate.more") {
    const auto shown = std::count_if(scene.targets.begin(), scene.targets.end(), [](const Target& t) { return t.kind == DrawnKind::candidate; });
    typing->page_to(typing->first_candidate() + static_cast<std::size_t>(shown));
  }
}

void Shell::Impl::tap_element(const Element& touched, float x, float y) {
  if (touched.role == Role::field) {
    if (typing->id() != touched.id) {
      typed(typing->finish_composition());
      typing->attach(touched.id, std::get<FieldData>(touched.data));
    } else {
      caret_to(x, y);
    }
    typing->show_keyboard();
    attention.focus = touched.id;
    dirty = true;
    return activity();
  }
  if (touched.role != Role::button && touched.role != Role::choice) return activity();
  // Nothing that was typed gets lost because it was still being composed.
  if (typing->active()) typed(typing->finish_composition());
  inputs.emplace_back(Intent{touched.id, {}});
}

void Shell::Impl::caret_to(float x, float y) {
  if (typing->composing() || typing->secret()) return;
  const std::string_view value = typing->value().view();
  std::size_t best = value.size();
  float nearest = 1e9f;
  for (std::size_t at = 0; at <= value.size(); ++at) {
    if (at < value.size() && (static_cast<unsigned char>(value[at]) & 0xC0) == 0x80) continue;
    const text::Rect caret = engine->caret(value, scene.field_style, at);
    const float cx = scene.field_text.x + static_cast<float>(caret.x);
    const float cy = scene.field_text.y + static_cast<float>(caret.y) + static_cast<float>(caret.height) / 2;
    const float distance = std::abs(cx - x) + 8 * std::max(0.0f, std::abs(cy - y) - static_cast<float>(caret.height) / 2);
    if (distance < nearest) {
      nearest = distance;
      best = at;
    }
  }
  typing->place_caret(best);
}

void Shell::Impl::typed(Typed what) {
  if (what == Typed::nothing) return activity();
  dirty = true;
  if (what == Typed::look) return activity();
  inputs.emplace_back(Intent{typing->id(), typing->value()});
}

}  // namespace bancheng::ui
