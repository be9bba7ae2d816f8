#include "kiosk/text/text.h"

#include <algorithm>

#include "kiosk/base/encoding.h"
#include "kiosk/text/code_box.h"
#include "kiosk/text/fonts.h"
#include "kiosk/text/layout.h"
#include "kiosk/text/mask_cache.h"

namespace bancheng::text {
namespace {

constexpr std::size_t kMaxTextBytes = 32 * 1024;  ///< more than any page holds; the rest is left out
constexpr int kMaxSide = 16 * 1024;               ///< pixels of a mask; Cairo's own limit is 32,767

struct SurfaceRelease {
  void operator()(cairo_surface_t* s) const { cairo_surface_destroy(s); }
};
struct CairoRelease {
  void operator()(cairo_t* c) const { cairo_destroy(c); }
};

/// What Pango can take: bounded, valid UTF-8, without NUL.
class Presentable {
 public:
  explicit Presentable(std::string_view text) : view_(text) {
    if (view_.size() > kMaxTextBytes) {
      cut_ = true;
      view_ = view_.substr(0, kMaxTextBytes);
      while (!view_.empty() && (static_cast<unsigned char>(text[view_.size()]) & 0xC0) == 0x80) view_.remove_suffix(1);
    }
    if (base::is_valid_utf8(view_) && view_.find('\0') == std::string_view::npos) return;
    replace_invalid();
  }
  [[nodiscard]] std::string_view view() const { return view_; }
  [[nodiscard]] bool cut() const { return cut_; }

 private:
  void replace_invalid() {
    std::string_view rest = view_;
    while (!rest.empty()) {
      const gchar* end = nullptr;
      g_utf8_validate(rest.data(), static_cast<gssize>(rest.size()), &end);
      const auto valid = static_cast<std::size_t>(end - rest.data());
      mended_.append(rest.substr(0, valid));
      rest.remove_prefix(valid);
      if (rest.empty()) break;
      mended_.append("\uFFFD");
      rest.remove_prefix(1);
    }
    view_ = mended_.view();
  }

  base::PersonText mended_;
  std::string_view view_;
  bool cut_ = false;
};

Extent bounded(Extent extent, bool cut) {
  extent.overflowed = extent.overflowed || cut || extent.width > kMaxSide || extent.height > kMaxSide;
  extent.width = std::min(extent.width, kMaxSide);
  extent.height = std::min(extent.height, kMaxSide);
  return extent;
}

void rasterise(const Layout& layout, Mask& mask) {
  const Extent& extent = mask.extent;
  mask.stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, extent.width);
  mask.alpha.resize(static_cast<std::size_t>(mask.stride) * static_cast<std::size_t>(extent.height));
  if (extent.ink.width == 0 || extent.width == 0) return;
  const std::unique_ptr<cairo_surface_t, SurfaceRelease> surface(
      cairo_image_surface_create_for_data(mask.alpha.data(), CAIRO_FORMAT_A8, extent.width, extent.height, mask.stride));
  const std::unique_ptr<cairo_t, CairoRelease> cr(cairo_create(surface.get()));
  layout.draw(cr.get());
  cairo_surface_flush(surface.get());
}

}  // namespace

struct Engine::Impl {
  std::unique_ptr<Fonts> fonts;
  Object<PangoContext> digits;
  Object<PangoContext> context;
  MaskCache cache;
  std::uint64_t last_id = 0;
};

base::Result<std::unique_ptr<Engine>, EngineFault> Engine::create(std::size_t cache_bytes) {
  std::unique_ptr<Fonts> fonts = Fonts::load();
  if (!fonts) return base::failure(EngineFault::no_fonts);
  Object<PangoContext> digits = fonts->make_context();
  Object<PangoContext> context = fonts->make_context();
  draw_boxes_in(context.get(), digits.get());
  return std::unique_ptr<Engine>(new Engine(std::unique_ptr<Impl>(
      new Impl{std::move(fonts), std::move(digits), std::move(context), MaskCache(cache_bytes)})));
}

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::~Engine() = default;

std::shared_ptr<const Mask> Engine::draw(std::string_view text, const Style& style) {
  if (const auto* entry = impl_->cache.find(text, style); entry != nullptr && entry->mask) return entry->mask;
  const Presentable presentable(text);
  const Layout layout(*impl_->fonts, impl_->context.get(), presentable.view(), style);
  auto mask = std::make_shared<Mask>();
  mask->id = ++impl_->last_id;
  mask->extent = bounded(layout.extent(), presentable.cut());
  rasterise(layout, *mask);
  impl_->cache.put(text, style, mask->extent, mask);
  return mask;
}

Extent Engine::measure(std::string_view text, const Style& style) {
  if (const auto* entry = impl_->cache.find(text, style); entry != nullptr) return entry->extent;
  const Presentable presentable(text);
  const Layout layout(*impl_->fonts, impl_->context.get(), presentable.view(), style);
  const Extent extent = bounded(layout.extent(), presentable.cut());
  impl_->cache.put(text, style, extent, nullptr);
  return extent;
}

Rect Engine::caret(std::string_view text, const Style& style, std::size_t index) {
  const Presentable presentable(text);
  const Layout layout(*impl_->fonts, impl_->context.get(), presentable.view(), style);
  return layout.caret(std::min(index, presentable.view().size()));
}

bool Engine::can_show(std::string_view text) { return measure(text, Style{}).boxed_characters == 0; }

void Engine::clear() { impl_->cache.clear(); }

std::size_t Engine::cached_bytes() const { return impl_->cache.bytes(); }

}  // namespace bancheng::text
