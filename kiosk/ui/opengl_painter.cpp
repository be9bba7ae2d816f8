#include "kiosk/ui/opengl_painter.h"

#include <SDL.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "kiosk/ui/ink.h"

namespace bancheng::ui {
namespace {

ImTextureID id_of(const Texture& texture) {
  return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture.name));
}

ImVec2 top_left(const PixelRect& r) { return {r.x, r.y}; }
ImVec2 bottom_right(const PixelRect& r) { return {r.right(), r.bottom()}; }

ImDrawFlags flags_of(Corners corners) {
  switch (corners) {
    case Corners::all: return ImDrawFlags_RoundCornersAll;
    case Corners::top: return ImDrawFlags_RoundCornersTop;
    case Corners::bottom: return ImDrawFlags_RoundCornersBottom;
    case Corners::none: return ImDrawFlags_RoundCornersNone;
  }
  return ImDrawFlags_RoundCornersAll;
}

/// Nothing outside of `area` is drawn.
void clip_to(const PixelRect& area, ImDrawData& data) {
  const ImVec2 low{std::floor(area.x) - 1, std::floor(area.y) - 1};
  const ImVec2 high{std::ceil(area.right()) + 1, std::ceil(area.bottom()) + 1};
  for (ImDrawList* list : std::span(data.CmdLists, static_cast<std::size_t>(data.CmdListsCount))) {
    for (ImDrawCmd& command : list->CmdBuffer) {
      ImVec4& clip = command.ClipRect;
      clip = {std::max(clip.x, low.x), std::max(clip.y, low.y), std::min(clip.z, high.x), std::min(clip.w, high.y)};
      if (area.empty()) clip = {};
    }
  }
}

}  // namespace

/// Puts each kind of mark into one draw list.
class OpenGlPainter::Brush {
 public:
  Brush(OpenGlPainter& painter, const Frame& frame)
      : painter_(painter), frame_(frame), theme_(frame.theme), list_(*ImGui::GetBackgroundDrawList()) {}

  void operator()(const FillMark& m) {
    if (m.rect.empty()) return;
    const ImU32 c = colour(m.paint);
    if (m.stroke <= 0) {
      list_.AddRectFilled(top_left(m.rect), bottom_right(m.rect), c, m.radius, flags_of(m.corners));
      return;
    }
    const PixelRect middle = m.rect.inset(m.stroke / 2);
    list_.AddRect(top_left(middle), bottom_right(middle), c, std::max(0.0f, m.radius - m.stroke / 2), flags_of(m.corners), m.stroke);
  }

  void operator()(const TextMark& m) {
    const auto mask = frame_.engine.draw(m.text.view(), m.style);
    if (!mask) return;
    const Texture texture = painter_.textures_.of(*mask);
    if (!texture.there()) return;
    const PixelRect at{std::round(m.x), std::round(m.y), static_cast<float>(texture.width), static_cast<float>(texture.height)};
    image(texture, at, colour(m.paint));
  }

  void operator()(const IconMark& m) { raster(key_of(m), m.rect, colour(m.paint)); }
  void operator()(const DrawingMark& m) { raster(key_of(m, theme_), m.rect, IM_COL32_WHITE); }

  void operator()(const CodeMark& m) {
    const text::QrMatrix* qr = painter_.code(m.payload);
    if (qr == nullptr) return;
    const CodePlace place = place_code(m.rect, qr->size);
    const ImU32 dark = colour({Ground::paper, Tone::ink});
    for (int y = 0; y < qr->size; ++y) {
      for (int x = 0; x < qr->size; ++x) {
        if (!qr->is_dark(x, y)) continue;
        const float px = place.left + place.module * static_cast<float>(x);
        const float py = place.top + place.module * static_cast<float>(y);
        list_.AddRectFilled({px, py}, {px + place.module, py + place.module}, dark);
      }
    }
  }

  void operator()(const PictureMark& m) {
    const std::int64_t key = m.page ? static_cast<std::int64_t>(m.page->value) : kLivePicture;
    const Texture texture = painter_.textures_.picture(key);
    if (!texture.there()) return;
    image(texture, m.rect, IM_COL32_WHITE);
    if (m.outline && frame_.outline) outline(m.rect);
  }

