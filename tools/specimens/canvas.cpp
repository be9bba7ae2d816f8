#include "tools/specimens/canvas.h"

#include <pango/pangocairo.h>
#include <qrencode.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace bancheng::specimens {
namespace {

constexpr double kDotsPerMillimetre = 200 / 25.4;
constexpr double kPi = std::numbers::pi;

void use(cairo_t* cairo, const Colour& c) { cairo_set_source_rgba(cairo, c.red, c.green, c.blue, c.opacity); }

void rounded_path(cairo_t* cairo, double w, double h, double r) {
  cairo_new_path(cairo);
  cairo_arc(cairo, w - r, r, r, -kPi / 2, 0);
  cairo_arc(cairo, w - r, h - r, r, 0, kPi / 2);
  cairo_arc(cairo, r, h - r, r, kPi / 2, kPi);
  cairo_arc(cairo, r, r, r, kPi, 3 * kPi / 2);
  cairo_close_path(cairo);
}

int dots(double millimetres) { return static_cast<int>(std::lround(millimetres * kDotsPerMillimetre)); }

}  // namespace

struct Canvas::Impl {
  cairo_surface_t* surface = nullptr;
  cairo_t* cairo = nullptr;
  ~Impl() {
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
  }
};

Canvas::Canvas(double width, double height, const Colour& paper, double corner_radius)
    : width_(width), height_(height), impl_(std::make_unique<Impl>()) {
  impl_->surface = cairo_image_surface_create(corner_radius > 0 ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, dots(width), dots(height));
  impl_->cairo = cairo_create(impl_->surface);
  cairo_scale(impl_->cairo, kDotsPerMillimetre, kDotsPerMillimetre);
  use(impl_->cairo, paper);
  if (corner_radius > 0) {
    rounded_path(impl_->cairo, width, height, corner_radius);
    cairo_clip_preserve(impl_->cairo);
    cairo_fill(impl_->cairo);
  } else {
    cairo_paint(impl_->cairo);
  }
}

Canvas::~Canvas() = default;

