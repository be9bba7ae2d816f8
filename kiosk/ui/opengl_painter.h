// OpenGlPainter: a Scene into Dear ImGui's draw list, and that through OpenGL into the window. The only file that knows
// ImGui.
#pragma once

#include "kiosk/ui/kept_picture.h"
#include "kiosk/ui/painter.h"
#include "kiosk/ui/textures.h"

namespace bancheng::ui {

/// Needs the window's GL context, current at every call, until it is destroyed.
class OpenGlPainter final : public Painter {
 public:
  [[nodiscard]] static base::Result<std::unique_ptr<Painter>, base::Complaint> open(Window& window, const std::filesystem::path& icons);
  ~OpenGlPainter() override;

  void finish() override;
  void read_pixels(std::uint32_t* pixels) override;

 protected:
  [[nodiscard]] bool kept(int width, int height) override;
  void prepare(const Frame& frame) override;
  void draw(const Frame& frame, const PixelRect& area) override;
  void keep_picture(std::int64_t key, const RgbImage& image) override { textures_.set_picture(key, image); }
  void forget_picture(std::int64_t key) override { textures_.drop_picture(key); }
  void forget_all() override { textures_.wipe(); }

 private:
  OpenGlPainter(Window& window, Gl gl, const std::filesystem::path& icons);
  class Brush;
  Window& window_;
  Gl gl_;
  Textures textures_;
  KeptPicture kept_;
};

}  // namespace bancheng::ui
