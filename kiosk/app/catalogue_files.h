// Reads the files of the catalogue and of the working-day calendar.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/core/catalogue/item.h"
#include "kiosk/core/catalogue/working_days.h"

namespace bancheng::app {

/// Every *.yaml of `folder` (assets/catalogue), in the order of their names.
[[nodiscard]] base::Result<std::shared_ptr<const core::catalogue::Catalogue>, std::vector<base::Complaint>>
read_catalogue(const std::filesystem::path& folder);

/// Every *.yaml of `folder` (config/calendar). None is no mistake: then every deadline is estimated.
[[nodiscard]] base::Result<core::catalogue::WorkingDays, std::vector<base::Complaint>> read_working_days(
    const std::filesystem::path& folder);

}  // namespace bancheng::app
