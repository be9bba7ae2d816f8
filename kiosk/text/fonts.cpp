#include "kiosk/text/fonts.h"

#include <pango/pangofc-fontmap.h>

#include <cstring>

namespace bancheng::text {
namespace {

constexpr const char* kTextFamily = "Noto Sans CJK SC";
// Order is priority. Noto Sans Arabic is named because DejaVu would be taken for Uyghur otherwise.
constexpr const char* kFamilies =
    "Noto Sans CJK SC,HanaMinA,HanaMinB,Noto Sans,Noto Sans Arabic,Noto Serif Tibetan,Noto Sans Mongolian,Noto Sans Yi,"
    "Noto Sans Thai";

// Installed fonts and no rules: above all not the one that thickens faces without a bold of their own (Hanazono), since
// an ideograph of forty strokes becomes a blot.
constexpr const char* kConfiguration = R"(<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>/var/cache/fontconfig</cachedir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>)";

FcConfig* load_configuration() {
  FcConfig* config = FcConfigCreate();
  if (config == nullptr) return nullptr;
  const auto* text = reinterpret_cast<const FcChar8*>(kConfiguration);
  if (FcConfigParseAndLoadFromMemory(config, text, FcTrue) && FcConfigBuildFonts(config)) return config;
  FcConfigDestroy(config);
  return nullptr;
}

}  // namespace

std::unique_ptr<Fonts> Fonts::load() {
  std::unique_ptr<Fonts> fonts(new Fonts);
  fonts->config_ = load_configuration();
  fonts->map_.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  if (fonts->config_ == nullptr || !fonts->map_) return nullptr;
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map_.get()), fonts->config_);
  if (!fonts->find_text_font()) return nullptr;
  return fonts;
}

Fonts::~Fonts() {
  map_.reset();
  if (config_ != nullptr) FcConfigDestroy(config_);
}

Object<PangoContext> Fonts::make_context() const {
  Object<PangoContext> context(pango_font_map_create_context(map_.get()));
  pango_context_set_language(context.get(), pango_language_from_string("zh-cn"));
  pango_context_set_base_dir(context.get(), PANGO_DIRECTION_LTR);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_ON);
  pango_cairo_context_set_font_options(context.get(), options);
  cairo_font_options_destroy(options);
  return context;
}

FontDescription Fonts::describe(double font_size, Weight weight) {
  FontDescription description(pango_font_description_new());
  pango_font_description_set_family_static(description.get(), kFamilies);
  pango_font_description_set_weight(description.get(),
                                    weight == Weight::bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(description.get(), font_size * PANGO_SCALE);
  return description;
}

bool Fonts::find_text_font() {
  constexpr double kProbeSize = 1000;
  const Object<PangoContext> context = make_context();
  const FontDescription wanted = describe(kProbeSize, Weight::regular);
  const Object<PangoFont> font(pango_font_map_load_font(map_.get(), context.get(), wanted.get()));
  if (!font) return false;
  const FontDescription found(pango_font_describe(font.get()));
  if (std::strcmp(pango_font_description_get_family(found.get()), kTextFamily) != 0) return false;

  const Object<PangoLayout> layout(pango_layout_new(context.get()));
  pango_layout_set_font_description(layout.get(), wanted.get());
  pango_layout_set_text(layout.get(), "H", 1);
  PangoRectangle ink;
  pango_layout_get_pixel_extents(layout.get(), &ink, nullptr);
  capital_share_ = ink.height / kProbeSize;
  return ink.height > 0;
}

}  // namespace bancheng::text
