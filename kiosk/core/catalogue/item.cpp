#include "kiosk/core/catalogue/item.h"

#include <algorithm>

namespace bancheng::core::catalogue {

const Item* Catalogue::find(std::string_view id) const {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace bancheng::core::catalogue
