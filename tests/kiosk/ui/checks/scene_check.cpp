#include "scene_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>

namespace bancheng::ui::checks {
namespace {

using core::session::TextSize;

constexpr double kReachMm = 1120;
constexpr float kRounding = 1.0f;  ///< pixels by which edges may differ, since places are rounded
constexpr double kAnyText = 4.5;
constexpr double kDefaultText = 10;
constexpr double kHighContrastText = 20;
constexpr double kNonText = 3;

double least_capital_mm(TextSize size) {
  switch (size) {
    case TextSize::small: return 3.5;
    case TextSize::medium: return 4.8;
    case TextSize::large: return 6.4;
    case TextSize::largest: return 8.5;
  }
  return 3.5;
}

bool holds(const PixelRect& outer, const PixelRect& inner) {
  return inner.x >= outer.x - kRounding && inner.y >= outer.y - kRounding && inner.right() <= outer.right() + kRounding &&
         inner.bottom() <= outer.bottom() + kRounding;
}

bool same(const PixelRect& a, const PixelRect& b) { return holds(a, b) && holds(b, a); }

/// They share more than what rounding may do.
bool collide(const PixelRect& a, const PixelRect& b) {
  const PixelRect both = common(a, b);
  return both.width > kRounding && both.height > kRounding;
}

std::string places(const PixelRect& r) { return fmt::format("{:.0f},{:.0f} {:.0f}×{:.0f}", r.x, r.y, r.width, r.height); }

/// A mark that lies on something: a text's ink, an icon.
struct Placed {
  std::size_t index;
  PixelRect rect;  ///< what of it is seen
  Paint paint;
  std::string name;
  bool text;
};

class SceneCheck {
 public:
  SceneCheck(const Scene& scene, const Metrics& metrics, const Mounting& mounting, TextSize size, text::Engine& engine, Lines& lines)
      : scene_(scene), m_(metrics), mounting_(mounting), size_(size), engine_(engine), lines_(lines) {}

  std::vector<Finding> run() {
    check_targets();
    place_marks();
    for (const Placed& one : placed_) check_ground(one);
    check_overlap();
    for (const Target& target : scene_.targets) {
      if (target.visible && target.touchable) check_face(target);
    }
    return std::move(findings_);
  }

 private:
  void find(const char* rule, std::string element, std::string what) { findings_.push_back({rule, std::move(element), std::move(what)}); }

  // --- targets ---

  double mm_x(float pixels) const { return static_cast<double>(pixels) * mounting_.panel.width_mm / mounting_.panel.width; }
  double mm_y(float pixels) const { return static_cast<double>(pixels) * mounting_.panel.height_mm / mounting_.panel.height; }

  void check_targets() {
    std::vector<const Target*> touchable;
    for (const Target& target : scene_.targets) {
      if (!target.visible) continue;
      if (!holds(m_.window, target.rect)) find("outside", target.id, places(target.rect));
      if (target.touchable) touchable.push_back(&target);
    }
    for (const Target* target : touchable) check_target(*target);
    for (std::size_t i = 0; i < touchable.size(); ++i) {
      for (std::size_t j = i + 1; j < touchable.size(); ++j) check_gap(*touchable[i], *touchable[j]);
    }
  }

  void check_target(const Target& target) {
    const double width = mm_x(target.rect.width);
    const double height = mm_y(target.rect.height);
    if (width < kTargetMm - 0.01 || height < kTargetMm - 0.01) find("target-size", target.id, fmt::format("{:.1f} × {:.1f} mm", width, height));
    const double top = mounting_.lower_edge_mm + mm_y(m_.window.bottom() - target.rect.y);
    if (top > kReachMm + 0.5) find("reach", target.id, fmt::format("{:.0f} mm above the floor", top));
  }

  void check_gap(const Target& a, const Target& b) {
    const double across = mm_x(std::max(a.rect.x, b.rect.x) - std::min(a.rect.right(), b.rect.right()));
    const double down = mm_y(std::max(a.rect.y, b.rect.y) - std::min(a.rect.bottom(), b.rect.bottom()));
    // Places are whole pixels: one may be lost.
    const double least = kTargetGapMm - mm_x(kRounding);
    if (std::max(across, down) < least) find("gap", a.id, fmt::format("{:.1f} mm to {}", std::max({across, down, 0.0}), b.id));
  }

  // --- texts and icons ---

  PixelRect ink_of(const TextMark& mark, const text::Extent& extent) const {
    return {std::round(mark.x) + static_cast<float>(extent.ink.x), std::round(mark.y) + static_cast<float>(extent.ink.y),
            static_cast<float>(extent.ink.width), static_cast<float>(extent.ink.height)};
  }

