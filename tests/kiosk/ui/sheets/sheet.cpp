#include "sheet.h"

#include <pango/pangocairo.h>

#include <memory>

namespace bancheng::ui::sheets {
namespace {

constexpr int kGap = 16;
constexpr int kLine = 30;

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Context = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

void write_text(cairo_t* cairo, double x, double y, const std::string& text) {
  PangoLayout* layout = pango_cairo_create_layout(cairo);
  PangoFontDescription* font = pango_font_description_from_string("Noto Sans CJK SC 13");
  pango_layout_set_font_description(layout, font);
  pango_layout_set_text(layout, text.c_str(), -1);
  cairo_set_source_rgb(cairo, 0.1, 0.1, 0.1);
  cairo_move_to(cairo, x, y);
  pango_cairo_show_layout(cairo, layout);
  pango_font_description_free(font);
  g_object_unref(layout);
}

base::Result<void, base::Complaint> put_picture(cairo_t* cairo, const Picture& picture, double x, double y, int width, int height) {
  const Surface image(cairo_image_surface_create_from_png(picture.file.c_str()), &cairo_surface_destroy);
  if (cairo_surface_status(image.get()) != CAIRO_STATUS_SUCCESS) {
    return base::failure(base::Complaint{picture.file.string(), cairo_status_to_string(cairo_surface_status(image.get()))});
  }
  cairo_save(cairo);
  cairo_translate(cairo, x, y);
  cairo_scale(cairo, width / static_cast<double>(cairo_image_surface_get_width(image.get())),
              height / static_cast<double>(cairo_image_surface_get_height(image.get())));
  cairo_set_source_surface(cairo, image.get(), 0, 0);
  cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_GOOD);
  cairo_paint(cairo);
  cairo_restore(cairo);
  return {};
}

}  // namespace

base::Result<void, base::Complaint> write_sheet(const std::filesystem::path& file, const std::string& title, const std::vector<Picture>& pictures,
                                                int columns, int width, int height) {
  const int rows = (static_cast<int>(pictures.size()) + columns - 1) / columns;
  const int whole_width = columns * (width + kGap) + kGap;
  const int whole_height = kGap + kLine + rows * (height + kLine + kGap);
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, whole_width, whole_height), &cairo_surface_destroy);
  const Context cairo(cairo_create(surface.get()), &cairo_destroy);
  cairo_set_source_rgb(cairo.get(), 0.75, 0.75, 0.75);
  cairo_paint(cairo.get());
  write_text(cairo.get(), kGap, kGap / 2, title);
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const int x = kGap + static_cast<int>(i) % columns * (width + kGap);
    const int y = kGap + kLine + static_cast<int>(i) / columns * (height + kLine + kGap);
    write_text(cairo.get(), x, y, pictures[i].label);
    if (auto put = put_picture(cairo.get(), pictures[i], x, y + kLine, width, height); !put) return put;
  }
  const cairo_status_t status = cairo_surface_write_to_png(surface.get(), file.c_str());
  if (status != CAIRO_STATUS_SUCCESS) return base::failure(base::Complaint{file.string(), cairo_status_to_string(status)});
  return {};
}

}  // namespace bancheng::ui::sheets
