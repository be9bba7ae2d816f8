#include "kiosk/ui/painter.h"

#include <SDL.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <string_view>

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
class Painter::Brush {
 public:
  Brush(Painter& painter, const Theme& theme, text::Engine& engine, const std::optional<Outline>& outline)
      : painter_(painter), theme_(theme), engine_(engine), outline_(outline), list_(*ImGui::GetBackgroundDrawList()) {}

  /// Puts one mark into the list.
  Piece put(const Mark& mark) {
    const int first = list_.VtxBuffer.Size;
    const ImVec2 clip_min = list_.GetClipRectMin();
    const ImVec2 clip_max = list_.GetClipRectMax();
    shown_in_textures_ = 0;
    std::visit(*this, mark);
    const std::span<const ImDrawVert> vertices(list_.VtxBuffer.Data + first, static_cast<std::size_t>(list_.VtxBuffer.Size - first));
    const std::string_view bytes(reinterpret_cast<const char*>(vertices.data()), vertices.size_bytes());
    std::size_t look = mixed(std::hash<std::string_view>()(bytes), shown_in_textures_);
    for (const float edge : {clip_min.x, clip_min.y, clip_max.x, clip_max.y}) look = mixed(look, std::hash<float>()(edge));
    return {look, bounds_of(vertices, clip_min, clip_max)};
  }

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
    const auto mask = engine_.draw(m.text.view(), m.style);
    if (!mask) return;
    const Texture texture = painter_.textures_.of(*mask);
    if (!texture.there()) return;
    const PixelRect at{std::round(m.x), std::round(m.y), static_cast<float>(texture.width), static_cast<float>(texture.height)};
    image(texture, at, colour(m.paint));
  }

  void operator()(const IconMark& m) { raster(m.name, m.rect, colour(m.paint), "icon"); }
  void operator()(const DrawingMark& m) {
    raster(m.name, m.rect, IM_COL32_WHITE, &theme_ == &high_contrast_theme() ? "contrast" : "default");
  }

  void operator()(const CodeMark& m) {
    auto it = painter_.codes_.find(m.payload);
    if (it == painter_.codes_.end()) {
      painter_.codes_.clear();
      it = painter_.codes_.emplace(m.payload, text::make_qr(m.payload)).first;
    }
    if (!it->second) return;
    const text::QrMatrix& qr = *it->second;
    const int whole = qr.size + 2 * text::kQrQuietZone;
    const float module = std::max(1.0f, std::floor(std::min(m.rect.width, m.rect.height) / static_cast<float>(whole)));
    const float size = module * static_cast<float>(qr.size);
    const float left = std::round(m.rect.middle_x() - size / 2);
    const float top = std::round(m.rect.middle_y() - size / 2);
    const ImU32 dark = colour({Ground::paper, Tone::ink});
    for (int y = 0; y < qr.size; ++y) {
      for (int x = 0; x < qr.size; ++x) {
        if (!qr.is_dark(x, y)) continue;
        const float px = left + module * static_cast<float>(x);
        const float py = top + module * static_cast<float>(y);
        list_.AddRectFilled({px, py}, {px + module, py + module}, dark);
      }
    }
  }

  void operator()(const PictureMark& m) {
    const std::int64_t key = m.page ? static_cast<std::int64_t>(m.page->value) : kLivePicture;
    const Texture texture = painter_.textures_.picture(key);
    if (!texture.there()) return;
    image(texture, m.rect, IM_COL32_WHITE);
    if (m.outline && outline_) outline(m.rect);
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
    const float thick = std::max(3.0f, m.radius * 0.35f);
    const PixelRect inner = m.rect.inset(-thick * 0.5f);
    const PixelRect outer = m.rect.inset(-thick * 1.5f);
    list_.AddRect(top_left(inner), bottom_right(inner), colour(theme_.focus_inner), m.radius + thick, 0, thick);
    list_.AddRect(top_left(outer), bottom_right(outer), colour(theme_.focus_outer), m.radius + thick * 2, 0, thick);
  }

 private:
  static std::size_t mixed(std::size_t a, std::size_t b) { return (a ^ (b + 0x9e3779b97f4a7c15u + (a << 6u) + (a >> 2u))) * 0xff51afd7ed558ccdu; }

  static PixelRect bounds_of(std::span<const ImDrawVert> vertices, ImVec2 clip_min, ImVec2 clip_max) {
    if (vertices.empty()) return {};
    ImVec2 low = vertices.front().pos, high = low;
    for (const ImDrawVert& vertex : vertices) {
      low = {std::min(low.x, vertex.pos.x), std::min(low.y, vertex.pos.y)};
      high = {std::max(high.x, vertex.pos.x), std::max(high.y, vertex.pos.y)};
    }
    low = {std::max(low.x, clip_min.x), std::max(low.y, clip_min.y)};
    high = {std::min(high.x, clip_max.x), std::min(high.y, clip_max.y)};
    return {low.x, low.y, std::max(0.0f, high.x - low.x), std::max(0.0f, high.y - low.y)};
  }

  static ImU32 colour(Rgb c) { return IM_COL32(c.r, c.g, c.b, 255); }
  ImU32 colour(const Paint& paint) const { return colour(theme_.colour(paint.ground, paint.tone)); }

  void image(const Texture& texture, const PixelRect& at, ImU32 tint) {
    shown_in_textures_ = mixed(shown_in_textures_, texture.content);
    list_.AddImage(id_of(texture), top_left(at), bottom_right(at), {0, 0}, {1, 1}, tint);
  }

  void raster(const std::string& name, const PixelRect& rect, ImU32 tint, const char* variant) {
    const int width = static_cast<int>(std::lround(rect.width));
    const int height = static_cast<int>(std::lround(rect.height));
    const std::string key = name + "/" + variant + "/" + std::to_string(width) + "x" + std::to_string(height);
    const Texture texture = painter_.textures_.of_raster(key, [&]() -> std::optional<Raster> {
      auto drawn = painter_.icons_.draw(name, width, height, theme_);
      if (drawn && !painter_.icons_.is_drawing(name)) {
        // An icon is its shape: white, so that the tint is its colour.
        for (std::size_t i = 0; i + 3 < drawn->rgba.size(); i += 4) {
          drawn->rgba[i] = drawn->rgba[i + 1] = drawn->rgba[i + 2] = 255;
        }
      }
      return drawn;
    });
    if (!texture.there()) return;
    image(texture, {std::round(rect.x), std::round(rect.y), static_cast<float>(width), static_cast<float>(height)}, tint);
  }

  void outline(const PixelRect& rect) {
    std::array<ImVec2, 4> corners{};
    for (std::size_t i = 0; i < 4; ++i) {
      corners[i] = {rect.x + (*outline_)[i].x * rect.width, rect.y + (*outline_)[i].y * rect.height};
    }
    // Two lines, a light one round a coloured one, so that it is seen on any picture.
    list_.AddPolyline(corners.data(), 4, colour(Rgb{255, 255, 255}), ImDrawFlags_Closed, 9);
    list_.AddPolyline(corners.data(), 4, colour(theme_.drawing_accent), ImDrawFlags_Closed, 5);
  }

  Painter& painter_;
  const Theme& theme_;
  text::Engine& engine_;
  const std::optional<Outline>& outline_;
  ImDrawList& list_;
  std::size_t shown_in_textures_ = 0;
};

