// Reads the catalogue's files from assets/catalogue.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/core/catalogue/item.h"

namespace bancheng::app {

/// Every *.yaml of `folder`, in the order of their names. A file that is too large (1 MiB) or unreadable is a complaint.
[[nodiscard]] base::Result<std::shared_ptr<const core::catalogue::Catalogue>, std::vector<base::Complaint>> read_catalogue(
    const std::filesystem::path& folder);

}  // namespace bancheng::app
