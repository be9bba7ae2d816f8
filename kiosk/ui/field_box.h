// The box in which a field's value stands, with the caret and what is being composed.
#pragma once

#include "kiosk/ui/blocks.h"

namespace bancheng::ui {

/// A field with its question (when it is not the page's heading), hint, box and error.
/// The box alone, and what is said above it (its question, its hint, what is wrong; perhaps nothing).
[[nodiscard]] Block field_box(Canvas& canvas, const View& view, const core::session::Element& element);
[[nodiscard]] Block field_words(Canvas& canvas, const View& view, const core::session::Element& element, float width);
[[nodiscard]] Block field_block(Canvas& canvas, const View& view, const core::session::Element& element, float width);

}  // namespace bancheng::ui