  void place_marks() {
    PixelRect clip;
    for (std::size_t i = 0; i < scene_.marks.size(); ++i) {
      const Mark& mark = scene_.marks[i];
      if (const auto* rect = std::get_if<ClipMark>(&mark)) clip = rect->rect;
      if (const auto* fill = std::get_if<FillMark>(&mark)) fills_[i] = clip.empty() ? fill->rect : common(fill->rect, clip);
      if (const auto* icon = std::get_if<IconMark>(&mark)) place(i, icon->rect, clip, icon->paint, "icon " + icon->name, false);
      if (const auto* text = std::get_if<TextMark>(&mark)) place_text(i, *text, clip);
    }
  }

  /// A field scrolls with its caret: what does not fit in it is a touch away.
  bool in_field(const PixelRect& clip) const {
    return std::any_of(scene_.targets.begin(), scene_.targets.end(), [&](const Target& target) {
      return target.role == core::session::Role::field && target.visible && holds(target.rect, clip);
    });
  }

  void place(std::size_t index, const PixelRect& rect, const PixelRect& clip, Paint paint, std::string name, bool text) {
    const PixelRect seen = clip.empty() ? rect : common(rect, clip);
    if (!seen.empty()) placed_.push_back({index, seen, paint, std::move(name), text});
  }

  void place_text(std::size_t index, const TextMark& mark, const PixelRect& clip) {
    const text::Extent extent = engine_.measure(mark.text.view(), mark.style);
    const std::string name = std::string(mark.text.view());
    if (extent.ink.width == 0) return;
    if (extent.overflowed) find("truncated", name, fmt::format("more than {} lines", mark.style.max_lines));
    const double capital = mm_y(static_cast<float>(mark.style.capital_height));
    if (capital < least_capital_mm(size_) - 0.01) find("text-size", name, fmt::format("capitals of {:.2f} mm", capital));
    if (mark.style.max_width > 0 && extent.ink.width > mark.style.max_width + static_cast<int>(kRounding) * 2) {
      find("truncated", name, fmt::format("{} px wide in {} px", extent.ink.width, mark.style.max_width));
    }
    if (extent.lines > 1 && mark.style.max_width > 0 && !in_field(clip)) check_words(mark, name);
    const PixelRect ink = ink_of(mark, extent);
    if (clip.empty()) {
      if (!holds(m_.window, ink)) find("outside", name, places(ink));
    } else if (!in_field(clip)) {
      if (ink.x < clip.x - kRounding || ink.right() > clip.right() + kRounding) find("truncated", name, "cut at the side");
      note_lines(mark, extent, clip, name);
    }
    place(index, ink, clip, mark.paint, name, true);
  }

  /// A line ends between two words (or two Chinese characters), not within one.
  void check_words(const TextMark& mark, const std::string& name) {
    text::Style alone = mark.style;
    alone.max_width = 0;
    const auto is_letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
    for (auto word = name.begin(); word != name.end();) {
      const auto end = std::find_if_not(word, name.end(), is_letter);
      const std::string letters(word, end);
      const int width = letters.empty() ? 0 : engine_.measure(letters, alone).width;
      if (width > mark.style.max_width + static_cast<int>(kRounding)) find("word-broken", name, fmt::format("\"{}\", {} px wide, in {} px", letters, width, mark.style.max_width));
      word = end == name.end() ? end : std::next(end);
    }
  }

  /// Each line of a text that goes on to another page is whole here or not here at all.
  void note_lines(const TextMark& mark, const text::Extent& extent, const PixelRect& clip, const std::string& name) {
    Lines::Of& known = lines_.texts[name];
    known.lines = extent.lines;
    const float distance = static_cast<float>(extent.height) / static_cast<float>(std::max(1, extent.lines));
    const auto capital = static_cast<float>(mark.style.capital_height);
    for (int line = 0; line < extent.lines; ++line) {
      const float baseline = std::round(mark.y) + static_cast<float>(extent.baseline) + static_cast<float>(line) * distance;
      const float top = baseline - capital;
      const float bottom = baseline + capital * 0.25f;
      if (top >= clip.y - kRounding && bottom <= clip.bottom() + kRounding) known.seen.insert(line);
      else if (bottom > clip.y + kRounding && top < clip.bottom() - kRounding) find("line-cut", name, fmt::format("line {} of {}", line + 1, extent.lines));
    }
  }

  // --- what lies under what ---

