#include "kiosk/text/code_box.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "kiosk/text/fonts.h"

namespace bancheng::text {
namespace {

// In font sizes. The box stands where an ideograph stands: 0.88 above the baseline, 0.12 below.
constexpr double kAscent = 0.88;
constexpr double kInset = 0.05;
constexpr double kLine = 0.045;
constexpr double kDigitCapital = 0.29;

/// What a shape attribute carries to the renderer, packed into the pointer itself: nothing is allocated or freed.
gpointer pack(char32_t c) { return GUINT_TO_POINTER(static_cast<guint>(c)); }
char32_t unpack(gpointer data) { return static_cast<char32_t>(GPOINTER_TO_UINT(data)); }

void show_digits(cairo_t* cr, PangoContext* context, const char* digits, int count, double x, double baseline,
                 double font_size) {
  const Object<PangoLayout> layout(pango_layout_new(context));
  const FontDescription font = Fonts::describe(font_size, Weight::regular);
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_text(layout.get(), digits, count);
  PangoRectangle logical;
  PangoLayoutLine* line = pango_layout_get_line_readonly(layout.get(), 0);
  pango_layout_line_get_extents(line, nullptr, &logical);
  cairo_move_to(cr, x - pango_units_to_double(logical.width) / 2, baseline);
  pango_cairo_show_layout_line(cr, line);
}

void draw_box(cairo_t* cr, PangoAttrShape* attribute, gboolean do_path, gpointer digits_context) {
  if (do_path) return;
  double x = 0;
  double baseline = 0;
  cairo_get_current_point(cr, &x, &baseline);
  const double em = pango_units_to_double(attribute->logical_rect.width);
  cairo_save(cr);
  cairo_set_line_width(cr, std::max(1.0, kLine * em));
  cairo_rectangle(cr, x + kInset * em, baseline - (kAscent - kInset) * em, (1 - 2 * kInset) * em,
                  (1 - 2 * kInset) * em);
  cairo_stroke(cr);

  std::array<char, 12> digits{};
  const int count = std::snprintf(digits.data(), digits.size(), "%04X", static_cast<unsigned>(unpack(attribute->data)));
  const int above = count / 2;
  const double font_size = kDigitCapital * em / 0.733;
  const double middle = baseline - (kAscent - 0.5) * em;
  auto* context = static_cast<PangoContext*>(digits_context);
  show_digits(cr, context, digits.data(), above, x + em / 2, middle - 0.055 * em, font_size);
  show_digits(cr, context, digits.data() + above, count - above, x + em / 2, middle + (0.055 + kDigitCapital) * em,
              font_size);
  cairo_restore(cr);
  base::wipe(digits.data(), digits.size());
}

void collect_from_line(PangoLayoutLine* line, CodePoints& missing) {
  for (GSList* node = line->runs; node != nullptr; node = node->next) {
    const auto* run = static_cast<const PangoLayoutRun*>(node->data);
    for (int i = 0; i < run->glyphs->num_glyphs; ++i) {
      const PangoGlyph glyph = run->glyphs->glyphs[i].glyph;
      if (glyph == PANGO_GLYPH_EMPTY || (glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0) continue;
      const auto c = static_cast<char32_t>(glyph & ~PANGO_GLYPH_UNKNOWN_FLAG);
      if (std::find(missing.begin(), missing.end(), c) == missing.end()) missing.push_back(c);
    }
  }
}

}  // namespace

bool always_boxed(char32_t c) {
  if (c == U'\t' || c == U'\n' || c == U'\r') return false;
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0 && c != 0x85);
  const bool private_use = (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
  const bool noncharacter = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
  return control || private_use || noncharacter;
}

CodePoints without_glyph(PangoLayout* layout) {
  CodePoints missing;
  if (pango_layout_get_unknown_glyphs_count(layout) == 0) return missing;
  const int lines = pango_layout_get_line_count(layout);
  for (int i = 0; i < lines; ++i) collect_from_line(pango_layout_get_line_readonly(layout, i), missing);
  return missing;
}

PangoAttrList* box_attributes(std::string_view utf8, const CodePoints& missing, double font_size, int& count) {
  count = 0;
  PangoAttrList* list = nullptr;
  const int em = pango_units_from_double(font_size);
  PangoRectangle box{0, -static_cast<int>(std::lround(kAscent * em)), em, em};
  const char* const begin = utf8.data();
  const char* const end = begin + utf8.size();
  for (const char* at = begin; at < end;) {
    const auto c = static_cast<char32_t>(g_utf8_get_char(at));
    const char* const next = g_utf8_next_char(at);
    if (always_boxed(c) || std::find(missing.begin(), missing.end(), c) != missing.end()) {
      if (list == nullptr) list = pango_attr_list_new();
      PangoAttribute* shape = pango_attr_shape_new_with_data(&box, &box, pack(c), nullptr, nullptr);
      shape->start_index = static_cast<guint>(at - begin);
      shape->end_index = static_cast<guint>(next - begin);
      pango_attr_list_insert(list, shape);
      ++count;
    }
    at = next;
  }
  return list;
}

void draw_boxes_in(PangoContext* context, PangoContext* digits_context) {
  pango_cairo_context_set_shape_renderer(context, draw_box, digits_context, nullptr);
}

}  // namespace bancheng::text