base::Result<std::unique_ptr<Painter>, base::Complaint> Painter::create(Gl gl, const std::filesystem::path& icons) {
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  if (!ImGui_ImplOpenGL3_Init("#version 330")) {
    ImGui::DestroyContext();
    return base::failure(base::Complaint{"display", "the OpenGL renderer cannot be started"});
  }
  return std::unique_ptr<Painter>(new Painter(gl, icons));
}

Painter::Painter(Gl gl, const std::filesystem::path& icons) : gl_(gl), icons_(icons), textures_(gl), kept_(gl) {}

Painter::~Painter() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
}

void Painter::build(const Scene& scene, const Theme& theme, text::Engine& engine, const std::optional<Outline>& outline,
                    int width, int height) {
  textures_.begin_frame();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
  io.DeltaTime = 1.0f / 60;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  Brush brush(*this, theme, engine, outline);
  pieces_.clear();
  for (const Mark& mark : scene.marks) pieces_.push_back(brush.put(mark));
  ImGui::Render();
}

void Painter::read_pixels(int width, int height, std::uint8_t* rgba) const {
  gl_.pixel_store(GL_PACK_ALIGNMENT, 1);
  gl_.read_pixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
}

void Painter::wipe() {
  textures_.wipe();
  codes_.clear();
  shown_.clear();  // everything is drawn over, whatever it shows
}

void Painter::render(int width, int height) {
  const bool kept = kept_.begin(width, height);
  gl_.viewport(0, 0, width, height);
  if (kept && !shown_.empty()) clip_to(changed_area(shown_, pieces_), *ImGui::GetDrawData());
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  kept_.show();
  shown_ = pieces_;
}

}  // namespace bancheng::ui
