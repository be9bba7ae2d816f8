// Delivery: how the result reaches the person, and the details that a courier needs.
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"

namespace bancheng::core::session {
namespace {

void pick_up(const Context& context) {
  context.visit().delivery = catalogue::Delivery::pick_up;
  go_on(context);
}

void by_courier(const Context& context) {
  context.visit().delivery = catalogue::Delivery::courier;
  prefill_courier(context);
  go_on(context);
}

}  // namespace

void view_delivery(Page& page) {
  const auto& chosen = page.visit().delivery;
  page.progress(Stage::delivery);
  page.heading(say("delivery.title"));
  for (const catalogue::Delivery way : page.item().deliveries) {
    const bool courier = way == catalogue::Delivery::courier;
    Element& choice = page.choice(courier ? "delivery.courier" : "delivery.pick-up",
                                  say(courier ? "delivery.courier" : "delivery.pick-up"), chosen == way);
    choice.detail = say(courier ? "delivery.courier.detail" : "delivery.pick-up.detail");
    choice.icon = courier ? "courier" : "pick-up";
  }
}

void view_courier_field(Page& page) {
  const Spot spot = page.visit().main;
  page.progress(Stage::delivery);
  page.question(*question_on(page.setup, page.state, spot), spot, page.visit().complaint);
}

Table delivery_transitions() {
  return {
      {"delivery: pick-up",          At::delivery,      Upon::touch, "delivery.pick-up", always,         pick_up},
      {"delivery: courier",          At::delivery,      Upon::touch, "delivery.courier", always,         by_courier},
      {"courier detail: answered",   At::courier_field, Upon::touch, "continue",         answer_is_good, go_on},
  };
}

}  // namespace bancheng::core::session
