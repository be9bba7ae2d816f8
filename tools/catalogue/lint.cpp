#include "tools/catalogue/lint.h"

#include <fmt/format.h>

#include <algorithm>

#include "kiosk/base/text_files.h"
#include "kiosk/core/catalogue/load.h"

namespace bancheng::catalogue_tool {
namespace {

void complain_about_lonely_items(const core::catalogue::Catalogue& catalogue, const std::filesystem::path& folder, Complaints& complaints) {
  if (catalogue.life_events.empty()) return;
  for (const auto& item : catalogue.items) {
    const bool led_to = std::any_of(catalogue.life_events.begin(), catalogue.life_events.end(), [&](const core::catalogue::LifeEvent& event) {
      return std::find(event.items.begin(), event.items.end(), item.id) != event.items.end();
    });
    if (!led_to)
      complaints.push_back({fmt::format("{}:1", (folder / (item.id + ".yaml")).string()), "no life event of home.yaml leads to this item"});
  }
}

}  // namespace

Complaints lint(const std::filesystem::path& folder, const std::optional<std::filesystem::path>& icons) {
  const auto files = base::read_text_files(folder, ".yaml");
  if (!files) return {files.error()};
  if (files->empty()) return {{folder.string(), "holds no .yaml file"}};
  Complaints complaints;
  const auto catalogue = core::catalogue::load_catalogue(*files);
  if (!catalogue) complaints = catalogue.error();
  for (const base::TextFile& file : *files) {
    const Complaints doubts = doubts_about(file, icons);
    complaints.insert(complaints.end(), doubts.begin(), doubts.end());
  }
  if (catalogue) complain_about_lonely_items(*catalogue, folder, complaints);
  return complaints;
}

}  // namespace bancheng::catalogue_tool
