// SoftwarePainter: a Scene by Cairo straight into the window's picture, for terminals without a graphics processor. Beside
// a software OpenGL the kiosk needs half the memory, and a page that is new a third to a sixteenth of the processor time, since
// no driver is loaded, no shader compiled and no pixel blended that an opaque rectangle can fill
// (tools/bench_runner/README.md has the figures).
#pragma once

#include <cairo.h>

#include "kiosk/ui/painter.h"

namespace bancheng::ui {

struct CairoRelease {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, CairoRelease>;

class SoftwarePainter final : public Painter {
 public:
  SoftwarePainter(Window& window, const std::filesystem::path& icons) : Painter(icons), window_(window) {}

  void read_pixels(std::uint32_t* pixels) override;

 protected:
  [[nodiscard]] bool kept(int width, int height) override;
  void prepare(const Frame& frame) override;
  void draw(const Frame& frame, const PixelRect& area) override;
  void keep_picture(std::int64_t key, const RgbImage& image) override;
  void forget_picture(std::int64_t key) override { pictures_.erase(key); }
  void forget_all() override { pictures_.clear(); }

 private:
  class Brush;
  using Words = std::vector<std::uint32_t, base::WipingAllocator<std::uint32_t>>;
  /// Cairo's RGB24.
  struct Pixels {
    int width = 0;
    int height = 0;
    Words words;
  };
  struct Picture {
    Pixels whole;
    Pixels shown;  ///< as large as it was last drawn
  };
  struct Drawing {
    Raster raster;
    std::uint64_t last_frame = 0;
  };

  [[nodiscard]] const Pixels* picture(std::int64_t key, int width, int height);
  [[nodiscard]] const Raster* drawing(const RasterKey& key, const Theme& theme);

  Window& window_;
  std::uint64_t frame_ = 0;
  std::map<std::int64_t, Picture> pictures_;
  std::map<RasterKey, std::optional<Drawing>> drawings_;  ///< nobody's data; nothing: there is no such file
  const void* shown_in_ = nullptr;                        ///< the window's picture that the last frame was drawn into
  int width_ = 0;
  int height_ = 0;
};

}  // namespace bancheng::ui
