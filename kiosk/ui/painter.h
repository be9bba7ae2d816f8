// Painter: a Scene into Dear ImGui's draw list, and that through OpenGL into the window. The only file that knows
// ImGui.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/text/qr.h"
#include "kiosk/ui/changes.h"
#include "kiosk/ui/icons.h"
#include "kiosk/ui/kept_picture.h"
#include "kiosk/ui/scene.h"
#include "kiosk/ui/textures.h"

namespace bancheng::ui {

/// Key of the live camera among the pictures; pages have their PageId.
inline constexpr std::int64_t kLivePicture = -1;

/// One at a time; needs the GL context that was current at create(), current at every call, until it is destroyed.
class Painter {
 public:
  [[nodiscard]] static base::Result<std::unique_ptr<Painter>, base::Complaint> create(Gl gl, const std::filesystem::path& icons);
  ~Painter();
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;

  [[nodiscard]] Textures& textures() { return textures_; }
  [[nodiscard]] Icons& icons() { return icons_; }

  /// Builds the draw lists: the room's own work of a frame.
  void build(const Scene& scene, const Theme& theme, text::Engine& engine, const std::optional<Outline>& outline,
             int width, int height);
  /// Lets OpenGL rasterise what build() made, where it differs from the frame before.
  void render(int width, int height);
  /// What was rendered: RGBA, rows from the bottom; before the swap.
  void read_pixels(int width, int height, std::uint8_t* rgba) const;
  /// Session end: textures of texts and pictures, and codes.
  void wipe();

 private:
  Painter(Gl gl, const std::filesystem::path& icons);
  class Brush;
  Gl gl_;
  Icons icons_;
  Textures textures_;
  KeptPicture kept_;
  std::vector<Piece> pieces_;  ///< of the frame that build() made
  std::vector<Piece> shown_;   ///< of the frame that kept_ holds
  std::map<std::string, std::optional<text::QrMatrix>> codes_;
};

}  // namespace bancheng::ui
