// Textures: text masks, icons and pictures on the graphics side. What may show a person's data is overwritten before it
// is given back.
#pragma once

#include <cstdint>
#include <map>
#include <unordered_map>

#include "kiosk/text/text.h"
#include "kiosk/ui/gl.h"
#include "kiosk/ui/painter.h"

namespace bancheng::ui {

struct Texture {
  GLuint name = 0;
  int width = 0;
  int height = 0;
  std::uint64_t last_frame = 0;
  [[nodiscard]] bool there() const { return name != 0; }
};

/// Needs the current context it was made in, until it is destroyed.
class Textures {
 public:
  explicit Textures(Gl gl) : gl_(gl) {}
  ~Textures();
  Textures(const Textures&) = delete;
  Textures& operator=(const Textures&) = delete;

  [[nodiscard]] Texture of(const text::Mask& mask);
  /// `make` is asked when it is not there yet.
  template <typename Make>
  [[nodiscard]] Texture of_raster(const RasterKey& key, Make make) {
    if (const auto it = rasters_.find(key); it != rasters_.end()) return use(it->second);
    const std::optional<Raster> raster = make();
    return raster ? use(rasters_.emplace(key, upload(*raster)).first->second) : Texture{};
  }
  /// Pictures are kept under a number until they are replaced or dropped.
  void set_picture(std::int64_t key, const RgbImage& image);
  void drop_picture(std::int64_t key);
  [[nodiscard]] Texture picture(std::int64_t key) const;

  /// Before each frame; gives back what has not been used for long when there is too much.
  void begin_frame();
  /// Session end: texts and pictures go, icons (nobody's data) stay.
  void wipe();

 private:
  Texture& use(Texture& texture);
  [[nodiscard]] Texture upload(const Raster& raster);
  [[nodiscard]] Texture make(int width, int height, GLint inner, GLenum format, const void* pixels);
  void destroy(Texture& texture, GLenum format);

  Gl gl_;
  std::uint64_t frame_ = 0;
  std::size_t text_bytes_ = 0;
  std::unordered_map<std::uint64_t, Texture> texts_;
  std::map<RasterKey, Texture> rasters_;
  std::map<std::int64_t, Texture> pictures_;
};

}  // namespace bancheng::ui