double Canvas::text(double x, double y, std::string_view utf8, const TextStyle& style) {
  cairo_t* cairo = impl_->cairo;
  PangoLayout* layout = pango_cairo_create_layout(cairo);
  PangoFontDescription* font = pango_font_description_from_string(style.bold ? "Noto Sans CJK SC Bold" : "Noto Sans CJK SC");
  pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_layout_set_text(layout, utf8.data(), static_cast<int>(utf8.size()));
  if (style.width > 0) {
    pango_layout_set_width(layout, static_cast<int>(style.width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  }
  PangoRectangle used;
  pango_layout_get_extents(layout, nullptr, &used);
  const double text_width = static_cast<double>(used.width) / PANGO_SCALE;
  const double text_height = static_cast<double>(used.height) / PANGO_SCALE;
  const double room = style.width > 0 ? style.width : 0;
  const double offset = style.align == TextStyle::Align::left     ? 0
                        : style.align == TextStyle::Align::centre ? (room - text_width) / 2
                                                                  : room - text_width;
  cairo_move_to(cairo, x + offset, y);
  use(cairo, style.colour);
  pango_cairo_show_layout(cairo, layout);
  pango_font_description_free(font);
  g_object_unref(layout);
  return text_height;
}

void Canvas::line(double x1, double y1, double x2, double y2, double thickness, const Colour& colour) {
  use(impl_->cairo, colour);
  cairo_set_line_width(impl_->cairo, thickness);
  cairo_move_to(impl_->cairo, x1, y1);
  cairo_line_to(impl_->cairo, x2, y2);
  cairo_stroke(impl_->cairo);
}

void Canvas::frame(double x, double y, double w, double h, double thickness, const Colour& colour) {
  use(impl_->cairo, colour);
  cairo_set_line_width(impl_->cairo, thickness);
  cairo_rectangle(impl_->cairo, x, y, w, h);
  cairo_stroke(impl_->cairo);
}

void Canvas::block(double x, double y, double w, double h, const Colour& colour) {
  use(impl_->cairo, colour);
  cairo_rectangle(impl_->cairo, x, y, w, h);
  cairo_fill(impl_->cairo);
}

void Canvas::disc(double x, double y, double radius_x, double radius_y, const Colour& colour) {
  cairo_save(impl_->cairo);
  cairo_translate(impl_->cairo, x, y);
  cairo_scale(impl_->cairo, radius_x, radius_y);
  cairo_new_path(impl_->cairo);  // else a line leads here from where the last text stood
  cairo_arc(impl_->cairo, 0, 0, 1, 0, 2 * kPi);
  cairo_restore(impl_->cairo);
  use(impl_->cairo, colour);
  cairo_fill(impl_->cairo);
}

void Canvas::qr(double x, double y, double size, std::string_view payload) {
  constexpr int kQuiet = 4;  // modules, ISO/IEC 18004
  QRcode* code = QRcode_encodeData(static_cast<int>(payload.size()), reinterpret_cast<const unsigned char*>(payload.data()), 0, QR_ECLEVEL_M);
  if (code == nullptr) return;
  const double module = size / (code->width + 2 * kQuiet);
  block(x, y, size, size, colours::kWhite);
  for (int row = 0; row < code->width; ++row) {
    for (int column = 0; column < code->width; ++column) {
      // A hair larger than a module, so that no light shows between neighbours.
      if (code->data[row * code->width + column] & 1) {
        block(x + (column + kQuiet) * module, y + (row + kQuiet) * module, module * 1.02, module * 1.02, {0, 0, 0});
      }
    }
  }
  QRcode_free(code);
}

void Canvas::seal(double x, double y, double radius) {
  cairo_t* cairo = impl_->cairo;
  const Colour ink{colours::kRed.red, colours::kRed.green, colours::kRed.blue, 0.75};
  use(cairo, ink);
  cairo_set_line_width(cairo, 0.8);
  cairo_new_path(cairo);
  cairo_arc(cairo, x, y, radius, 0, 2 * kPi);
  cairo_stroke(cairo);
  text(x, y - radius * 0.55, "样本专用", {radius * 0.42, ink, true, TextStyle::Align::centre, 0});
  text(x, y + radius * 0.10, "SPECIMEN", {radius * 0.30, ink, true, TextStyle::Align::centre, 0});
}

void Canvas::watermark(double opacity) {
  cairo_t* cairo = impl_->cairo;
  cairo_save(cairo);
  cairo_translate(cairo, width_ / 2, height_ / 2);
  cairo_rotate(cairo, -kPi / 6);
  const double reach = std::hypot(width_, height_) / 2;
  const double size = std::min(width_, height_) / 14;
  int row = 0;
  for (double y = -reach; y < reach; y += size * 3.2, ++row) {
    for (double x = -reach - (row % 2) * size * 4; x < reach; x += size * 8.5) {
      text(x, y, "样本 SPECIMEN", {size, {0.2, 0.25, 0.5, opacity}, true});
    }
  }
  cairo_restore(cairo);
}

void Canvas::silhouette(double x, double y, double w, double h, const Colour& behind) {
  cairo_save(impl_->cairo);
  cairo_rectangle(impl_->cairo, x, y, w, h);
  cairo_clip(impl_->cairo);
  block(x, y, w, h, behind);
  const Colour body{0.22, 0.25, 0.30};
  disc(x + w / 2, y + h * 1.04, w * 0.46, h * 0.38, body);
  block(x + w * 0.42, y + h * 0.54, w * 0.16, h * 0.18, {0.62, 0.64, 0.68});
  disc(x + w / 2, y + h * 0.38, w * 0.23, h * 0.18, {0.16, 0.17, 0.20});  // hair
  disc(x + w / 2, y + h * 0.43, w * 0.19, h * 0.165, {0.70, 0.72, 0.76});
  text(x, y + h * 0.86, "样本 SPECIMEN", {w * 0.11, colours::kWhite, true, TextStyle::Align::centre, w});
  cairo_restore(impl_->cairo);
}

bool Canvas::save(const std::filesystem::path& file) const {
  return cairo_surface_write_to_png(impl_->surface, file.c_str()) == CAIRO_STATUS_SUCCESS;
}

}  // namespace bancheng::specimens
