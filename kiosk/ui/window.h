// Window: SDL's window, with an OpenGL context or with a picture in memory, and how to sleep until SDL has an event.
#pragma once

#include <SDL.h>

#include <atomic>
#include <memory>

#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"
#include "kiosk/base/unique_fd.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/shell.h"

namespace bancheng::ui {

/// Owns SDL's video subsystem: one at a time. All on one thread, except wake().
class Window {
 public:
  [[nodiscard]] static base::Result<std::unique_ptr<Window>, base::Complaint> open(const ShellConfig& config);
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  /// The size that the window has now; true when it changed.
  bool update_size();
  /// Never `automatic`.
  [[nodiscard]] Renderer renderer() const { return renderer_; }
  /// OpenGL: shows what was drawn.
  void swap();
  /// The software renderer's: what is drawn into it stays until the window has another size.
  struct Picture {
    std::uint8_t* pixels = nullptr;  ///< words 0x..RRGGBB, rows from the top; null: the window system has none to give
    int stride = 0;                  ///< bytes from row to row
    int width = 0;
    int height = 0;
  };
  [[nodiscard]] Picture picture();
  /// Shows the part of the picture that lies in `area`.
  void show(const PixelRect& area);

  /// Until SDL has an event, wake() was called or `longest` is over.
  void sleep(base::Milliseconds longest);
  /// Any thread.
  void wake();
  /// Ends a sleep() without counting as wake(). Any thread.
  void rouse();
  /// True once after each wake().
  [[nodiscard]] bool take_wake() { return woken_.exchange(false); }

 private:
  Window() = default;
  [[nodiscard]] bool make(const ShellConfig& config);
  [[nodiscard]] bool make_context();

  SDL_Window* window_ = nullptr;
  Renderer renderer_ = Renderer::opengl;
  SDL_GLContext context_ = nullptr;
  int width_ = 0;
  int height_ = 0;
  /// The video driver cannot wait for events: its events are looked for after each wake() or so often; 0: it can.
  base::Milliseconds look_every_{0};
  bool own_wait_ = false;
  base::UniqueFd wake_fd_;
  std::atomic<bool> woken_{false};
};

}  // namespace bancheng::ui
