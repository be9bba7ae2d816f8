// Text to pixels: shaping, line breaking and rasterising with Pango and Cairo, the one text engine of screen and
// receipt.
//
// Fonts: Noto Sans CJK SC first; Hanazono for the ideographs of GB 18030-2022 that Noto lacks; Noto faces by name for
// Tibetan, Uyghur (Arabic), Mongolian, Yi and Thai. A character that no font has, and every private-use character
// (fonts put symbols of their own there), is drawn as its hexadecimal code in a box, so that it is never mistaken for
// another one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"

namespace bancheng::text {

enum class Weight { regular, bold };
enum class Alignment { left, centre, right };  ///< of the lines inside the block
/// What happens beyond `max_width` on the last allowed line.
enum class Overflow {
  cut,       ///< the rest is left out and Mask::overflowed says so (the caller must react)
  ellipsize  ///< the last line ends in "…"; overflowed is set as well
};

/// How a text looks. All lengths in pixels (or dots of a printer).
struct Style {
  double capital_height = 20;  ///< height of a Latin capital; the font size follows from it
  Weight weight = Weight::regular;
  double line_distance = 1.5;  ///< from baseline to baseline, in font sizes
  int max_width = 0;           ///< lines break at words, else between characters; 0: never
  int max_lines = 0;           ///< 0: as many as it takes
  Alignment alignment = Alignment::left;
  Overflow overflow = Overflow::cut;
  /// A last line of one or two characters is given some of the lines above it, where that makes no further line.
  bool balanced = false;
  friend bool operator==(const Style&, const Style&) = default;
};

struct Rect {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
  friend bool operator==(const Rect&, const Rect&) = default;
};

/// Size of a laid-out text. The origin is the top left corner of the block.
struct Extent {
  int width = 0;   ///< of the widest line, at least as wide as its ink
  int height = 0;  ///< lines × line distance
  Rect ink;  ///< the smallest rectangle round everything drawn; empty for blanks. Centre on it (ui-facts.md, "Text")
  int baseline = 0;  ///< of the first line, from the top
  int lines = 0;
  bool overflowed = false;   ///< something was left out because of max_lines
  int boxed_characters = 0;  ///< characters shown as their code
  friend bool operator==(const Extent&, const Extent&) = default;
};

/// An alpha mask: 0 = nothing, 255 = full. Wiped with its owner.
struct Mask {
  std::uint64_t id = 0;  ///< unique in this engine and never used again: key of a texture cache
  Extent extent;
  int stride = 0;           ///< bytes from row to row: the width, padded as Cairo's A8 surfaces are
  base::PersonBytes alpha;  ///< stride × extent.height bytes, row by row
};

enum class EngineFault {
  no_fonts,  ///< the text font is not installed
};

/// One engine a thread; not thread-safe. Owns its own fontconfig configuration (no user's settings enter) and Pango
/// font map, so that the same text looks the same on every machine with the same fonts.
///
/// Text is UTF-8; "\n" begins a new paragraph; bytes that are not UTF-8 are shown as U+FFFD, one each.
/// Direction is left to right except inside runs of right-to-left scripts.
class Engine {
 public:
  /// `cache_bytes` bounds the masks, measures and their keys that are kept; the least recently used go first.
  [[nodiscard]] static base::Result<std::unique_ptr<Engine>, EngineFault> create(std::size_t cache_bytes = 24u << 20);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// The mask of `text` in `style`; the second time from the cache. The mask stays valid for as long as it is held.
  [[nodiscard]] std::shared_ptr<const Mask> draw(std::string_view text, const Style& style);

  /// The size only, nothing is rasterised; cached too.
  [[nodiscard]] Extent measure(std::string_view text, const Style& style);

  /// Where a caret stands before byte `index` of `text` (clamped to its end): x, top and height of its line; width 0.
  [[nodiscard]] Rect caret(std::string_view text, const Style& style, std::size_t index);

  /// True when some font has every character of `text`, so that none would be drawn as its code.
  [[nodiscard]] bool can_show(std::string_view text);

  /// Session end: forgets and wipes every text and mask that the engine holds. Masks still held elsewhere are wiped
  /// when their last owner lets go.
  void clear();

  [[nodiscard]] std::size_t cached_bytes() const;

 private:
  struct Impl;
  explicit Engine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::text
