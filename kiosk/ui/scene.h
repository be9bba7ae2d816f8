// Scene: one screen laid out: what to paint, in order, and what can be touched where. Plain data; made by compose(),
// painted by Painter, read by tests and by the scenario runner.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/base/person_text.h"
#include "kiosk/core/delivery/submission.h"
#include "kiosk/core/session/screen.h"
#include "kiosk/text/text.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/shell.h"
#include "kiosk/ui/theme.h"

namespace bancheng::ui {

struct Paint {
  Ground ground = Ground::page;
  Tone tone = Tone::ink;
  friend bool operator==(const Paint&, const Paint&) = default;
};

enum class Corners { all, top, bottom, none };
struct FillMark {
  PixelRect rect;
  Paint paint;
  float radius = 0;
  float stroke = 0;  ///< 0: filled; else only the edge, so thick, inside rect
  Corners corners = Corners::all;  ///< which are round
};
struct TextMark {
  float x = 0;  ///< of the block, top left
  float y = 0;
  base::PersonText text;
  text::Style style;
  Paint paint;
};
/// One colour; the drawing's own shape.
struct IconMark {
  PixelRect rect;
  std::string name;
  Paint paint;
};
/// Several colours of the theme.
struct DrawingMark {
  PixelRect rect;
  std::string name;
};
struct CodeMark {
  PixelRect rect;  ///< with its quiet zone
  std::string payload;
};
struct PictureMark {
  PixelRect rect;
  std::optional<core::delivery::PageId> page;  ///< nothing: the live camera
  bool outline = false;
};
struct InkMark {
  PixelRect rect;  ///< the signature area
  core::delivery::Signature strokes;
  float width = 3;
};
/// What follows shows inside `rect` only (and inside the clip before it), up to an empty one that takes it back.
struct ClipMark {
  PixelRect rect;
};
struct FocusMark {
  PixelRect rect;
  float radius = 0;
};
using Mark = std::variant<FillMark, TextMark, IconMark, DrawingMark, CodeMark, PictureMark, InkMark, ClipMark, FocusMark>;

/// Something with an id: what the scenario runner calls drawn. See Drawn for the fields.
struct Target {
  std::string id;
  DrawnKind kind = DrawnKind::element;
  core::session::Role role = core::session::Role::button;
  base::PersonText text;
  base::PersonText value;
  PixelRect rect;
  bool touchable = false;
  bool enabled = true;
  bool selected = false;
  bool visible = true;
};

struct Scene {
  std::vector<Mark> marks;
  std::vector<Target> targets;
  int page = 0;                                  ///< the page of an overlong screen that is shown
  int pages = 1;
  std::map<std::string, int, std::less<>> page_of;  ///< element id to its page
  PixelRect field_text;                          ///< where the text of the field being typed begins (to put the caret)
  text::Style field_style;

  [[nodiscard]] const Target* find(std::string_view id) const;
  [[nodiscard]] const Target* at(float x, float y) const;
};

}  // namespace bancheng::ui