  /// The fill that `rect` lies on, below the mark `index`; nothing, with a finding, where it lies on several things.
  std::optional<std::size_t> ground_of(std::size_t index, const PixelRect& rect, const std::string& name) {
    for (std::size_t i = index; i-- > 0;) {
      if (const auto* fill = std::get_if<FillMark>(&scene_.marks[i]); fill != nullptr && fill->stroke <= 0) {
        if (holds(fills_.at(i), rect)) return i;
        if (collide(fills_.at(i), rect)) {
          find("ground", name, fmt::format("at {} sticks out of its ground at {}", places(rect), places(fills_.at(i))));
          return std::nullopt;
        }
      } else if (const auto* picture = std::get_if<PictureMark>(&scene_.marks[i]); picture != nullptr && collide(picture->rect, rect)) {
        find("ground", name, "on a picture");
        return std::nullopt;
      } else if (const auto* code = std::get_if<CodeMark>(&scene_.marks[i]); code != nullptr && collide(code->rect, rect)) {
        find("ground", name, "on a code");
        return std::nullopt;
      }
    }
    find("ground", name, "on nothing");
    return std::nullopt;
  }

  Paint paint_at(std::size_t fill) const { return std::get<FillMark>(scene_.marks[fill]).paint; }

  static double contrast(const Theme& theme, Paint a, Paint b) { return contrast_ratio(theme.colour(a.ground, a.tone), theme.colour(b.ground, b.tone)); }

  void check_ground(const Placed& one) {
    const auto ground = ground_of(one.index, one.rect, one.name);
    if (!ground) return;
    for (const bool high : {false, true}) {
      const double ratio = contrast(high ? high_contrast_theme() : default_theme(), one.paint, paint_at(*ground));
      const double least = !one.text ? kNonText : std::max(kAnyText, high ? kHighContrastText : kDefaultText);
      if (ratio < least) find("contrast", one.name, fmt::format("{:.1f}:1{}", ratio, high ? " with high contrast" : ""));
    }
    for (std::size_t i = one.index + 1; i < scene_.marks.size(); ++i) {
      const auto* fill = std::get_if<FillMark>(&scene_.marks[i]);
      if (fill != nullptr && fill->stroke <= 0 && collide(fills_.at(i), one.rect) && fill->rect.width > m_.mm(1.5)) {
        find("overlap", one.name, "something lies on it");
        return;
      }
    }
  }

  void check_overlap() {
    for (std::size_t i = 0; i < placed_.size(); ++i) {
      for (std::size_t j = i + 1; j < placed_.size(); ++j) {
        if (collide(placed_[i].rect, placed_[j].rect)) find("overlap", placed_[i].name, fmt::format("with \"{}\"", placed_[j].name));
      }
      for (const Mark& mark : scene_.marks) {
        const auto* drawing = std::get_if<DrawingMark>(&mark);
        if (drawing != nullptr && placed_[i].text && collide(drawing->rect, placed_[i].rect)) find("overlap", placed_[i].name, "with drawing " + drawing->name);
      }
    }
  }

  /// What can be touched is seen as such: by its fill or by its edge.
  void check_face(const Target& target) {
    std::optional<std::size_t> face;
    std::optional<Paint> edge;
    for (std::size_t i = 0; i < scene_.marks.size(); ++i) {
      const auto* fill = std::get_if<FillMark>(&scene_.marks[i]);
      if (fill == nullptr || !same(fills_.at(i), target.rect)) continue;
      if (fill->stroke > 0) edge = fill->paint;
      else face = i;
    }
    if (!face) return find("face", target.id, "has no face of its own");
    const auto ground = ground_of(*face, target.rect, target.id);
    if (!ground) return;
    for (const bool high : {false, true}) {
      const Theme& theme = high ? high_contrast_theme() : default_theme();
      double ratio = contrast(theme, paint_at(*face), paint_at(*ground));
      if (edge) ratio = std::max(ratio, contrast(theme, *edge, paint_at(*ground)));
      if (ratio < kNonText) find("face", target.id, fmt::format("{:.1f}:1 to its ground{}", ratio, high ? " with high contrast" : ""));
    }
  }

  const Scene& scene_;
  const Metrics& m_;
  const Mounting& mounting_;
  const TextSize size_;
  text::Engine& engine_;
  Lines& lines_;
  std::vector<Placed> placed_;
  std::map<std::size_t, PixelRect> fills_;  ///< by mark: what of it is seen
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check_scene(const Scene& scene, const Metrics& metrics, const Mounting& mounting, TextSize size,
                                 text::Engine& engine, Lines& lines) {
  return SceneCheck(scene, metrics, mounting, size, engine, lines).run();
}

std::vector<Finding> check_lines(const Lines& lines) {
  std::vector<Finding> findings;
  for (const auto& [text, of] : lines.texts) {
    if (static_cast<int>(of.seen.size()) < of.lines) findings.push_back({"line-cut", text, fmt::format("{} of {} lines on any page", of.seen.size(), of.lines)});
  }
  return findings;
}

}  // namespace bancheng::ui::checks
