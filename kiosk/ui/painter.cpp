#include "kiosk/ui/painter.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/opengl_painter.h"
#include "kiosk/ui/software_painter.h"

namespace bancheng::ui {

base::Result<std::unique_ptr<Painter>, base::Complaint> Painter::create(Window& window, const std::filesystem::path& icons) {
  if (window.renderer() == Renderer::software) return std::make_unique<SoftwarePainter>(window, icons);
  return OpenGlPainter::open(window, icons);
}

void Painter::set_picture(std::int64_t key, const RgbImage& image) {
  const auto pixels = static_cast<std::size_t>(std::max(0, image.width)) * static_cast<std::size_t>(std::max(0, image.height));
  if (pixels == 0 || image.rgb.size() != pixels * 3) return;
  versions_[key] = ++last_version_;
  keep_picture(key, image);
}

void Painter::drop_picture(std::int64_t key) {
  versions_.erase(key);
  forget_picture(key);
}

void Painter::build(const Frame& frame) {
  pieces_ = pieces_of(frame.scene, frame.theme, frame.engine, versions_, frame.outline);
  prepare(frame);
}

void Painter::render(const Frame& frame) {
  const bool whole = !kept(frame.width, frame.height) || shown_.empty();
  const PixelRect window{0, 0, static_cast<float>(frame.width), static_cast<float>(frame.height)};
  draw(frame, whole ? window : changed_area(shown_, pieces_));
  shown_ = pieces_;
}

void Painter::wipe() {
  forget_all();
  versions_.clear();
  codes_.clear();
  shown_.clear();  // everything is drawn over, whatever it shows
}

const text::QrMatrix* Painter::code(const std::string& payload) {
  auto it = codes_.find(payload);
  if (it == codes_.end()) {
    codes_.clear();
    it = codes_.emplace(payload, text::make_qr(payload)).first;
  }
  return it->second ? &*it->second : nullptr;
}

CodePlace place_code(const PixelRect& rect, int modules) {
  const auto whole = static_cast<float>(modules + 2 * text::kQrQuietZone);
  const float module = std::max(1.0f, std::floor(std::min(rect.width, rect.height) / whole));
  const float size = module * static_cast<float>(modules);
  return {std::round(rect.middle_x() - size / 2), std::round(rect.middle_y() - size / 2), module};
}

FocusRings rings_of(const FocusMark& mark) {
  const float thick = std::max(3.0f, mark.radius * 0.35f);
  return {mark.rect.inset(-thick * 0.5f), mark.rect.inset(-thick * 1.5f), mark.radius + thick, mark.radius + thick * 2, thick};
}

RasterKey key_of(const IconMark& mark) {
  return {mark.name, static_cast<int>(std::lround(mark.rect.width)), static_cast<int>(std::lround(mark.rect.height)), nullptr};
}

RasterKey key_of(const DrawingMark& mark, const Theme& theme) {
  return {mark.name, static_cast<int>(std::lround(mark.rect.width)), static_cast<int>(std::lround(mark.rect.height)), &theme};
}

}  // namespace bancheng::ui
