#include "kiosk/ui/shell.h"

#include <algorithm>

#include "kiosk/base/log.h"
#include "kiosk/ui/shell_impl.h"

namespace bancheng::ui {
namespace {

using core::session::Element;
using core::session::FieldData;
using core::session::PreviewData;
using core::session::Role;
using core::session::Screen;
using core::session::SignatureData;

bool is_live_preview(const Element& element) {
  const auto* preview = std::get_if<PreviewData>(&element.data);
  return preview != nullptr && !preview->page;
}

/// Another page, or the same one with other settings or another value? Fields share a screen id; their question differs.
bool same_page(const Screen& a, const Screen& b) {
  if (a.id != b.id) return false;
  const auto heading = [](const Screen& screen) {
    return std::find_if(screen.elements.begin(), screen.elements.end(), [](const Element& e) { return e.role == Role::heading; });
  };
  const auto first = heading(a);
  const auto second = heading(b);
  const bool both = first != a.elements.end() && second != b.elements.end();
  return !both || first->label == second->label;
}

}  // namespace

KeyMap default_key_map() {
  return {{"Up", PadKey::up},       {"Down", PadKey::down},   {"Left", PadKey::left}, {"Right", PadKey::right},
          {"Return", PadKey::ok},   {"Escape", PadKey::back}, {"F1", PadKey::help},   {"F2", PadKey::repeat}};
}

base::Result<std::unique_ptr<Shell>, base::Complaint> Shell::open(const ShellConfig& config, Phrasebooks phrasebooks,
                                                                 const base::Clock& clock) {
  if (!phrasebooks.zh_cn || !phrasebooks.en) return base::failure(base::Complaint{"assets/lang", "a phrasebook for each language is needed"});
  if (config.panel_width_mm <= 0 || config.panel_height_mm <= 0) {
    return base::failure(base::Complaint{"display", "the panel's size in mm must be more than 0"});
  }
  auto impl = std::make_unique<Impl>(config, std::move(phrasebooks), clock);
  impl->opened = std::chrono::steady_clock::now();
  if (!config.pinyin_program.empty()) {
    pinyin::Client::Options options;
    options.program = config.pinyin_program;
    const std::filesystem::path readings = config.assets / "pinyin" / "readings.tsv";
    std::error_code error;
    if (std::filesystem::exists(readings, error)) options.readings = readings;
    else spdlog::warn("pinyin: {} is missing, rare characters cannot be typed", readings.string());
    auto client = pinyin::Client::start(options, clock);
    if (client) impl->pinyin = std::move(*client);
    else spdlog::error("pinyin program cannot be started: Chinese cannot be typed");
  }
  impl->typing = std::make_unique<Typing>(impl->pinyin.get());
  auto engine = text::Engine::create();
  if (!engine) return base::failure(base::Complaint{"fonts", "Noto Sans CJK SC is not installed (package fonts-noto-cjk)"});
  impl->engine = std::move(*engine);
  auto window = Window::open(config);
  if (!window) return base::failure(window.error());
  impl->window = std::move(*window);
  auto painter = Painter::create(*impl->window, config.assets / "icons");
  if (!painter) return base::failure(painter.error());
  impl->painter = std::move(*painter);
  return std::unique_ptr<Shell>(new Shell(std::move(impl)));
}

Shell::Shell(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Shell::~Shell() = default;

const text::Phrasebook& Shell::Impl::phrases() const {
  return screen.settings.language == core::Language::en ? *books.en : *books.zh_cn;
}

Panel Shell::Impl::panel() const {
  return {window->width(), window->height(), config.panel_width_mm, config.panel_height_mm, config.low_reach_mm};
}

Metrics Shell::Impl::metrics() const { return Metrics::of(panel(), screen.settings.text_size); }

const Theme& Shell::Impl::theme() const {
  return screen.settings.high_contrast ? high_contrast_theme() : default_theme();
}

bool Shell::Impl::is_busy() const {
  return std::any_of(screen.elements.begin(), screen.elements.end(), [](const Element& e) { return e.role == Role::busy; });
}

bool Shell::Impl::shows_page(const Target& target) const {
  const Element* shown = element(target.id);
  return outline && shown != nullptr && is_live_preview(*shown);
}

/// Which field is written in: the one in focus, the one before, else the first.
void Shell::Impl::choose_field() {
  const Element* chosen = nullptr;
  for (const std::string& id : {attention.focus, typing->id()}) {
    const Element* candidate = element(id);
    if (chosen == nullptr && candidate != nullptr && candidate->role == Role::field && candidate->enabled) chosen = candidate;
  }
  if (chosen == nullptr) {
    const auto first = std::find_if(screen.elements.begin(), screen.elements.end(),
                                    [](const Element& e) { return e.role == Role::field && e.enabled; });
    if (first != screen.elements.end()) chosen = &*first;
  }
  if (chosen == nullptr) typing->detach();
  else typing->attach(chosen->id, std::get<FieldData>(chosen->data), screen.settings.language);
}

void Shell::Impl::keep_signature() {
  const auto area = std::find_if(screen.elements.begin(), screen.elements.end(), [](const Element& e) { return e.role == Role::signature; });
  if (area == screen.elements.end()) {
    strokes.clear();
    drawing = false;
  } else if (!drawing) {
    strokes = std::get<SignatureData>(area->data).strokes;
  }
}

void Shell::show(const Screen& screen) {
  Impl& s = *impl_;
  if (screen == s.screen && !s.spoken.empty()) return;
  const bool same = same_page(s.screen, screen);
  const bool new_focus = screen.focus != s.screen.focus;
  s.screen = screen;
  s.spoken.clear();
  for (const Element& element : s.screen.elements) s.spoken.push_back(resolve(element, s.phrases()));
  if (!same) {
    s.forget_touch();
    s.service.forget();
    s.page = 0;
    s.typing->detach();
    s.busy_phase = 0;
  }
  const bool on_key = s.scene.find(s.attention.focus) != nullptr && s.element(s.attention.focus) == nullptr;
  const bool lost = s.element(s.attention.focus) == nullptr && !(same && on_key);
  if (!same || new_focus || lost) s.attention.focus = s.screen.focus;
  s.choose_field();
  s.keep_signature();
  s.dirty = true;
}

void Shell::set_live(RgbImage frame, std::optional<Outline> outline) {
  Impl& s = *impl_;
  s.painter->set_picture(kLivePicture, frame);
  s.live = PictureSize{frame.width, frame.height};
  s.outline = outline;
  const bool shown = std::any_of(s.screen.elements.begin(), s.screen.elements.end(), is_live_preview);
  s.dirty = s.dirty || shown;
}

void Shell::clear_live() {
  impl_->painter->drop_picture(kLivePicture);
  impl_->live.reset();
  impl_->outline.reset();
  impl_->dirty = true;
}

void Shell::set_page(core::delivery::PageId page, RgbImage image) {
  impl_->painter->set_picture(static_cast<std::int64_t>(page.value), image);
  impl_->pictures[page.value] = {image.width, image.height};
  impl_->dirty = true;
}

void Shell::drop_page(core::delivery::PageId page) {
  impl_->painter->drop_picture(static_cast<std::int64_t>(page.value));
  impl_->pictures.erase(page.value);
  impl_->dirty = true;
}

void Shell::wake() { impl_->window->wake(); }

std::vector<Drawn> Shell::drawn() {
  Impl& s = *impl_;
  if (s.dirty) s.lay_out();
  std::vector<Drawn> all;
  for (const Target& t : s.scene.targets) {
    all.push_back({t.id, t.kind, t.role, t.text, t.value, t.rect, t.touchable, t.enabled, t.selected,
                   t.id == s.attention.focus, t.visible, s.shows_page(t)});
    // What was just typed is on the screen before the session has answered.
    if (s.typing->active() && t.id == s.typing->id()) all.back().value = s.typing->shown_value();
  }
  return all;
}

void Shell::wipe() {
  Impl& s = *impl_;
  s.forget_touch();
  s.finger.reset();
  s.typing->wipe();
  if (s.pinyin) s.pinyin->restart();
  s.strokes.clear();
  s.spoken.clear();
  s.screen = {};
  s.scene = {};
  s.attention = {};
  s.page = 0;
  s.live.reset();
  s.outline.reset();
  s.pictures.clear();
  {
    const std::lock_guard lock(s.injected_mutex);
    s.injected.clear();
  }
  s.painter->wipe();
  s.engine->clear();
  s.dirty = true;
}

int Shell::width() const { return impl_->window->width(); }
int Shell::height() const { return impl_->window->height(); }
double Shell::pixels_per_mm() const { return impl_->panel().pixels_per_mm(); }
Figures Shell::figures() const { return impl_->figures; }

std::vector<std::string> Shell::missing() const {
  std::vector<std::string> all = impl_->books.zh_cn->missing();
  for (const auto& more : {impl_->books.en->missing(), impl_->painter->icons().missing()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace bancheng::ui
