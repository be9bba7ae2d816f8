#include "kiosk/ui/software_painter.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kiosk/ui/ink.h"

namespace bancheng::ui {
namespace {

constexpr std::size_t kMostDrawings = 256;
constexpr std::uint64_t kOldFrames = 8;  ///< not used for so many frames: may go

Surface surface_on(const void* pixels, cairo_format_t format, int width, int height, int stride) {
  // Cairo only reads from what is painted with; its interface has no word for it.
  auto* bytes = const_cast<unsigned char*>(static_cast<const unsigned char*>(pixels));
  return Surface(cairo_image_surface_create_for_data(bytes, format, width, height, stride));
}

/// On whole pixels: straight edges are crisp, and filled without blending.
PixelRect snapped(const PixelRect& r) {
  const float x = std::round(r.x);
  const float y = std::round(r.y);
  return {x, y, std::round(r.right()) - x, std::round(r.bottom()) - y};
}

PixelRect grown(const PixelRect& r) {
  const float x = std::floor(r.x) - 1;
  const float y = std::floor(r.y) - 1;
  return {x, y, std::ceil(r.right()) + 1 - x, std::ceil(r.bottom()) + 1 - y};
}

void rectangle(cairo_t* to, const PixelRect& r) { cairo_rectangle(to, r.x, r.y, r.width, r.height); }

void rounded(cairo_t* to, const PixelRect& r, float radius, Corners corners) {
  radius = std::min({radius, r.width / 2, r.height / 2});
  if (radius <= 0.5f || corners == Corners::none) {
    rectangle(to, r);
    return;
  }
  constexpr double kQuarter = std::numbers::pi / 2;
  const double top = corners == Corners::bottom ? 0 : radius;
  const double bottom = corners == Corners::top ? 0 : radius;
  cairo_new_sub_path(to);
  cairo_arc(to, r.right() - top, r.y + top, top, -kQuarter, 0);
  cairo_arc(to, r.right() - bottom, r.bottom() - bottom, bottom, 0, kQuarter);
  cairo_arc(to, r.x + bottom, r.bottom() - bottom, bottom, kQuarter, 2 * kQuarter);
  cairo_arc(to, r.x + top, r.y + top, top, 2 * kQuarter, 3 * kQuarter);
  cairo_close_path(to);
}

}  // namespace

/// Draws each kind of mark.
class SoftwarePainter::Brush {
 public:
  Brush(SoftwarePainter& painter, const Frame& frame, cairo_t* to) : painter_(painter), frame_(frame), theme_(frame.theme), to_(to) {}

  void operator()(const FillMark& m) {
    if (m.rect.empty()) return;
    source(m.paint);
    const PixelRect outer = snapped(m.rect);
    rounded(to_, outer, m.radius, m.corners);
    if (m.stroke > 0) {
      const float stroke = std::max(1.0f, std::round(m.stroke));
      const PixelRect inner = outer.inset(stroke);
      if (!inner.empty()) rounded(to_, inner, std::max(0.0f, m.radius - stroke), m.corners);
    }
    fill_between();
  }

  void operator()(const TextMark& m) {
    const auto mask = frame_.engine.draw(m.text.view(), m.style);
    if (mask->extent.width <= 0 || mask->extent.height <= 0) return;
    source(m.paint);
    const Surface alpha = surface_on(mask->alpha.data(), CAIRO_FORMAT_A8, mask->extent.width, mask->extent.height, mask->stride);
    cairo_mask_surface(to_, alpha.get(), std::round(m.x), std::round(m.y));
  }

  void operator()(const IconMark& m) {
    source(m.paint);
    raster(key_of(m), m.rect);
  }
  void operator()(const DrawingMark& m) { raster(key_of(m, theme_), m.rect); }

  void operator()(const CodeMark& m) {
    const text::QrMatrix* qr = painter_.code(m.payload);
    if (qr == nullptr) return;
    const CodePlace place = place_code(m.rect, qr->size);
    source({Ground::paper, Tone::ink});
    for (int y = 0; y < qr->size; ++y) {
      for (int x = 0; x < qr->size; ++x) {
        if (!qr->is_dark(x, y)) continue;
        rectangle(to_, {place.left + place.module * static_cast<float>(x), place.top + place.module * static_cast<float>(y), place.module, place.module});
      }
    }
    cairo_fill(to_);
  }

