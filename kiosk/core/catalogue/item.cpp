#include "kiosk/core/catalogue/item.h"

#include <algorithm>

namespace bancheng::core::catalogue {

namespace {

template <typename Entry>
const Entry* with_id(const std::vector<Entry>& entries, std::string_view id) {
  const auto found = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.id == id; });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace

const Item* Catalogue::find(std::string_view id) const { return with_id(items, id); }

const LifeEvent* Catalogue::find_life_event(std::string_view id) const { return with_id(life_events, id); }

const FinderQuestion* Catalogue::find_finder_question(std::string_view id) const { return with_id(finder, id); }

}  // namespace bancheng::core::catalogue
