// Before the PIN was right: a citizen may stand here too, so each page says how to get away.
#include "kiosk/diagnostics/sheet.h"

namespace bancheng::diagnostics {

void view_no_pin(Sheet& sheet) {
  sheet.heading(say("service.pin.title"));
  sheet.notice("no-pin", say("service.pin.none"), "warning");
  sheet.text("citizen", say("service.pin.citizen"));
}

void view_pin(Sheet& sheet) {
  const Visit& visit = sheet.visit;
  const bool checking = visit.job != 0;
  if (visit.refused) {
    const char* id = *visit.refused == PinVerdict::wrong ? "service.pin.wrong" : "service.pin.unreadable";
    sheet.add({.id = "problem", .role = Role::error_summary, .emphasis = Emphasis::warning, .label = say(id), .icon = "warning"});
  }
  sheet.heading(say("service.pin.title"));
  if (checking) {
    sheet.busy("checking", say("service.pin.checking"));
    return;
  }
  sheet.text("citizen", say("service.pin.citizen"));
  sheet.add({.id = "pin", .role = Role::field, .label = say("service.pin.label"),
             .data = core::session::FieldData{.keyboard = core::session::Keyboard::digits, .value = visit.pin, .hint = {},
                                              .max_length = static_cast<int>(kLongestPin), .secret = true}});
  sheet.button("continue", say("continue"), Emphasis::primary).enabled = visit.pin.size() >= kShortestPin;
}

void view_locked(Sheet& sheet) {
  sheet.heading(say("service.locked.title"));
  const base::Milliseconds left = *sheet.visit.wait - sheet.state.now.steady;
  sheet.notice("locked", say("service.locked.until", {{"time", second_text(sheet.state.now.wall + left)}}), "warning");
  sheet.text("way-out", say("service.locked.way-out"));
  sheet.text("citizen", say("service.pin.citizen"));
}

}  // namespace bancheng::diagnostics
