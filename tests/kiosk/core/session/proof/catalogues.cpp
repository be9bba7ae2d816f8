#include "catalogues.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "../checks/specimens.h"
#include "kiosk/base/text_files.h"
#include "kiosk/core/catalogue/load.h"

namespace bancheng::core::session::checks {
namespace {

catalogue::Catalogue shipped_catalogue() {
  const auto files = base::read_text_files(std::filesystem::path(BANCHENG_SOURCE_DIR) / "assets/catalogue", ".yaml");
  auto catalogue = files ? catalogue::load_catalogue(*files) : base::failure(std::vector{files.error()});
  if (catalogue) return std::move(*catalogue);
  for (const base::Complaint& complaint : catalogue.error()) std::fprintf(stderr, "%s: %s\n", complaint.where.c_str(), complaint.what.c_str());
  std::exit(1);
}

/// The item alone: home, which leads to all of them, is walked through with the specimens.
Setup setup_of(const catalogue::Item& item) {
  auto alone = std::make_shared<catalogue::Catalogue>();
  alone->items = {item};
  Setup setup = specimen_setup();
  setup.catalogue = std::move(alone);
  setup.search.reset();
  return setup;
}

}  // namespace

std::vector<NamedSetup> all_setups() {
  std::vector<NamedSetup> setups{{"specimens", specimen_setup(), false}};
  const catalogue::Catalogue shipped = shipped_catalogue();
  for (const catalogue::Item& item : shipped.items) setups.push_back({item.id, setup_of(item), true});
  return setups;
}

}  // namespace bancheng::core::session::checks
