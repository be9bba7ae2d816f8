// The fonts of the engine: a fontconfig configuration and Pango font map of its own, apart from the process's and
// user's.
#pragma once

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

#include <memory>

#include "kiosk/text/text.h"

namespace bancheng::text {

template <typename T>
struct ObjectRelease {
  void operator()(T* object) const { g_object_unref(object); }
};
template <typename T>
using Object = std::unique_ptr<T, ObjectRelease<T>>;

struct FontDescriptionRelease {
  void operator()(PangoFontDescription* d) const { pango_font_description_free(d); }
};
using FontDescription = std::unique_ptr<PangoFontDescription, FontDescriptionRelease>;

class Fonts {
 public:
  /// Nothing when Noto Sans CJK SC is not installed.
  [[nodiscard]] static std::unique_ptr<Fonts> load();
  ~Fonts();
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;

  /// A context for layouts: Simplified Chinese, left to right, grey antialiasing whatever the desktop says.
  [[nodiscard]] Object<PangoContext> make_context() const;
  [[nodiscard]] static FontDescription describe(double font_size, Weight weight);
  /// Font size whose capitals are `capital_height` high, both in pixels.
  [[nodiscard]] double size_for_capital(double capital_height) const { return capital_height / capital_share_; }

 private:
  Fonts() = default;
  [[nodiscard]] bool find_text_font();
  FcConfig* config_ = nullptr;
  Object<PangoFontMap> map_;
  double capital_share_ = 0;  ///< height of "H" in font sizes
};

}  // namespace bancheng::text
