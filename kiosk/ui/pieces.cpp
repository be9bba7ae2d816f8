#include "kiosk/ui/pieces.h"

#include <cmath>
#include <functional>

#include "kiosk/ui/painter.h"

namespace bancheng::ui {
namespace {

constexpr float kOutlineReach = 6;  ///< the outline of a found page is so much wider than the picture

/// A hash of all that was put in.
class Look {
 public:
  template <typename T>
  Look& operator<<(const T& value) {
    hash_ = (hash_ ^ (std::hash<T>()(value) + 0x9e3779b97f4a7c15u + (hash_ << 6u) + (hash_ >> 2u))) * 0xff51afd7ed558ccdu;
    return *this;
  }
  Look& operator<<(const PixelRect& r) { return *this << r.x << r.y << r.width << r.height; }
  Look& operator<<(Rgb c) { return *this << (c.r << 16 | c.g << 8 | c.b); }
  [[nodiscard]] std::size_t hash() const { return hash_; }

 private:
  std::size_t hash_ = 0;
};

class Maker {
 public:
  Maker(const Theme& theme, text::Engine& engine, const PictureVersions& pictures, const std::optional<Outline>& outline)
      : theme_(theme), engine_(engine), pictures_(pictures), outline_(outline) {}

  Piece piece(const Mark& mark) {
    look_ = Look() << mark.index();
    bounds_ = {};
    std::visit(*this, mark);
    if (!clips_.empty()) {
      look_ << clips_.back();
      bounds_ = common(bounds_, clips_.back());
    }
    return {look_.hash(), bounds_};
  }

  void operator()(const FillMark& m) {
    touch(m.rect);
    look_ << colour(m.paint) << m.radius << m.stroke << static_cast<int>(m.corners);
  }
  void operator()(const TextMark& m) {
    const auto mask = engine_.draw(m.text.view(), m.style);
    touch({std::round(m.x), std::round(m.y), static_cast<float>(mask->extent.width), static_cast<float>(mask->extent.height)});
    look_ << mask->id << colour(m.paint);
  }
  void operator()(const IconMark& m) {
    touch(m.rect.inset(-1));
    look_ << m.name << colour(m.paint);
  }
  void operator()(const DrawingMark& m) {
    touch(m.rect.inset(-1));
    look_ << m.name << &theme_;
  }
  void operator()(const CodeMark& m) {
    touch(m.rect);
    look_ << m.payload << colour({Ground::paper, Tone::ink});
  }
  void operator()(const PictureMark& m) {
    const auto version = pictures_.find(m.page ? static_cast<std::int64_t>(m.page->value) : kLivePicture);
    look_ << (version == pictures_.end() ? 0 : version->second);
    const bool outlined = m.outline && outline_;
    touch(outlined ? m.rect.inset(-kOutlineReach) : m.rect);
    if (!outlined) return;
    for (const ImagePoint& corner : *outline_) look_ << corner.x << corner.y;
    look_ << theme_.drawing_accent;
  }
  void operator()(const InkMark& m) {
    touch(m.rect.inset(-m.width * 2));  // a spline may leave the area that its points lie in
    look_ << m.width << colour({Ground::paper, Tone::ink});
    for (const auto& stroke : m.strokes) {
      look_ << stroke.size();
      for (const auto& point : stroke) look_ << point.x << point.y << point.ms;
    }
  }
  void operator()(const ClipMark& m) {
    if (!m.rect.empty()) clips_.push_back(clips_.empty() ? m.rect : common(clips_.back(), m.rect));
    else if (!clips_.empty()) clips_.pop_back();
  }
  void operator()(const FocusMark& m) {
    const FocusRings rings = rings_of(m);
    touch(rings.outer.inset(-rings.thick));
    look_ << m.rect << m.radius << theme_.focus_inner << theme_.focus_outer;
  }

 private:
  [[nodiscard]] Rgb colour(const Paint& paint) const { return theme_.colour(paint.ground, paint.tone); }
  void touch(const PixelRect& rect) {
    bounds_ = rect.empty() ? PixelRect{} : rect;
    look_ << rect;
  }

  const Theme& theme_;
  text::Engine& engine_;
  const PictureVersions& pictures_;
  const std::optional<Outline>& outline_;
  std::vector<PixelRect> clips_;
  Look look_;
  PixelRect bounds_;
};

}  // namespace

std::vector<Piece> pieces_of(const Scene& scene, const Theme& theme, text::Engine& engine, const PictureVersions& pictures,
                             const std::optional<Outline>& outline) {
  Maker maker(theme, engine, pictures, outline);
  std::vector<Piece> pieces;
  pieces.reserve(scene.marks.size());
  for (const Mark& mark : scene.marks) pieces.push_back(maker.piece(mark));
  return pieces;
}

}  // namespace bancheng::ui
