// Reads a service item from its YAML text (assets/catalogue/*.yaml). Strict: an unknown key, a wrong type, a missing
// translation or an id used twice is a complaint with its line; nothing is guessed.
#pragma once

#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/core/catalogue/item.h"
#include "kiosk/core/catalogue/source.h"

namespace bancheng::core::catalogue {

/// All complaints at once, in the order of the lines, so that an editor mends them in one go.
[[nodiscard]] base::Result<Item, std::vector<base::Complaint>> load_item(const Source& source);

/// Items in the order of `sources`. Refuses the whole catalogue when one file has a complaint.
[[nodiscard]] base::Result<Catalogue, std::vector<base::Complaint>> load_catalogue(const std::vector<Source>& sources);

}  // namespace bancheng::core::catalogue
