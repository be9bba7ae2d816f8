// Sheet: how a page of the diagnostic mode says what is to be seen. Inside this room only.
#pragma once

#include <string>
#include <vector>

#include "kiosk/diagnostics/words.h"

namespace bancheng::diagnostics {

using core::session::Element;
using core::session::Emphasis;
using core::session::Place;
using core::session::Role;

class Sheet {
 public:
  Sheet(const Setup& with, const State& of) : setup(with), state(of), visit(*of.visit) {}

  const Setup& setup;
  const State& state;
  const Visit& visit;

  void heading(Words words);
  void text(std::string id, Words words);
  /// Stands out: `icon` "done" for what is good, "warning" for trouble, "info" else.
  void notice(std::string id, Words words, const char* icon, Words detail = {});
  void busy(std::string id, Words words);
  void row(std::string id, Words label, Words value);
  /// A row with the button "open.<id>" that leads to its page; `care`: what is there is not fit.
  void row_to(const std::string& id, Words label, Words value, bool care);
  /// The reference holds until the next element is added.
  Element& button(std::string id, Words label, Emphasis emphasis = Emphasis::normal);
  void add(Element element) { elements_.push_back(std::move(element)); }

  /// Puts the bar at the end.
  [[nodiscard]] Screen finish();

 private:
  std::vector<Element> elements_;
  std::vector<Element> actions_;
};

/// Of the device whose page this is.
[[nodiscard]] const DeviceFacts& facts_of(const State& state, Part part);

void view_no_pin(Sheet& sheet);
void view_pin(Sheet& sheet);
void view_locked(Sheet& sheet);
void view_overview(Sheet& sheet);
void view_reader(Sheet& sheet);
void view_scanner(Sheet& sheet);
void view_camera(Sheet& sheet);
void view_printer(Sheet& sheet);
void view_hall(Sheet& sheet);
void view_terminal(Sheet& sheet);
void view_mishaps(Sheet& sheet);
void view_report(Sheet& sheet);

}  // namespace bancheng::diagnostics
