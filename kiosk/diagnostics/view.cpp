#include <array>

#include "kiosk/diagnostics/sheet.h"

namespace bancheng::diagnostics {

const char* screen_id(At at) {
  static constexpr std::array<const char*, kPages> kIds{
      "service-no-pin", "service-pin",     "service-locked", "service-overview", "service-reader",  "service-scanner",
      "service-camera", "service-printer", "service-hall",   "service-terminal", "service-mishaps", "service-report"};
  return kIds[static_cast<std::size_t>(at)];
}

Screen view(const Setup& setup, const State& state) {
  using View = void (*)(Sheet&);
  static constexpr std::array<View, kPages> kViews{view_no_pin, view_pin,     view_locked, view_overview, view_reader,  view_scanner,
                                                   view_camera, view_printer, view_hall,   view_terminal, view_mishaps, view_report};
  Sheet sheet(setup, state);
  kViews[static_cast<std::size_t>(state.visit->at)](sheet);
  return sheet.finish();
}

}  // namespace bancheng::diagnostics
