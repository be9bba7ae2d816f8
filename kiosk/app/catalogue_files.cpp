#include "kiosk/app/catalogue_files.h"

#include "kiosk/base/text_files.h"
#include "kiosk/core/catalogue/load.h"

namespace bancheng::app {
namespace {

using Complaints = std::vector<base::Complaint>;

}  // namespace

base::Result<std::shared_ptr<const core::catalogue::Catalogue>, Complaints> read_catalogue(
    const std::filesystem::path& folder) {
  const auto files = base::read_text_files(folder, ".yaml");
  if (!files) return base::failure(Complaints{files.error()});
  auto catalogue = core::catalogue::load_catalogue(*files);
  if (!catalogue) return base::failure(std::move(catalogue.error()));
  return std::make_shared<const core::catalogue::Catalogue>(std::move(*catalogue));
}

base::Result<core::catalogue::WorkingDays, Complaints> read_working_days(const std::filesystem::path& folder) {
  const auto files = base::read_text_files(folder, ".yaml");
  if (!files) return base::failure(Complaints{files.error()});
  return core::catalogue::load_working_days(*files);
}

}  // namespace bancheng::app
