#include "kiosk/ui/injection.h"

#include "kiosk/ui/shell_impl.h"

namespace bancheng::ui {
namespace {

constexpr SDL_TouchID kTouch = 7;  // a touch screen of its own, apart from the machine's

}  // namespace

void Injection::finger(Shell& shell, float x, float y, FingerAct act, int which) {
  SDL_Event event{};
  event.type = act == FingerAct::down ? SDL_FINGERDOWN : act == FingerAct::up ? SDL_FINGERUP : SDL_FINGERMOTION;
  event.tfinger.timestamp = SDL_GetTicks();
  event.tfinger.touchId = kTouch;
  event.tfinger.fingerId = which;
  event.tfinger.x = x / static_cast<float>(shell.width());
  event.tfinger.y = y / static_cast<float>(shell.height());
  event.tfinger.pressure = 1;
  (void)SDL_PushEvent(&event);
  shell.impl_->window->rouse();
}

void Injection::key(Shell& shell, PadKey key) {
  for (const auto& [name, mapped] : shell.impl_->config.keys) {
    if (mapped != key) continue;
    SDL_Event event{};
    event.type = SDL_KEYDOWN;
    event.key.state = SDL_PRESSED;
    event.key.keysym.sym = SDL_GetKeyFromName(name.c_str());
    event.key.keysym.scancode = SDL_GetScancodeFromKey(event.key.keysym.sym);
    (void)SDL_PushEvent(&event);
    event.type = SDL_KEYUP;
    event.key.state = SDL_RELEASED;
    (void)SDL_PushEvent(&event);
    shell.impl_->window->rouse();
    return;
  }
}

void Injection::text(Shell& shell, base::PersonText text) {
  {
    const std::lock_guard lock(shell.impl_->injected_mutex);
    shell.impl_->injected.push_back(std::move(text));
  }
  shell.impl_->window->rouse();
}

void Injection::watch_frames(Shell& shell, std::function<void(const std::string& screen)> drawn) {
  // A swap off screen returns while OpenGL's threads still work.
  shell.impl_->on_drawn = [&painter = *shell.impl_->painter, drawn = std::move(drawn)](const std::string& screen) {
    painter.finish();
    drawn(screen);
  };
}

}  // namespace bancheng::ui