  void operator()(const PictureMark& m) {
    const PixelRect at = snapped(m.rect);
    const Pixels* shown = painter_.picture(m.page ? static_cast<std::int64_t>(m.page->value) : kLivePicture, static_cast<int>(at.width), static_cast<int>(at.height));
    if (shown == nullptr) return;
    const Surface pixels = surface_on(shown->words.data(), CAIRO_FORMAT_RGB24, shown->width, shown->height, shown->width * 4);
    cairo_set_source_surface(to_, pixels.get(), at.x, at.y);
    rectangle(to_, at);
    cairo_fill(to_);
    if (m.outline && frame_.outline) outline(m.rect);
  }

  void operator()(const InkMark& m) {
    source({Ground::paper, Tone::ink});
    for (const auto& stroke : m.strokes) {
      for (const InkDot& dot : smooth(stroke, m.rect, m.width)) {
        cairo_new_sub_path(to_);
        cairo_arc(to_, dot.x, dot.y, dot.radius, 0, 2 * std::numbers::pi);
      }
    }
    cairo_fill(to_);
  }

  void operator()(const ClipMark& m) {
    if (m.rect.empty()) {
      cairo_restore(to_);
      return;
    }
    cairo_save(to_);
    rectangle(to_, snapped(m.rect));
    cairo_clip(to_);
  }

  void operator()(const FocusMark& m) {
    const FocusRings rings = rings_of(m);
    ring(rings.inner, rings.inner_radius, rings.thick, theme_.focus_inner);
    ring(rings.outer, rings.outer_radius, rings.thick, theme_.focus_outer);
  }

 private:
  void source(Rgb c) { cairo_set_source_rgb(to_, c.r / 255.0, c.g / 255.0, c.b / 255.0); }
  void source(const Paint& paint) { source(theme_.colour(paint.ground, paint.tone)); }

