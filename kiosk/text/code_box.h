// Characters shown as their code: which ones, and how the box is drawn.
#pragma once

#include <pango/pangocairo.h>

#include <string_view>
#include <vector>

#include "kiosk/base/person_text.h"

namespace bancheng::text {

using CodePoints = std::vector<char32_t, base::WipingAllocator<char32_t>>;

/// True for what no font may draw: control characters (but tab and line ends), private use (fonts put symbols of their
/// own there; GB 18030-2005 put ideographs there), noncharacters.
[[nodiscard]] bool always_boxed(char32_t c);

/// The characters of `layout` that no font has.
[[nodiscard]] CodePoints without_glyph(PangoLayout* layout);

/// Attributes that turn each character of `utf8` that is in `missing` or always_boxed into a box one em wide. Null when
/// there is none; else the caller owns the list. `count` receives how many.
[[nodiscard]] PangoAttrList* box_attributes(std::string_view utf8, const CodePoints& missing, double font_size,
                                            int& count);

/// Makes layouts of `context` draw the boxes; the digits are laid out in `digits_context`, which must outlive it.
void draw_boxes_in(PangoContext* context, PangoContext* digits_context);

}  // namespace bancheng::text
