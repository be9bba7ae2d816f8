// KeptPicture: the window's picture in a buffer of its own. What a swap leaves in the window's own buffer is anybody's
// guess, so a frame that draws only what has changed needs one that keeps the rest.
#pragma once

#include <cstdint>

#include "kiosk/ui/gl.h"

namespace bancheng::ui {

/// Needs the context that was current when it was made, until it is destroyed.
class KeptPicture {
 public:
  explicit KeptPicture(Gl gl) : gl_(gl) {}
  ~KeptPicture() { release(); }
  KeptPicture(const KeptPicture&) = delete;
  KeptPicture& operator=(const KeptPicture&) = delete;

  /// What is drawn from here on goes into the picture. False: what it held is gone (the window has another size, or it is
  /// the first time), draw everything.
  [[nodiscard]] bool begin(int width, int height);
  /// Copies the picture into the window's buffer, which is drawn into again.
  void show();
  /// Its pixels: words 0x00RRGGBB, rows from the top, none of them padded.
  void read(std::uint32_t* pixels);

 private:
  void release();

  Gl gl_;
  GLuint frame_buffer_ = 0;
  GLuint colours_ = 0;
  int width_ = 0;
  int height_ = 0;
};

}  // namespace bancheng::ui