  /// What lies within an odd number of the path's shapes.
  void fill_between() {
    cairo_set_fill_rule(to_, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_fill(to_);
    cairo_set_fill_rule(to_, CAIRO_FILL_RULE_WINDING);
  }

  void ring(const PixelRect& middle, float radius, float thick, Rgb colour) {
    source(colour);
    rounded(to_, middle.inset(-thick / 2), radius + thick / 2, Corners::all);
    rounded(to_, middle.inset(thick / 2), std::max(0.0f, radius - thick / 2), Corners::all);
    fill_between();
  }

  /// An icon in the source's colour, a drawing in its own.
  void raster(const RasterKey& key, const PixelRect& rect) {
    const Raster* drawn = painter_.drawing(key, theme_);
    if (drawn == nullptr) return;
    const Surface pixels = surface_on(drawn->pixels.data(), CAIRO_FORMAT_ARGB32, drawn->width, drawn->height, drawn->width * 4);
    const double x = std::round(rect.x);
    const double y = std::round(rect.y);
    if (drawn->is_shape) {
      cairo_mask_surface(to_, pixels.get(), x, y);
      return;
    }
    cairo_set_source_surface(to_, pixels.get(), x, y);
    cairo_rectangle(to_, x, y, drawn->width, drawn->height);
    cairo_fill(to_);
  }

  void outline(const PixelRect& rect) {
    // Two lines, a light one round a coloured one, so that it is seen on any picture.
    for (const auto& [width, colour] : {std::pair{9.0, Rgb{255, 255, 255}}, std::pair{5.0, theme_.drawing_accent}}) {
      for (const ImagePoint& corner : *frame_.outline) cairo_line_to(to_, rect.x + corner.x * rect.width, rect.y + corner.y * rect.height);
      cairo_close_path(to_);
      source(colour);
      cairo_set_line_width(to_, width);
      cairo_stroke(to_);
    }
  }

  SoftwarePainter& painter_;
  const Frame& frame_;
  const Theme& theme_;
  cairo_t* to_;
};

bool SoftwarePainter::kept(int width, int height) {
  const Window::Picture picture = window_.picture();
  const bool same = picture.pixels == shown_in_ && width == width_ && height == height_;
  shown_in_ = picture.pixels;
  width_ = width;
  height_ = height;
  return same;
}

void SoftwarePainter::prepare(const Frame& /*frame*/) {
  ++frame_;
  if (drawings_.size() <= kMostDrawings) return;
  std::erase_if(drawings_, [this](const auto& entry) { return !entry.second || entry.second->last_frame + kOldFrames < frame_; });
}

void SoftwarePainter::draw(const Frame& frame, const PixelRect& area) {
  const Window::Picture picture = window_.picture();
  if (picture.pixels == nullptr || area.empty()) {
    window_.show(PixelRect{0, 0, static_cast<float>(frame.width), static_cast<float>(frame.height)});
    return;
  }
  const Surface surface = surface_on(picture.pixels, CAIRO_FORMAT_RGB24, picture.width, picture.height, picture.stride);
  const std::unique_ptr<cairo_t, CairoRelease> to(cairo_create(surface.get()));
  const PixelRect touched = grown(area);
  rectangle(to.get(), touched);
  cairo_clip(to.get());
  Brush brush(*this, frame, to.get());
  for (std::size_t i = 0; i < frame.scene.marks.size(); ++i) {
    const Mark& mark = frame.scene.marks[i];
    if (std::holds_alternative<ClipMark>(mark) || overlap(pieces()[i].bounds, touched)) std::visit(brush, mark);
  }
  cairo_surface_flush(surface.get());
  window_.show(touched);
}

void SoftwarePainter::read_pixels(std::uint32_t* pixels) {
  const Window::Picture picture = window_.picture();
  if (picture.pixels == nullptr) return;
  const auto width = static_cast<std::size_t>(picture.width);
  for (int y = 0; y < picture.height; ++y) {
    const auto* row = reinterpret_cast<const std::uint32_t*>(picture.pixels + static_cast<std::ptrdiff_t>(y) * picture.stride);
    std::transform(row, row + width, pixels + static_cast<std::size_t>(y) * width, [](std::uint32_t word) { return word & 0xFFFFFF; });
  }
}

void SoftwarePainter::keep_picture(std::int64_t key, const RgbImage& image) {
  Pixels whole{image.width, image.height, {}};
  whole.words.resize(image.rgb.size() / 3);
  const std::uint8_t* from = image.rgb.data();
  for (std::uint32_t& word : whole.words) {
    word = static_cast<std::uint32_t>(from[0]) << 16 | static_cast<std::uint32_t>(from[1]) << 8 | from[2];
    from += 3;
  }
  pictures_[key] = Picture{std::move(whole), {}};
}

const SoftwarePainter::Pixels* SoftwarePainter::picture(std::int64_t key, int width, int height) {
  const auto it = pictures_.find(key);
  if (it == pictures_.end() || width <= 0 || height <= 0) return nullptr;
  auto& [whole, shown] = it->second;
  if (shown.width == width && shown.height == height) return &shown;
  shown = {width, height, Words(static_cast<std::size_t>(width) * static_cast<std::size_t>(height))};
  const Surface from = surface_on(whole.words.data(), CAIRO_FORMAT_RGB24, whole.width, whole.height, whole.width * 4);
  const Surface onto = surface_on(shown.words.data(), CAIRO_FORMAT_RGB24, width, height, width * 4);
  const std::unique_ptr<cairo_t, CairoRelease> to(cairo_create(onto.get()));
  cairo_scale(to.get(), static_cast<double>(width) / whole.width, static_cast<double>(height) / whole.height);
  cairo_set_source_surface(to.get(), from.get(), 0, 0);
  // A page is drawn small once and then kept; of the live camera each frame is new.
  cairo_pattern_set_filter(cairo_get_source(to.get()), key == kLivePicture ? CAIRO_FILTER_BILINEAR : CAIRO_FILTER_GOOD);
  cairo_pattern_set_extend(cairo_get_source(to.get()), CAIRO_EXTEND_PAD);
  cairo_paint(to.get());
  cairo_surface_flush(onto.get());
  return &shown;
}

const Raster* SoftwarePainter::drawing(const RasterKey& key, const Theme& theme) {
  auto it = drawings_.find(key);
  if (it == drawings_.end()) {
    auto raster = icons().draw(key.name, key.width, key.height, theme);
    it = drawings_.emplace(key, raster ? std::optional(Drawing{std::move(*raster), 0}) : std::nullopt).first;
  }
  if (!it->second) return nullptr;
  it->second->last_frame = frame_;
  return &it->second->raster;
}

}  // namespace bancheng::ui
