// Inside of Shell: what its parts share. shell.cpp: what the application calls; shell_wait.cpp: the loop and drawing;
// shell_touch.cpp: fingers and what a tap does; shell_keys.cpp: keypad, focus and hardware typing.
#pragma once

#include <SDL.h>

#include <deque>
#include <functional>
#include <mutex>

#include "kiosk/ui/painter.h"
#include "kiosk/ui/service_gesture.h"
#include "kiosk/ui/shell.h"
#include "kiosk/ui/typing.h"
#include "kiosk/ui/view.h"
#include "kiosk/ui/window.h"

namespace bancheng::ui {

struct Shell::Impl {
  Impl(const ShellConfig& how, Phrasebooks words, const base::Clock& time)
      : config(how), books(std::move(words)), clock(time) {}

  // --- what it is made of ---
  const ShellConfig config;
  const Phrasebooks books;
  const base::Clock& clock;
  std::unique_ptr<Window> window;
  std::unique_ptr<Painter> painter;  ///< destroyed before the window
  std::unique_ptr<text::Engine> engine;
  std::unique_ptr<pinyin::Client> pinyin;
  std::unique_ptr<Typing> typing;

  // --- what is shown ---
  core::session::Screen screen;
  std::vector<Spoken> spoken;
  Scene scene;
  bool dirty = true;
  Attention attention;
  int page = 0;
  int busy_phase = 0;
  std::chrono::steady_clock::time_point busy_due{};
  std::optional<PictureSize> live;
  std::optional<Outline> outline;
  std::map<std::uint32_t, PictureSize> pictures;

  // --- the finger ---
  std::optional<SDL_FingerID> finger;
  base::SteadyTime finger_seen{};  ///< when it came down; while it draws, when it moved last
  std::string begun_on;  ///< id of the target under the finger when it came down; empty: none
  ServiceGesture service;
  core::delivery::Signature strokes;
  bool drawing = false;
  std::uint32_t stroke_began = 0;  ///< SDL time

  std::vector<Input> inputs;
  std::mutex injected_mutex;
  std::deque<base::PersonText> injected;  ///< texts of injection.h
  Figures figures;
  std::function<void(const std::string& screen)> on_drawn;  ///< injection.h; empty in production
  std::chrono::steady_clock::time_point opened;

  // --- shell.cpp ---
  [[nodiscard]] const text::Phrasebook& phrases() const;
  [[nodiscard]] Panel panel() const;
  [[nodiscard]] Metrics metrics() const;
  [[nodiscard]] const Theme& theme() const;
  [[nodiscard]] const core::session::Element* element(std::string_view id) const { return screen.find(id); }
  [[nodiscard]] bool is_busy() const;
  [[nodiscard]] bool shows_page(const Target& target) const;
  void choose_field();
  void keep_signature();

  // --- shell_wait.cpp ---
  void lay_out();
  void draw();
  /// One event; true when what it changed must be seen before the next event.
  bool handle(const SDL_Event& event);
  void handle_waiting();
  void take_injected();
  [[nodiscard]] bool something_said() const;
  [[nodiscard]] base::Milliseconds time_to_sleep(base::SteadyTime deadline) const;
  void advance_busy();

  // --- shell_touch.cpp ---
  [[nodiscard]] bool finger_only_rests() const;
  void finger_down(const SDL_TouchFingerEvent& event);
  void finger_moved(const SDL_TouchFingerEvent& event);
  void finger_up(const SDL_TouchFingerEvent& event);
  /// Only the attract page hears the service gesture.
  [[nodiscard]] bool hears_service() const { return screen.id == "attract"; }
  [[nodiscard]] float service_corner() const { return static_cast<float>(ServiceGesture::kCornerMm * panel().pixels_per_mm()); }
  /// True: the touch was a part of the service gesture and means nothing else.
  [[nodiscard]] bool served(float x, float y);
  void draw_point(const PixelRect& area, float x, float y, std::uint32_t at);
  void end_stroke();
  void forget_touch();
  void tap(const std::string& id, float x, float y);
  void tap_key(const std::string& id);
  void tap_control(const std::string& id);
  void tap_element(const core::session::Element& element, float x, float y);
  void caret_to(float x, float y);
  /// Tells what typing did.
  void typed(Typed what);
  void activity();

  // --- shell_keys.cpp ---
  void key_down(const SDL_KeyboardEvent& event);
  void pad(PadKey key);
  void move_focus(int step);
  void move_among_keys(PadKey key);
  [[nodiscard]] std::vector<std::string> focus_order() const;
  void focus_on(const std::string& id);
};

}  // namespace bancheng::ui
