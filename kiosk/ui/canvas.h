// Canvas: puts marks and targets into a Scene; knows how text is measured and how buttons look.
#pragma once

#include <string_view>

#include "kiosk/ui/metrics.h"
#include "kiosk/ui/scene.h"

namespace bancheng::ui {

struct TextLook {
  float scale = 1;  ///< in capitals of the chosen text size; never below 1
  bool bold = false;
  text::Alignment alignment = text::Alignment::left;
  float line_distance = 1.42f;
};

/// What the finger and the focus are on.
struct Attention {
  std::string pressed;
  std::string focus;
  bool ring = false;  ///< the focus is shown: the keypad is in use
};

class Canvas {
 public:
  Canvas(Scene& scene, const Metrics& metrics, text::Engine& engine, const Attention& touched)
      : m(metrics), attention(touched), scene_(scene), engine_(engine) {}

  const Metrics& m;
  const Attention& attention;

  /// Low layout: what lies above the reach of hands. Headings and problems stand there.
  PixelRect above_reach;
  /// Room beside the actions, where the buttons that turn pages can stand without taking any from the body.
  PixelRect beside_actions;
  /// Fields show one line of what is typed: the page has no room for more.
  bool low_fields = false;
  /// Large text on a page of many tiles: only names, the second lines give way.
  bool brief_tiles = false;
  /// The block being drawn stands at an end of its column.
  bool first_in_column = true;
  bool last_in_column = true;

  [[nodiscard]] Scene& scene() { return scene_; }
  [[nodiscard]] text::Style style(const TextLook& look, float max_width = 0, int max_lines = 0) const;
  /// 0 wide and high for an empty text.
  [[nodiscard]] PixelRect measure(std::string_view text, const TextLook& look, float max_width = 0);
  /// The widest part of `text` that must not be broken (a word; one character of Chinese).
  [[nodiscard]] float widest_word(std::string_view text, const TextLook& look);

  /// Where a caret stands before byte `index`, from the block's top left.
  [[nodiscard]] text::Rect caret(std::string_view text, const text::Style& style, std::size_t index) {
    return engine_.caret(text, style, index);
  }

  void fill(const PixelRect& rect, Paint paint, float radius = 0);
  void edge(const PixelRect& rect, Paint paint, float radius, float stroke);
  /// Top left of `box`, wrapped to its width; the height that it took.
  float text(const PixelRect& box, std::string_view text, const TextLook& look, Paint paint);
  /// Vertically in the middle of `box`, by capitals, so that neighbours share a line.
  void text_in(const PixelRect& box, std::string_view text, const TextLook& look, Paint paint);
  void icon(const PixelRect& rect, std::string_view name, Paint paint);
  void drawing(const PixelRect& rect, std::string_view name);
  void focus_ring(const std::string& id, const PixelRect& rect, float radius);
  void add(Mark mark) { scene_.marks.push_back(std::move(mark)); }
  void target(Target target) { scene_.targets.push_back(std::move(target)); }

  [[nodiscard]] bool pressed(std::string_view id) const { return attention.pressed == id; }

 private:
  Scene& scene_;
  text::Engine& engine_;
};

}  // namespace bancheng::ui
