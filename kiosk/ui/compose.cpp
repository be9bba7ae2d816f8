// The page as a whole: header, body, actions, bar.
#include <algorithm>
#include <set>

#include "kiosk/ui/bodies.h"
#include "kiosk/ui/frame.h"
#include "kiosk/ui/view.h"

namespace bancheng::ui {

Spoken resolve(const core::session::Element& element, const text::Phrasebook& phrases) {
  using namespace core::session;
  Spoken spoken;
  spoken.label = phrases.resolve(element.label);
  spoken.detail = phrases.resolve(element.detail);
  spoken.error = phrases.resolve(element.error);
  if (const auto* row = std::get_if<RowData>(&element.data)) spoken.value = phrases.resolve(row->value);
  if (const auto* field = std::get_if<FieldData>(&element.data)) {
    spoken.value = field->secret ? as_dots(field->value.view()) : field->value;
    spoken.hint = phrases.resolve(field->hint);
  }
  return spoken;
}

namespace {

/// Elements that are not on this page are there all the same: on another page.
void add_unseen(Canvas& canvas, const View& view) {
  std::set<std::string_view> seen;
  for (const Target& target : canvas.scene().targets) seen.insert(target.id);
  Elements unseen;
  for (const auto& element : view.screen->elements) {
    if (!seen.contains(element.id)) unseen.push_back(&element);
  }
  for (const auto* element : unseen) {
    add_target(canvas, view, *element, {});
    canvas.scene().targets.back().visible = false;
    canvas.scene().targets.back().touchable = false;
  }
}

/// Elements in list order first, then keys, candidates and controls as they were drawn.
void put_in_list_order(const View& view, Scene& scene) {
  std::map<std::string_view, std::size_t> order;
  for (std::size_t i = 0; i < view.screen->elements.size(); ++i) order.emplace(view.screen->elements[i].id, i);
  const auto rank = [&](const Target& target) {
    if (target.kind != DrawnKind::element) return order.size() + static_cast<std::size_t>(target.kind);
    const auto it = order.find(target.id);
    return it == order.end() ? order.size() : it->second;
  };
  std::stable_sort(scene.targets.begin(), scene.targets.end(),
                   [&](const Target& a, const Target& b) { return rank(a) < rank(b); });
}

}  // namespace

Scene compose(const View& view, const Metrics& metrics, text::Engine& engine) {
  Scene scene;
  Canvas canvas(scene, metrics, engine, view.attention);
  canvas.fill(metrics.window, {Ground::page, Tone::fill});
  const PixelRect body = draw_frame(canvas, view);
  draw_body(canvas, view, body);
  add_unseen(canvas, view);
  put_in_list_order(view, scene);
  return scene;
}

}  // namespace bancheng::ui
