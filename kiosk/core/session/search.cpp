// Search: letters are enough (catalogue/search.h); what fits stands below what is typed, after each letter.
#include "kiosk/core/session/moves.h"
#include "kiosk/core/session/page.h"

namespace bancheng::core::session {
namespace {

constexpr int kLongestSought = 24;
constexpr std::size_t kMostFound = 4;

std::vector<std::string> found(const Setup& setup, const Session& visit) {
  return setup.search->find(visit.sought.view(), kMostFound);
}

bool brings_text(const Context& context) { return context.text() != nullptr; }

void look_up(const Context& context) { context.visit().sought = *context.text(); }

void open(const Context& context) { arrive(context, {At::search, 0}); }

bool is_item(const Context& context) { return context.setup.catalogue->find(context.rest) != nullptr; }

void choose(const Context& context) { choose_item(context, *context.setup.catalogue->find(context.rest), {At::search, 0}); }

}  // namespace

void view_search(Page& page) {
  const Session& visit = page.visit();
  page.heading(say("search.title"));
  page.add({.id = "answer", .role = Role::field, .label = say("search.title"),
            .data = FieldData{Keyboard::latin, visit.sought, say("search.hint"), kLongestSought}});
  bool nothing = true;
  for (const std::string& id : found(page.setup, visit)) {
    const catalogue::Item* item = page.setup.catalogue->find(id);
    if (item == nullptr) continue;  // the index is of another catalogue
    nothing = false;
    page.tile("item." + id, Words(item->name), {}, item->icon);
  }
  if (!visit.sought.empty() && nothing) page.notice("search.nothing", say("search.nothing"));
}

Table search_transitions() {
  return {
      {"search: open",           At::home,   Upon::touch, "search",   always,      open},
      {"search: typed",          At::search, Upon::touch, "answer",   brings_text, look_up},
      {"search: choose an item", At::search, Upon::touch, "item.*",   is_item,     choose},
  };
}

}  // namespace bancheng::core::session
