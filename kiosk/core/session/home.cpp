// Home: choose a service item.
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"

namespace bancheng::core::session {
namespace {

bool is_item(const Context& context) { return context.setup.catalogue->find(context.rest) != nullptr; }

/// Another item begins afresh, but the card that was read stays read.
void begin_item(const Context& context, const catalogue::Item& item) {
  Session& visit = context.visit();
  for (const MaterialState& material : visit.materials) {
    for (const delivery::PageId page : material.pages) context.emit(DropPage{page});
  }
  visit.item = item.id;
  visit.declared.clear();
  visit.answers.clear();
  visit.materials.assign(item.materials.size(), {});
  visit.delivery.reset();
  if (item.deliveries.size() == 1) visit.delivery = item.deliveries.front();
  visit.signature.clear();
  visit.filing = {};
  prefill(item, visit, std::nullopt);
}

void choose(const Context& context) {
  const catalogue::Item& item = *context.setup.catalogue->find(context.rest);
  if (context.visit().item != item.id) begin_item(context, item);
  arrive(context, {At::guide, 0});
}

}  // namespace

void view_home(Page& page) {
  page.heading(say("home.title"));
  for (const catalogue::Item& item : page.setup.catalogue->items) {
    page.tile("item." + item.id, Words(item.name), Words(item.summary), item.icon);
  }
  page.tile("get-help", say("home.help"), say("home.help.detail"), "help");
}

Table home_transitions() {
  return {
      {"home: choose an item", At::home, Upon::touch, "item.*",   is_item, choose},
      {"home: help",           At::home, Upon::touch, "get-help", always,  open_help},
  };
}

}  // namespace bancheng::core::session
