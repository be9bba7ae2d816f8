#include "kiosk/ui/window.h"

#include <poll.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
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
  // The software renderer's picture goes to the window system as it is, not through a texture.
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
}

/// A graphics processor has a render node in the kernel; without one OpenGL would be software too, and a slow one.
bool has_graphics_processor() {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/dev/dri", error)) {
    if (entry.path().filename().string().starts_with("renderD")) return true;
  }
  return false;
}

/// SDL's other video drivers (Wayland, KMSDRM) show a picture in memory through OpenGL as well.
bool takes_pictures(std::string_view driver) { return driver == "x11" || driver == "offscreen" || driver == "dummy"; }

Renderer renderer_for(Renderer wanted, std::string_view driver) {
  if (wanted != Renderer::automatic) return wanted;
  return takes_pictures(driver) && !has_graphics_processor() ? Renderer::software : Renderer::opengl;
}

Uint32 flags_of(WindowKind kind, Renderer renderer) {
  const Uint32 flags = renderer == Renderer::opengl ? SDL_WINDOW_OPENGL | SDL_WINDOW_ALLOW_HIGHDPI : 0u;
  switch (kind) {
    case WindowKind::window: return flags | SDL_WINDOW_RESIZABLE;
    case WindowKind::borderless: return flags | SDL_WINDOW_BORDERLESS;
    case WindowKind::fullscreen: return flags | SDL_WINDOW_FULLSCREEN_DESKTOP;
  }
  return flags;
}

void set_gl_attributes() {
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
}

}  // namespace

base::Result<std::unique_ptr<Window>, base::Complaint> Window::open(const ShellConfig& config) {
  std::unique_ptr<Window> window(new Window());
  if (!window->make(config)) {
    const char* what = window->window_ == nullptr ? "no window: " : window->renderer_ == Renderer::opengl ? "no window with OpenGL 3.3: " : "no window with 32 bits a pixel: ";
    return base::failure(base::Complaint{"display", std::string(what) + SDL_GetError()});
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
  renderer_ = renderer_for(config.renderer, driver);
  if (renderer_ == Renderer::opengl) set_gl_attributes();
  SDL_DisplayMode desktop{};
  if (SDL_GetDesktopDisplayMode(0, &desktop) != 0) return false;
  const int width = config.width > 0 ? config.width : desktop.w;
  const int height = config.height > 0 ? config.height : desktop.h;
  const int at = config.kind == WindowKind::window ? static_cast<int>(SDL_WINDOWPOS_CENTERED) : 0;
  window_ = SDL_CreateWindow(config.title.c_str(), at, at, width, height, flags_of(config.kind, renderer_));
  if (window_ == nullptr) return false;
  const bool drawable = renderer_ == Renderer::opengl ? make_context() : picture().pixels != nullptr;
  if (!drawable) return false;
  if (config.kind != WindowKind::window) SDL_ShowCursor(SDL_DISABLE);
  (void)update_size();
  return true;
}

bool Window::make_context() {
  context_ = SDL_GL_CreateContext(window_);
  if (context_ == nullptr || SDL_GL_MakeCurrent(window_, context_) != 0) return false;
  (void)SDL_GL_SetSwapInterval(1);
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
  if (renderer_ == Renderer::opengl) SDL_GL_GetDrawableSize(window_, &width, &height);
  else SDL_GetWindowSize(window_, &width, &height);
  const bool changed = width != width_ || height != height_;
  width_ = width;
  height_ = height;
  return changed;
}

void Window::swap() { SDL_GL_SwapWindow(window_); }

Window::Picture Window::picture() {
  const SDL_Surface* surface = SDL_GetWindowSurface(window_);
  if (surface == nullptr) return {};
  const Uint32 format = surface->format->format;
  if (format != SDL_PIXELFORMAT_RGB888 && format != SDL_PIXELFORMAT_ARGB8888) {
    SDL_SetError("the window's pixels are %s", SDL_GetPixelFormatName(format));
    return {};
  }
  return {static_cast<std::uint8_t*>(surface->pixels), surface->pitch, surface->w, surface->h};
}

void Window::show(const PixelRect& area) {
  const PixelRect part = common(area, {0, 0, static_cast<float>(width_), static_cast<float>(height_)});
  if (part.empty()) return;
  const SDL_Rect rect{static_cast<int>(part.x), static_cast<int>(part.y), static_cast<int>(std::ceil(part.width)), static_cast<int>(std::ceil(part.height))};
  SDL_UpdateWindowSurfaceRects(window_, &rect, 1);
}

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
