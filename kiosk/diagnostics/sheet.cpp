#include "kiosk/diagnostics/sheet.h"

#include <algorithm>
#include <iterator>

namespace bancheng::diagnostics {
namespace {

Element bar_button(const char* id, const char* label, const char* icon) {
  return {.id = id, .role = Role::button, .place = Place::bar, .emphasis = Emphasis::quiet, .label = say(label), .icon = icon};
}

bool has_back(At at) { return at > At::overview; }

std::string first_control(const std::vector<Element>& elements) {
  const auto found = std::find_if(elements.begin(), elements.end(), [](const Element& element) {
    return element.enabled && element.place != Place::bar && (element.role == Role::button || element.role == Role::field);
  });
  return found == elements.end() ? "heading" : found->id;
}

}  // namespace

const DeviceFacts& facts_of(const State& state, Part part) { return state.devices[static_cast<std::size_t>(part)]; }

void Sheet::heading(Words words) { add({.id = "heading", .role = Role::heading, .label = std::move(words)}); }

void Sheet::text(std::string id, Words words) { add({.id = std::move(id), .role = Role::text, .label = std::move(words)}); }

void Sheet::notice(std::string id, Words words, const char* icon, Words detail) {
  const bool warns = std::string_view(icon) == "warning";
  add({.id = std::move(id), .role = Role::notice, .emphasis = warns ? Emphasis::warning : Emphasis::normal, .label = std::move(words),
       .detail = std::move(detail), .icon = icon});
}

void Sheet::busy(std::string id, Words words) { add({.id = std::move(id), .role = Role::busy, .label = std::move(words)}); }

void Sheet::row(std::string id, Words label, Words value) {
  add({.id = std::move(id), .role = Role::row, .label = std::move(label), .data = core::session::RowData{std::move(value)}});
}

void Sheet::row_to(const std::string& id, Words label, Words value, bool care) {
  row(id, std::move(label), std::move(value));
  add({.id = "open." + id, .role = Role::button, .emphasis = care ? Emphasis::warning : Emphasis::normal, .label = say("service.open"),
       .icon = care ? "warning" : ""});
}

Element& Sheet::button(std::string id, Words label, Emphasis emphasis) {
  actions_.push_back({.id = std::move(id), .role = Role::button, .place = Place::actions, .emphasis = emphasis, .label = std::move(label)});
  return actions_.back();
}

Screen Sheet::finish() {
  Screen screen;
  screen.id = screen_id(visit.at);
  screen.settings = visit.settings;
  screen.elements = std::move(elements_);
  std::move(actions_.begin(), actions_.end(), std::back_inserter(screen.elements));
  screen.focus = first_control(screen.elements);
  screen.elements.push_back(bar_button("bar.language", "bar.language", "language"));
  screen.elements.push_back(bar_button("bar.size", "bar.size", "text-size"));
  screen.elements.push_back(bar_button("bar.contrast", "bar.contrast", "contrast"));
  if (has_back(visit.at)) screen.elements.push_back(bar_button("bar.back", "bar.back", "back"));
  screen.elements.push_back(bar_button("bar.end", "service.leave", "end"));
  return screen;
}

}  // namespace bancheng::diagnostics
