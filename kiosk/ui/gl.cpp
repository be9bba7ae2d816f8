#include "kiosk/ui/gl.h"

#include <SDL.h>

namespace bancheng::ui {
namespace {

template <typename Function>
bool find(Function& function, const char* name) {
  function = reinterpret_cast<Function>(SDL_GL_GetProcAddress(name));
  return function != nullptr;
}

}  // namespace

std::optional<Gl> Gl::load() {
  Gl gl;
  const bool all = find(gl.gen_textures, "glGenTextures") && find(gl.delete_textures, "glDeleteTextures") &&
                   find(gl.bind_texture, "glBindTexture") && find(gl.tex_parameter, "glTexParameteri") &&
                   find(gl.tex_image, "glTexImage2D") && find(gl.tex_sub_image, "glTexSubImage2D") &&
                   find(gl.pixel_store, "glPixelStorei") && find(gl.viewport, "glViewport") &&
                   find(gl.finish, "glFinish") && find(gl.read_pixels, "glReadPixels") && find(gl.gen_framebuffers, "glGenFramebuffers") &&
                   find(gl.delete_framebuffers, "glDeleteFramebuffers") && find(gl.bind_framebuffer, "glBindFramebuffer") &&
                   find(gl.framebuffer_texture, "glFramebufferTexture2D") && find(gl.blit_framebuffer, "glBlitFramebuffer");
  if (!all) return std::nullopt;
  return gl;
}

}  // namespace bancheng::ui
