// Home: what people come for most, moments of life, and the ways for those who do not know the name of what they need.
// Items: those of one moment of life, or all.
#include <algorithm>

#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"

namespace bancheng::core::session {
namespace {

/// A catalogue of no more items than this, without moments of life, needs no further order.
constexpr std::size_t kFew = 6;

bool is_item(const Context& context) { return context.setup.catalogue->find(context.rest) != nullptr; }

void choose(const Context& context) { choose_item(context, *context.setup.catalogue->find(context.rest), context.visit().main); }

bool is_life_event(const Context& context) { return context.setup.catalogue->find_life_event(context.rest) != nullptr; }

void list_life_event(const Context& context) {
  context.visit().life_event = std::string(context.rest);
  arrive(context, {At::items, 0});
}

void list_all(const Context& context) {
  context.visit().life_event.clear();
  arrive(context, {At::items, 0});
}

std::vector<const catalogue::Item*> items_named(const catalogue::Catalogue& catalogue, const std::vector<std::string>& ids) {
  std::vector<const catalogue::Item*> items;
  for (const std::string& id : ids) {
    if (const catalogue::Item* item = catalogue.find(id)) items.push_back(item);
  }
  return items;
}

/// In the order of the life events, as people look for them; then those of none.
std::vector<const catalogue::Item*> all_items(const catalogue::Catalogue& catalogue) {
  std::vector<const catalogue::Item*> items;
  const auto add = [&](const catalogue::Item* item) {
    if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(item);
  };
  for (const catalogue::LifeEvent& event : catalogue.life_events) {
    for (const catalogue::Item* item : items_named(catalogue, event.items)) add(item);
  }
  for (const catalogue::Item& item : catalogue.items) add(&item);
  return items;
}

std::vector<const catalogue::Item*> first_items(const Setup& setup) {
  std::vector<const catalogue::Item*> items = items_named(*setup.catalogue, setup.most_used);
  if (items.empty()) items = items_named(*setup.catalogue, setup.catalogue->most_used);
  if (items.size() > setup.home_tiles) items.resize(setup.home_tiles);
  return items;
}

bool is_small(const catalogue::Catalogue& catalogue) { return catalogue.life_events.empty() && catalogue.items.size() <= kFew; }

void add_tiles(Page& page, const std::vector<const catalogue::Item*>& items) {
  for (const catalogue::Item* item : items) page.tile("item." + item->id, Words(item->name), Words(item->summary), item->icon);
}

void add_ways_to_find(Page& page) {
  if (page.setup.search) page.tile("search", say("home.search"), say("home.search.detail"), "search");
  page.tile("progress", say("home.progress"), say("home.progress.detail"), "progress");
  if (!page.setup.catalogue->finder.empty()) page.tile("unsure", say("home.unsure"), say("home.unsure.detail"), "signpost");
}

void add_life_events(Page& page) {
  if (page.setup.catalogue->life_events.empty()) return;
  page.section("home.life-events", say("home.life-events"));
  for (const catalogue::LifeEvent& event : page.setup.catalogue->life_events) {
    page.tile("life-event." + event.id, Words(event.name), {}, event.icon);
  }
  page.tile("all-items", say("home.all-items"), {}, "list");
}

}  // namespace

void view_home(Page& page) {
  page.heading(say("home.title"));
  if (is_small(*page.setup.catalogue)) {
    add_tiles(page, all_items(*page.setup.catalogue));
  } else {
    page.section("home.most-used", say("home.most-used"));
    for (const catalogue::Item* item : first_items(page.setup)) page.tile("item." + item->id, Words(item->name), {}, item->icon);
  }
  add_ways_to_find(page);
  add_life_events(page);
}

void view_items(Page& page) {
  const catalogue::LifeEvent* event = page.setup.catalogue->find_life_event(page.visit().life_event);
  page.heading(event != nullptr ? Words(event->name) : say("items.all"));
  add_tiles(page, event != nullptr ? items_named(*page.setup.catalogue, event->items) : all_items(*page.setup.catalogue));
  page.tile("get-help", say("home.help"), say("home.help.detail"), "help");
}

Table home_transitions() {
  constexpr Pages kLists{At::home, At::items};
  return {
      // name                     pages     upon         element         guard          action
      {"home: choose an item",    kLists,   Upon::touch, "item.*",       is_item,       choose},
      {"home: moment of life",    At::home, Upon::touch, "life-event.*", is_life_event, list_life_event},
      {"home: all items",         At::home, Upon::touch, "all-items",    always,        list_all},
      {"items: help",             At::items, Upon::touch, "get-help",     always,        open_help},
  };
}

}  // namespace bancheng::core::session