  void operator()(const InkMark& m) {
    const ImU32 ink = colour({Ground::paper, Tone::ink});
    for (const auto& stroke : m.strokes) {
      for (const InkDot& dot : smooth(stroke, m.rect, m.width)) list_.AddCircleFilled({dot.x, dot.y}, dot.radius, ink, 12);
    }
  }

  void operator()(const ClipMark& m) {
    if (m.rect.empty()) list_.PopClipRect();
    else list_.PushClipRect(top_left(m.rect), bottom_right(m.rect), true);
  }

  void operator()(const FocusMark& m) {
    const FocusRings rings = rings_of(m);
    list_.AddRect(top_left(rings.inner), bottom_right(rings.inner), colour(theme_.focus_inner), rings.inner_radius, 0, rings.thick);
    list_.AddRect(top_left(rings.outer), bottom_right(rings.outer), colour(theme_.focus_outer), rings.outer_radius, 0, rings.thick);
  }

 private:
  static ImU32 colour(Rgb c) { return IM_COL32(c.r, c.g, c.b, 255); }
  ImU32 colour(const Paint& paint) const { return colour(theme_.colour(paint.ground, paint.tone)); }

  void image(const Texture& texture, const PixelRect& at, ImU32 tint) {
    list_.AddImage(id_of(texture), top_left(at), bottom_right(at), {0, 0}, {1, 1}, tint);
  }

  void raster(const RasterKey& key, const PixelRect& rect, ImU32 tint) {
    const Texture texture = painter_.textures_.of_raster(key, [&] { return painter_.icons().draw(key.name, key.width, key.height, theme_); });
    if (!texture.there()) return;
    image(texture, {std::round(rect.x), std::round(rect.y), static_cast<float>(key.width), static_cast<float>(key.height)}, tint);
  }

  void outline(const PixelRect& rect) {
    std::array<ImVec2, 4> corners{};
    for (std::size_t i = 0; i < 4; ++i) {
      corners[i] = {rect.x + (*frame_.outline)[i].x * rect.width, rect.y + (*frame_.outline)[i].y * rect.height};
    }
    // Two lines, a light one round a coloured one, so that it is seen on any picture.
    list_.AddPolyline(corners.data(), 4, colour(Rgb{255, 255, 255}), ImDrawFlags_Closed, 9);
    list_.AddPolyline(corners.data(), 4, colour(theme_.drawing_accent), ImDrawFlags_Closed, 5);
  }

  OpenGlPainter& painter_;
  const Frame& frame_;
  const Theme& theme_;
  ImDrawList& list_;
};

base::Result<std::unique_ptr<Painter>, base::Complaint> OpenGlPainter::open(Window& window, const std::filesystem::path& icons) {
  const auto gl = Gl::load();
  if (!gl) return base::failure(base::Complaint{"display", "the OpenGL driver lacks a call that is needed"});
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  if (!ImGui_ImplOpenGL3_Init("#version 330")) {
    ImGui::DestroyContext();
    return base::failure(base::Complaint{"display", "the OpenGL renderer cannot be started"});
  }
  return std::unique_ptr<Painter>(new OpenGlPainter(window, *gl, icons));
}

OpenGlPainter::OpenGlPainter(Window& window, Gl gl, const std::filesystem::path& icons)
    : Painter(icons), window_(window), gl_(gl), textures_(gl), kept_(gl) {}

OpenGlPainter::~OpenGlPainter() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
}

bool OpenGlPainter::kept(int width, int height) { return kept_.begin(width, height); }

void OpenGlPainter::prepare(const Frame& frame) {
  textures_.begin_frame();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(frame.width), static_cast<float>(frame.height)};
  io.DeltaTime = 1.0f / 60;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  Brush brush(*this, frame);
  for (const Mark& mark : frame.scene.marks) std::visit(brush, mark);
  ImGui::Render();
}

void OpenGlPainter::draw(const Frame& frame, const PixelRect& area) {
  gl_.viewport(0, 0, frame.width, frame.height);
  clip_to(area, *ImGui::GetDrawData());
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  kept_.show();
  window_.swap();
}

void OpenGlPainter::finish() { gl_.finish(); }

void OpenGlPainter::read_pixels(std::uint32_t* pixels) { kept_.read(pixels); }

}  // namespace bancheng::ui
