#include "kiosk/ui/textures.h"

#include <algorithm>
#include <vector>

namespace bancheng::ui {
namespace {

constexpr std::size_t kMostTextBytes = 32u << 20;
constexpr std::uint64_t kOldFrames = 8;  ///< not used for so many frames: may go
constexpr std::size_t kMostRasters = 256;

std::size_t bytes_of(const Texture& t) { return static_cast<std::size_t>(t.width) * static_cast<std::size_t>(t.height); }

int components(GLenum format) { return format == GL_RED ? 1 : format == GL_RGB ? 3 : 4; }

}  // namespace

Textures::~Textures() {
  wipe();
  for (auto& [key, texture] : rasters_) destroy(texture, GL_RGBA);
}

Texture& Textures::use(Texture& texture) {
  texture.last_frame = frame_;
  return texture;
}

Texture Textures::make(int width, int height, GLint inner, GLenum format, const void* pixels) {
  Texture texture;
  texture.width = width;
  texture.height = height;
  gl_.gen_textures(1, &texture.name);
  gl_.bind_texture(GL_TEXTURE_2D, texture.name);
  gl_.tex_parameter(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  gl_.tex_parameter(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  gl_.tex_parameter(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  gl_.tex_parameter(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  gl_.pixel_store(GL_UNPACK_ALIGNMENT, 1);
  gl_.tex_image(GL_TEXTURE_2D, 0, inner, width, height, 0, format, GL_UNSIGNED_BYTE, pixels);
  return texture;
}

/// Cairo's premultiplied words to straight bytes, which ImGui blends. An icon is its shape: white, so that the tint is its colour.
Texture Textures::upload(const Raster& raster) {
  std::vector<std::uint8_t> rgba;
  rgba.reserve(raster.pixels.size() * 4);
  for (const std::uint32_t pixel : raster.pixels) {
    const std::uint32_t alpha = pixel >> 24;
    for (const unsigned shift : {16u, 8u, 0u}) {
      const std::uint32_t straight = raster.is_shape ? 255 : alpha == 0 ? 0 : std::min<std::uint32_t>(255, (pixel >> shift & 0xFF) * 255 / alpha);
      rgba.push_back(static_cast<std::uint8_t>(straight));
    }
    rgba.push_back(static_cast<std::uint8_t>(alpha));
  }
  return make(raster.width, raster.height, GL_RGBA8, GL_RGBA, rgba.data());
}

void Textures::destroy(Texture& texture, GLenum format) {
  if (!texture.there()) return;
  const std::vector<std::uint8_t> blank(bytes_of(texture) * static_cast<std::size_t>(components(format)), 0);
  gl_.bind_texture(GL_TEXTURE_2D, texture.name);
  gl_.pixel_store(GL_UNPACK_ALIGNMENT, 1);
  gl_.tex_sub_image(GL_TEXTURE_2D, 0, 0, 0, texture.width, texture.height, format, GL_UNSIGNED_BYTE, blank.data());
  gl_.delete_textures(1, &texture.name);
  texture = {};
}

Texture Textures::of(const text::Mask& mask) {
  if (const auto it = texts_.find(mask.id); it != texts_.end()) return use(it->second);
  if (mask.extent.width <= 0 || mask.extent.height <= 0) return {};
  gl_.pixel_store(GL_UNPACK_ROW_LENGTH, mask.stride);
  Texture texture = make(mask.extent.width, mask.extent.height, GL_R8, GL_RED, mask.alpha.data());
  gl_.pixel_store(GL_UNPACK_ROW_LENGTH, 0);
  // One channel read as alpha of white, so that the vertex colour tints it.
  for (const GLenum channel : {GL_TEXTURE_SWIZZLE_R, GL_TEXTURE_SWIZZLE_G, GL_TEXTURE_SWIZZLE_B}) {
    gl_.tex_parameter(GL_TEXTURE_2D, channel, GL_ONE);
  }
  gl_.tex_parameter(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_A, GL_RED);
  text_bytes_ += bytes_of(texture);
  return use(texts_.emplace(mask.id, texture).first->second);
}

void Textures::set_picture(std::int64_t key, const RgbImage& image) {
  auto it = pictures_.find(key);
  if (it != pictures_.end() && it->second.width == image.width && it->second.height == image.height) {
    gl_.bind_texture(GL_TEXTURE_2D, it->second.name);
    gl_.pixel_store(GL_UNPACK_ALIGNMENT, 1);
    gl_.tex_sub_image(GL_TEXTURE_2D, 0, 0, 0, image.width, image.height, GL_RGB, GL_UNSIGNED_BYTE, image.rgb.data());
    return;
  }
  drop_picture(key);
  pictures_.emplace(key, make(image.width, image.height, GL_RGB8, GL_RGB, image.rgb.data()));
}

void Textures::drop_picture(std::int64_t key) {
  const auto it = pictures_.find(key);
  if (it == pictures_.end()) return;
  destroy(it->second, GL_RGB);
  pictures_.erase(it);
}

Texture Textures::picture(std::int64_t key) const {
  const auto it = pictures_.find(key);
  return it == pictures_.end() ? Texture{} : it->second;
}

void Textures::begin_frame() {
  ++frame_;
  if (text_bytes_ > kMostTextBytes) {
    for (auto it = texts_.begin(); it != texts_.end();) {
      if (it->second.last_frame + kOldFrames < frame_) {
        text_bytes_ -= bytes_of(it->second);
        destroy(it->second, GL_RED);
        it = texts_.erase(it);
      } else {
        ++it;
      }
    }
  }
  if (rasters_.size() <= kMostRasters) return;
  for (auto it = rasters_.begin(); it != rasters_.end();) {
    if (it->second.last_frame + kOldFrames < frame_) {
      destroy(it->second, GL_RGBA);
      it = rasters_.erase(it);
    } else {
      ++it;
    }
  }
}

void Textures::wipe() {
  for (auto& [id, texture] : texts_) destroy(texture, GL_RED);
  texts_.clear();
  text_bytes_ = 0;
  for (auto& [key, texture] : pictures_) destroy(texture, GL_RGB);
  pictures_.clear();
}

}  // namespace bancheng::ui
