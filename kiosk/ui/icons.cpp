#include "kiosk/ui/icons.h"

#include <librsvg/rsvg.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>

namespace bancheng::ui {
namespace {

struct HandleRelease {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
};
using Handle = std::unique_ptr<RsvgHandle, HandleRelease>;

struct SurfaceRelease {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct ContextRelease {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};

Handle load(const std::filesystem::path& file) {
  GError* error = nullptr;
  Handle handle(rsvg_handle_new_from_file(file.c_str(), &error));
  if (error != nullptr) g_error_free(error);
  return handle;
}

bool has_icon_box(RsvgHandle* handle) {
  gboolean has_width = 0, has_height = 0, has_box = 0;
  RsvgLength width, height;
  RsvgRectangle box{};
  rsvg_handle_get_intrinsic_dimensions(handle, &has_width, &width, &has_height, &height, &has_box, &box);
  return has_box != 0 && std::abs(box.width - 24) < 0.01 && std::abs(box.height - 24) < 0.01;
}

std::string css(const char* name, Rgb c) {
  std::array<char, 96> rule{};
  std::snprintf(rule.data(), rule.size(), ".%s-fill{fill:#%02x%02x%02x}.%s-stroke{stroke:#%02x%02x%02x}\n", name, c.r, c.g, c.b,
                name, c.r, c.g, c.b);
  return rule.data();
}

void colour(RsvgHandle* handle, const Theme& theme) {
  const std::string sheet = css("line", theme.drawing_line) + css("body", theme.drawing_body) +
                            css("accent", theme.drawing_accent) + css("soft", theme.drawing_soft);
  (void)rsvg_handle_set_stylesheet(handle, reinterpret_cast<const guint8*>(sheet.data()), sheet.size(), nullptr);
}

}  // namespace

struct Icons::Impl {
  std::filesystem::path dir;
  struct File {
    Handle handle;
    bool icon = true;
  };
  std::map<std::string, File, std::less<>> files;
  std::set<std::string, std::less<>> missing;

  File& find(std::string_view name) {
    auto it = files.find(name);
    if (it != files.end()) return it->second;
    File file;
    const bool plain = name.find_first_of("/\\") == std::string_view::npos;
    const auto path = dir / (std::string(name) + ".svg");
    std::error_code error;
    if (plain && std::filesystem::exists(path, error)) file.handle = load(path);
    if (file.handle) file.icon = has_icon_box(file.handle.get());
    return files.emplace(std::string(name), std::move(file)).first->second;
  }
};

Icons::Icons(std::filesystem::path dir) : impl_(std::make_unique<Impl>()) { impl_->dir = std::move(dir); }
Icons::~Icons() = default;

bool Icons::is_drawing(std::string_view name) {
  const Impl::File& file = impl_->find(name);
  return file.handle && !file.icon;
}

std::optional<Raster> Icons::draw(std::string_view name, int width, int height, const Theme& theme) {
  if (width <= 0 || height <= 0 || width > 8192 || height > 8192) return std::nullopt;
  Impl::File& file = impl_->find(name);
  if (!file.handle) {
    impl_->missing.emplace(name);
    return std::nullopt;
  }
  if (!file.icon) colour(file.handle.get(), theme);
  Raster raster{width, height, std::vector<std::uint32_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height)), file.icon};
  const std::unique_ptr<cairo_surface_t, SurfaceRelease> surface(cairo_image_surface_create_for_data(
      reinterpret_cast<unsigned char*>(raster.pixels.data()), CAIRO_FORMAT_ARGB32, width, height, width * 4));
  const std::unique_ptr<cairo_t, ContextRelease> context(cairo_create(surface.get()));
  const RsvgRectangle room{0, 0, static_cast<double>(width), static_cast<double>(height)};
  if (!rsvg_handle_render_document(file.handle.get(), context.get(), &room, nullptr)) {
    impl_->missing.emplace(name);
    return std::nullopt;
  }
  cairo_surface_flush(surface.get());
  return raster;
}

std::vector<std::string> Icons::missing() const { return {impl_->missing.begin(), impl_->missing.end()}; }

}  // namespace bancheng::ui
