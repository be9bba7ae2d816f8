// View: all that compose() needs to know to lay a screen out.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "kiosk/base/person_text.h"
#include "kiosk/core/session/screen.h"
#include "kiosk/text/phrasebook.h"
#include "kiosk/ui/canvas.h"
#include "kiosk/ui/typing.h"

namespace bancheng::ui {

/// The words of one element, resolved in the screen's language.
struct Spoken {
  base::PersonText label;
  base::PersonText detail;
  base::PersonText error;
  base::PersonText value;  ///< of fields and rows
  base::PersonText hint;
};
[[nodiscard]] Spoken resolve(const core::session::Element& element, const text::Phrasebook& phrases);

/// Width and height in pixels.
struct PictureSize {
  int width = 0;
  int height = 0;
};

struct View {
  const core::session::Screen* screen = nullptr;
  std::vector<Spoken> spoken;                   ///< in the order of screen->elements
  const text::Phrasebook* phrases = nullptr;
  const Typing* typing = nullptr;
  Attention attention;
  int page = 0;                                 ///< wanted; the scene says which it became
  std::optional<PictureSize> live;              ///< of the camera's frames
  std::map<std::uint32_t, PictureSize> pictures;  ///< of scanned pages, by PageId::value
  const core::delivery::Signature* strokes = nullptr;  ///< of the signature as far as it is drawn
  int busy_phase = 0;                           ///< 0…2: which dot of "busy" is lit
  std::function<bool(std::string_view)> has_drawing;   ///< assets/icons has a drawing in several colours of that name

  [[nodiscard]] const Spoken& of(const core::session::Element& element) const {
    return spoken[static_cast<std::size_t>(&element - screen->elements.data())];
  }
  [[nodiscard]] std::string phrase(std::string_view id) const { return phrases->phrase(id); }
};

/// Lays the screen out. Every element gets a target; one that does not fit on the page is on a further page.
[[nodiscard]] Scene compose(const View& view, const Metrics& metrics, text::Engine& engine);

}  // namespace bancheng::ui
