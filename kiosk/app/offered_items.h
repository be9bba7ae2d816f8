// Which items of the catalogue this terminal offers, and in what order, by its profile.
#pragma once

#include <memory>
#include <vector>

#include "kiosk/app/config.h"
#include "kiosk/base/result.h"
#include "kiosk/core/catalogue/item.h"

namespace bancheng::app {

/// The catalogue without what the profile leaves out. Life events, the finder and what is most used lead to no item that is
/// not offered: a way to one becomes a way to a help case, a life event without items is gone. An id that the catalogue does
/// not have is a complaint with the profile's line.
[[nodiscard]] base::Result<std::shared_ptr<const core::catalogue::Catalogue>, std::vector<base::Complaint>> offer(
    core::catalogue::Catalogue catalogue, const Config::Items& items);

}  // namespace bancheng::app
