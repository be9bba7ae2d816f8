// Keypad and focus. The focus walks the controls in list order; inside the on-screen keyboard it walks by place.
#include <algorithm>
#include <cmath>

#include "kiosk/ui/shell_impl.h"

namespace bancheng::ui {
namespace {

using core::session::Element;
using core::session::Role;

bool is_control(const Element& element) {
  return element.enabled && (element.role == Role::button || element.role == Role::choice || element.role == Role::field ||
                             element.role == Role::signature);
}

/// How far `to` lies from `from` in the direction of `key`; nothing when it lies elsewhere.
std::optional<float> distance(const PixelRect& from, const PixelRect& to, PadKey key) {
  const float dx = to.middle_x() - from.middle_x();
  const float dy = to.middle_y() - from.middle_y();
  const bool sideways = key == PadKey::left || key == PadKey::right;
  const float along = key == PadKey::left ? -dx : key == PadKey::right ? dx : key == PadKey::up ? -dy : dy;
  const float across = std::abs(sideways ? dy : dx);
  const float size = sideways ? from.height : from.width;
  if (along <= 1 || (sideways && across > size / 2)) return std::nullopt;
  return along + 2 * across;
}

}  // namespace

std::vector<std::string> Shell::Impl::focus_order() const {
  std::vector<std::string> order;
  for (const Element& element : screen.elements) {
    if (is_control(element) || element.id == screen.focus) order.push_back(element.id);
  }
  return order;
}

void Shell::Impl::focus_on(const std::string& id) {
  attention.focus = id;
  const auto on_page = scene.page_of.find(id);
  if (on_page != scene.page_of.end()) page = on_page->second;
  const Element* focused = element(id);
  if (focused != nullptr && focused->role == Role::field) choose_field();
  dirty = true;
}

void Shell::Impl::move_focus(int step) {
  const std::vector<std::string> order = focus_order();
  if (order.empty()) return;
  const auto count = static_cast<int>(order.size());
  const auto found = std::find(order.begin(), order.end(), attention.focus);
  const int at = found == order.end() ? (step > 0 ? -1 : 0) : static_cast<int>(found - order.begin());
  focus_on(order[static_cast<std::size_t>((at + step + count) % count)]);
}

void Shell::Impl::move_among_keys(PadKey key) {
  const Target* from = scene.find(attention.focus);
  if (from == nullptr) return focus_on(typing->id());
  const Target* best = nullptr;
  float nearest = 1e9f;
  for (const Target& target : scene.targets) {
    const bool control = target.id == "candidate.more";
    if (target.kind != DrawnKind::key && target.kind != DrawnKind::candidate && !control) continue;
    const auto away = distance(from->rect, target.rect, key);
    if (away && *away < nearest) {
      nearest = *away;
      best = &target;
    }
  }
  if (best != nullptr) return focus_on(best->id);
  if (key == PadKey::up) return focus_on(typing->id());
  if (key != PadKey::down) return;
  attention.focus = typing->id();
  move_focus(1);
}

void Shell::Impl::pad(PadKey key) {
  if (hears_service() && service.key(key, clock.now().steady)) inputs.emplace_back(ServiceCall{});
  attention.ring = true;
  dirty = true;
  const bool among_keys = !attention.focus.empty() && element(attention.focus) == nullptr && scene.find(attention.focus) != nullptr;
  const Element* focused = element(attention.focus);
  switch (key) {
    case PadKey::up:
    case PadKey::left:
      activity();
      return among_keys ? move_among_keys(key) : move_focus(-1);
    case PadKey::down:
    case PadKey::right:
      activity();
      return among_keys ? move_among_keys(key) : move_focus(1);
    case PadKey::ok: {
      if (focused == nullptr || focused->role != Role::field) return tap(attention.focus, 0, 0);
      activity();
      typing->show_keyboard();
      lay_out();
      const auto first = std::find_if(scene.targets.begin(), scene.targets.end(), [](const Target& t) { return t.kind == DrawnKind::key; });
      if (first != scene.targets.end()) attention.focus = first->id;
      return;
    }
    case PadKey::back:
      if (among_keys) {
        activity();
        return focus_on(typing->id());
      }
      return tap("bar.back", 0, 0);
    case PadKey::help: return tap("bar.help", 0, 0);
    case PadKey::repeat: return activity();
  }
}

void Shell::Impl::key_down(const SDL_KeyboardEvent& event) {
  if (event.repeat != 0) return;
  const auto key = config.keys.find(std::string_view(SDL_GetKeyName(event.keysym.sym)));
  if (key != config.keys.end()) {
    if (dirty) lay_out();
    return pad(key->second);
  }
  if (event.keysym.sym == SDLK_BACKSPACE && typing->active()) {
    Key backspace;
    backspace.act = KeyAct::backspace;
    typed(typing->press(backspace));
  }
}

}  // namespace bancheng::ui
