// Who turns a laid-out screen into pixels.
#pragma once

namespace bancheng::ui {

enum class Renderer {
  automatic,  ///< OpenGL where there is a graphics processor, else software
  opengl,     ///< OpenGL 3.3
  software,   ///< Cairo
};

}  // namespace bancheng::ui
