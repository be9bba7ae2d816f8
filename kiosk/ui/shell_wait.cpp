// The loop: events in, frames out, sleep.
#include <cairo.h>
#include <ctime>

#include <algorithm>

#include "kiosk/ui/shell_impl.h"

namespace bancheng::ui {
namespace {

using std::chrono::steady_clock;

constexpr base::Milliseconds kBusyStep{600};

std::chrono::microseconds cpu_time(clockid_t which) {
  timespec t{};
  clock_gettime(which, &t);
  return std::chrono::microseconds(t.tv_sec * 1'000'000 + t.tv_nsec / 1'000);
}

}  // namespace

void Shell::Impl::lay_out() {
  if (spoken.size() != screen.elements.size() || screen.elements.empty()) {
    scene = {};
    scene.marks.push_back(FillMark{metrics().window, {Ground::page, Tone::fill}, 0, 0, Corners::all});
    return;
  }
  View view;
  view.screen = &screen;
  view.spoken = spoken;
  view.phrases = &phrases();
  view.typing = typing.get();
  view.attention = attention;
  view.page = page;
  view.live = live;
  view.pictures = pictures;
  view.strokes = &strokes;
  view.busy_phase = busy_phase;
  view.has_drawing = [this](std::string_view name) { return painter->icons().is_drawing(name); };
  scene = compose(view, metrics(), *engine);
  page = scene.page;
}

void Shell::Impl::draw() {
  const auto own_before = cpu_time(CLOCK_THREAD_CPUTIME_ID);
  const auto all_before = cpu_time(CLOCK_PROCESS_CPUTIME_ID);
  lay_out();
  const Frame frame{scene, theme(), *engine, outline, window->width(), window->height()};
  painter->build(frame);
  figures.last_own = cpu_time(CLOCK_THREAD_CPUTIME_ID) - own_before;
  painter->render(frame);
  figures.last_total = cpu_time(CLOCK_PROCESS_CPUTIME_ID) - all_before;
  if (figures.frames == 0) {
    figures.first_frame = std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - opened);
  } else {
    figures.worst_own = std::max(figures.worst_own, figures.last_own);
  }
  ++figures.frames;
  dirty = false;
  if (on_drawn) on_drawn(screen.id);
}

bool Shell::Impl::handle(const SDL_Event& event) {
  switch (event.type) {
    case SDL_QUIT: inputs.emplace_back(Quit{}); return false;
    case SDL_WINDOWEVENT:
      if (event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED) dirty = window->update_size() || dirty;
      if (event.window.event == SDL_WINDOWEVENT_EXPOSED || event.window.event == SDL_WINDOWEVENT_SHOWN) dirty = true;
      return false;
    case SDL_FINGERDOWN: finger_down(event.tfinger); return true;
    case SDL_FINGERMOTION: finger_moved(event.tfinger); return false;
    case SDL_FINGERUP: finger_up(event.tfinger); return true;
    case SDL_KEYDOWN: key_down(event.key); return true;
    case SDL_TEXTINPUT:
      if (typing->active()) typed(typing->insert(event.text.text));
      return true;
    default: return false;
  }
}

bool Shell::Impl::something_said() const {
  return std::any_of(inputs.begin(), inputs.end(), [](const Input& input) { return !std::holds_alternative<core::session::Activity>(input); });
}

/// Each press and release is seen before the next event is looked at, and what was said is answered first: the next
/// event is meant for the screen that follows.
void Shell::Impl::handle_waiting() {
  SDL_Event event;
  while (!something_said() && SDL_PollEvent(&event) != 0) {
    // A stroke ends, and a tap is found, on what is drawn: never on a layout that nobody has seen.
    if (dirty && event.type == SDL_FINGERDOWN) draw();
    if (handle(event) && dirty && !something_said()) draw();
    base::wipe(&event, sizeof event);
  }
}

void Shell::Impl::take_injected() {
  while (!something_said()) {
    base::PersonText text;
    {
      const std::lock_guard lock(injected_mutex);
      if (injected.empty()) return;
      text = std::move(injected.front());
      injected.pop_front();
    }
    if (typing->active()) typed(typing->insert(text.view()));
  }
}

void Shell::Impl::advance_busy() {
  const auto now = steady_clock::now();
  if (!is_busy() || now < busy_due) return;
  if (busy_due != steady_clock::time_point{}) {
    busy_phase = (busy_phase + 1) % 3;
    dirty = true;
  }
  busy_due = now + kBusyStep;
}

base::Milliseconds Shell::Impl::time_to_sleep(base::SteadyTime deadline) const {
  base::Milliseconds left = std::min(deadline - clock.now().steady, clock.longest_sleep());
  if (is_busy()) {
    const auto busy = std::chrono::ceil<base::Milliseconds>(busy_due - steady_clock::now());
    left = std::min(left, std::max(busy, base::Milliseconds(1)));
  }
  return left;
}

std::vector<Input> Shell::wait(base::SteadyTime deadline) {
  Impl& s = *impl_;
  s.inputs.clear();
  for (;;) {
    s.take_injected();
    s.handle_waiting();
    s.advance_busy();
    if (!s.something_said() && s.dirty) s.draw();
    const bool woken = s.window->take_wake();
    if (!s.inputs.empty() || woken || s.clock.now().steady >= deadline) return std::move(s.inputs);
    s.window->sleep(s.time_to_sleep(deadline));
  }
}

base::Result<void, base::Complaint> Shell::screenshot(const std::filesystem::path& file) {
  Impl& s = *impl_;
  if (s.dirty) s.draw();
  const int width = s.window->width();
  const int height = s.window->height();
  // A row of 32-bit words has no padding.
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_surface_flush(surface);
  s.painter->read_pixels(reinterpret_cast<std::uint32_t*>(cairo_image_surface_get_data(surface)));
  cairo_surface_mark_dirty(surface);
  const cairo_status_t status = cairo_surface_write_to_png(surface, file.c_str());
  base::wipe(cairo_image_surface_get_data(surface), static_cast<std::size_t>(cairo_image_surface_get_stride(surface)) * static_cast<std::size_t>(height));
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS) return base::failure(base::Complaint{file.string(), cairo_status_to_string(status)});
  return {};
}

}  // namespace bancheng::ui
