#include "kiosk/core/catalogue/drawings.h"

#include <set>

namespace bancheng::core::catalogue {

std::vector<std::string> drawings_of(const Catalogue& catalogue) {
  std::set<std::string> names;
  for (const Item& item : catalogue.items) {
    names.insert(item.icon);
    for (const Material& material : item.materials) names.insert(material.picture);
  }
  for (const LifeEvent& event : catalogue.life_events) names.insert(event.icon);
  names.erase("");
  return {names.begin(), names.end()};
}

}  // namespace bancheng::core::catalogue
