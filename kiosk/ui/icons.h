// Icons: the drawings of assets/icons, rasterised by librsvg at the size at which they are shown.
//
// A file with the view box 0 0 24 24 is an icon: its shape counts, its colour comes from the theme. Any other is a drawing
// in the theme's colours, by the classes line, body, accent, soft (assets/icons/README.md).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/theme.h"

namespace bancheng::ui {

struct Raster {
  int width = 0;
  int height = 0;
  std::vector<std::uint32_t> pixels;  ///< width × height of Cairo's ARGB32: premultiplied, alpha in the highest byte
  bool is_shape = false;              ///< an icon: only the alpha counts
};

/// Used by one thread. Files are read when first asked for and kept.
class Icons {
 public:
  explicit Icons(std::filesystem::path dir);
  ~Icons();
  Icons(const Icons&) = delete;
  Icons& operator=(const Icons&) = delete;

  [[nodiscard]] bool is_drawing(std::string_view name);
  /// Nothing for a name without a file, or with one that is no drawing: noted in missing().
  [[nodiscard]] std::optional<Raster> draw(std::string_view name, int width, int height, const Theme& theme);
  [[nodiscard]] std::vector<std::string> missing() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::ui
