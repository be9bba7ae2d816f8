// Painter: turns a Scene into the window's pixels. Two of them do the same: opengl_painter.h for terminals with a
// graphics processor, software_painter.h for those without. Both draw only what differs from the frame before.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/text/qr.h"
#include "kiosk/ui/changes.h"
#include "kiosk/ui/icons.h"
#include "kiosk/ui/image.h"
#include "kiosk/ui/pieces.h"
#include "kiosk/ui/scene.h"
#include "kiosk/ui/window.h"

namespace bancheng::ui {

/// Key of the live camera among the pictures; pages have their PageId.
inline constexpr std::int64_t kLivePicture = -1;

/// What one frame is made of; all of it outlives build() and render() of that frame.
struct Frame {
  const Scene& scene;
  const Theme& theme;
  text::Engine& engine;
  const std::optional<Outline>& outline;  ///< of the page in the live picture
  int width = 0;                          ///< of the window, pixels
  int height = 0;
};

/// One at a time, on the thread of its window, which must outlive it.
class Painter {
 public:
  /// The one that suits the window.
  [[nodiscard]] static base::Result<std::unique_ptr<Painter>, base::Complaint> create(Window& window, const std::filesystem::path& icons);
  virtual ~Painter() = default;
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;

  [[nodiscard]] Icons& icons() { return icons_; }
  void set_picture(std::int64_t key, const RgbImage& image);
  void drop_picture(std::int64_t key);

  /// The room's own work of a frame: texts are shaped, what has changed is found.
  void build(const Frame& frame);
  /// Draws what build() found, and shows it.
  void render(const Frame& frame);
  /// Returns when the pixels of the last frame are finished.
  virtual void finish() {}
  /// What the window shows: width × height words 0x00RRGGBB, rows from the top, none of them padded.
  virtual void read_pixels(std::uint32_t* pixels) = 0;
  /// Session end: pictures, texts and codes; everything is drawn over by the next frame.
  void wipe();

 protected:
  explicit Painter(const std::filesystem::path& icons) : icons_(icons) {}

  /// The window's former picture is still there, and has this size.
  [[nodiscard]] virtual bool kept(int width, int height) = 0;
  virtual void prepare(const Frame& frame) = 0;
  /// Draws `frame` inside `area` alone and shows the window; empty: shows it as it is.
  virtual void draw(const Frame& frame, const PixelRect& area) = 0;
  virtual void keep_picture(std::int64_t key, const RgbImage& image) = 0;
  virtual void forget_picture(std::int64_t key) = 0;
  /// Every picture and text.
  virtual void forget_all() = 0;

  /// Of the frame that build() was given, one a mark.
  [[nodiscard]] const std::vector<Piece>& pieces() const { return pieces_; }
  /// The code of a payload; null when it is too long for one.
  [[nodiscard]] const text::QrMatrix* code(const std::string& payload);

 private:
  Icons icons_;
  PictureVersions versions_;
  std::uint64_t last_version_ = 0;
  std::map<std::string, std::optional<text::QrMatrix>> codes_;
  std::vector<Piece> pieces_;  ///< of the frame that build() was given
  std::vector<Piece> shown_;   ///< of the frame that the window shows
};

/// What a scene's marks come down to, the same for every painter.
struct CodePlace {
  float left = 0;    ///< of the first module
  float top = 0;
  float module = 1;  ///< whole pixels
};
[[nodiscard]] CodePlace place_code(const PixelRect& rect, int modules);
/// The two rings of the focus, from inside: `rect` of the ring's middle line, its radius and thickness.
struct FocusRings {
  PixelRect inner;
  PixelRect outer;
  float inner_radius = 0;
  float outer_radius = 0;
  float thick = 0;
};
[[nodiscard]] FocusRings rings_of(const FocusMark& mark);
/// A drawing or icon as it is kept: one file, size and set of colours.
struct RasterKey {
  std::string name;
  int width = 0;
  int height = 0;
  const Theme* theme = nullptr;  ///< nothing: an icon, the same in every theme
  friend auto operator<=>(const RasterKey&, const RasterKey&) = default;
};
[[nodiscard]] RasterKey key_of(const IconMark& mark);
[[nodiscard]] RasterKey key_of(const DrawingMark& mark, const Theme& theme);

}  // namespace bancheng::ui
