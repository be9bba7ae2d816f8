// The few OpenGL calls that textures and frames drawn in part need, found at run time from whatever driver SDL opened.
#pragma once

#include <SDL_opengl.h>

#include <optional>

namespace bancheng::ui {

struct Gl {
  void(APIENTRY* gen_textures)(GLsizei, GLuint*) = nullptr;
  void(APIENTRY* delete_textures)(GLsizei, const GLuint*) = nullptr;
  void(APIENTRY* bind_texture)(GLenum, GLuint) = nullptr;
  void(APIENTRY* tex_parameter)(GLenum, GLenum, GLint) = nullptr;
  void(APIENTRY* tex_image)(GLenum, GLint, GLint, GLsizei, GLsizei, GLint, GLenum, GLenum, const void*) = nullptr;
  void(APIENTRY* tex_sub_image)(GLenum, GLint, GLint, GLint, GLsizei, GLsizei, GLenum, GLenum, const void*) = nullptr;
  void(APIENTRY* pixel_store)(GLenum, GLint) = nullptr;
  void(APIENTRY* viewport)(GLint, GLint, GLsizei, GLsizei) = nullptr;
  void(APIENTRY* finish)() = nullptr;
  void(APIENTRY* read_pixels)(GLint, GLint, GLsizei, GLsizei, GLenum, GLenum, void*) = nullptr;

  void(APIENTRY* gen_framebuffers)(GLsizei, GLuint*) = nullptr;
  void(APIENTRY* delete_framebuffers)(GLsizei, const GLuint*) = nullptr;
  void(APIENTRY* bind_framebuffer)(GLenum, GLuint) = nullptr;
  void(APIENTRY* framebuffer_texture)(GLenum, GLenum, GLenum, GLuint, GLint) = nullptr;
  void(APIENTRY* blit_framebuffer)(GLint, GLint, GLint, GLint, GLint, GLint, GLint, GLint, GLbitfield, GLenum) = nullptr;

  /// Of the current context; nothing when one of the calls is missing.
  [[nodiscard]] static std::optional<Gl> load();
};

}  // namespace bancheng::ui
