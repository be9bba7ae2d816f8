#include "kiosk/ui/kept_picture.h"

#include <algorithm>

namespace bancheng::ui {

bool KeptPicture::begin(int width, int height) {
  const bool kept = frame_buffer_ != 0 && width == width_ && height == height_;
  if (!kept) {
    release();
    width_ = width;
    height_ = height;
    gl_.gen_textures(1, &colours_);
    gl_.bind_texture(GL_TEXTURE_2D, colours_);
    // Laid out as windows are, so that software GL copies rows instead of converting pixels.
    gl_.tex_image(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV, nullptr);
    gl_.gen_framebuffers(1, &frame_buffer_);
  }
  gl_.bind_framebuffer(GL_FRAMEBUFFER, frame_buffer_);
  if (!kept) gl_.framebuffer_texture(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, colours_, 0);
  return kept;
}

void KeptPicture::show() {
  gl_.bind_framebuffer(GL_READ_FRAMEBUFFER, frame_buffer_);
  gl_.bind_framebuffer(GL_DRAW_FRAMEBUFFER, 0);
  gl_.blit_framebuffer(0, 0, width_, height_, 0, 0, width_, height_, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  gl_.bind_framebuffer(GL_FRAMEBUFFER, 0);
}

void KeptPicture::read(std::uint32_t* pixels) {
  gl_.bind_framebuffer(GL_READ_FRAMEBUFFER, frame_buffer_);
  gl_.pixel_store(GL_PACK_ALIGNMENT, 4);
  gl_.read_pixels(0, 0, width_, height_, GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV, pixels);
  gl_.bind_framebuffer(GL_READ_FRAMEBUFFER, 0);
  // GL's rows come from the bottom.
  const auto width = static_cast<std::size_t>(width_);
  const auto height = static_cast<std::size_t>(height_);
  for (std::size_t y = 0; y < height / 2; ++y) std::swap_ranges(pixels + y * width, pixels + (y + 1) * width, pixels + (height - 1 - y) * width);
}

void KeptPicture::release() {
  if (frame_buffer_ == 0) return;
  gl_.delete_framebuffers(1, &frame_buffer_);
  gl_.delete_textures(1, &colours_);
  frame_buffer_ = colours_ = 0;
}

}  // namespace bancheng::ui
