#include "kiosk/ui/window.h"

#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <string_view>

namespace bancheng::ui {
namespace {

/// KMSDRM has real input but no way to wait for it (SDL 2.26 looks every millisecond).
constexpr base::Milliseconds kKmsdrmLook{8};

void set_hints() {
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
  // A mouse becomes a finger, and a finger is never a mouse: one path for both.
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "1");
  SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
  SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "1");
}

Uint32 flags_of(WindowKind kind) {
  const Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_ALLOW_HIGHDPI;
  switch (kind) {
    case WindowKind::window: return flags | SDL_WINDOW_RESIZABLE;
    case WindowKind::borderless: return flags | SDL_WINDOW_BORDERLESS;
    case WindowKind::fullscreen: return flags | SDL_WINDOW_FULLSCREEN_DESKTOP;
  }
  return flags;
}

}  // namespace

base::Result<std::unique_ptr<Window>, base::Complaint> Window::open(const ShellConfig& config) {
  std::unique_ptr<Window> window(new Window());
  if (!window->make(config)) {
    return base::failure(base::Complaint{"display", std::string("no window with OpenGL 3.3: ") + SDL_GetError()});
  }
  return window;
}

bool Window::make(const ShellConfig& config) {
  set_hints();
  wake_fd_ = base::UniqueFd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wake_fd_ || SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return false;
  const std::string_view driver = SDL_GetCurrentVideoDriver();
  own_wait_ = driver == "offscreen" || driver == "dummy" || driver == "KMSDRM";
  if (driver == "KMSDRM") look_every_ = kKmsdrmLook;
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  SDL_DisplayMode desktop{};
  if (SDL_GetDesktopDisplayMode(0, &desktop) != 0) return false;
  const int width = config.width > 0 ? config.width : desktop.w;
  const int height = config.height > 0 ? config.height : desktop.h;
  const int at = config.kind == WindowKind::window ? static_cast<int>(SDL_WINDOWPOS_CENTERED) : 0;
  window_ = SDL_CreateWindow(config.title.c_str(), at, at, width, height, flags_of(config.kind));
  if (window_ == nullptr) return false;
  context_ = SDL_GL_CreateContext(window_);
  if (context_ == nullptr || SDL_GL_MakeCurrent(window_, context_) != 0) return false;
  (void)SDL_GL_SetSwapInterval(1);
  if (config.kind != WindowKind::window) SDL_ShowCursor(SDL_DISABLE);
  (void)update_size();
  return true;
}

Window::~Window() {
  if (context_ != nullptr) SDL_GL_DeleteContext(context_);
  if (window_ != nullptr) SDL_DestroyWindow(window_);
  if (SDL_WasInit(SDL_INIT_VIDEO) != 0) SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

bool Window::update_size() {
  int width = 0;
  int height = 0;
  SDL_GL_GetDrawableSize(window_, &width, &height);
  const bool changed = width != width_ || height != height_;
  width_ = width;
  height_ = height;
  return changed;
}

void Window::swap() { SDL_GL_SwapWindow(window_); }

void Window::sleep(base::Milliseconds longest) {
  if (longest.count() <= 0 || woken_.load()) return;
  const auto most = std::min<base::Milliseconds>(longest, std::chrono::hours(1));
  if (!own_wait_) {
    SDL_WaitEventTimeout(nullptr, static_cast<int>(most.count()));
    return;
  }
  const auto slice = look_every_.count() > 0 ? std::min(most, look_every_) : most;
  pollfd waiting{wake_fd_.get(), POLLIN, 0};
  if (poll(&waiting, 1, static_cast<int>(slice.count())) > 0) {
    std::uint64_t count = 0;
    (void)!read(wake_fd_.get(), &count, sizeof count);
  }
}

void Window::wake() {
  woken_.store(true);
  rouse();
}

void Window::rouse() {
  if (own_wait_) {
    const std::uint64_t one = 1;
    (void)!write(wake_fd_.get(), &one, sizeof one);
    return;
  }
  SDL_Event event{};
  event.type = SDL_USEREVENT;
  (void)SDL_PushEvent(&event);
}

}  // namespace bancheng::ui
