#include "catalogues.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "../checks/specimens.h"
#include "kiosk/core/catalogue/load.h"

namespace bancheng::core::session::checks {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> catalogue_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(BANCHENG_SOURCE_DIR) / "assets/catalogue")) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Setup setup_of(const fs::path& file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  auto catalogue = catalogue::load_catalogue({{file.filename().string(), text.str()}});
  if (!catalogue) {
    for (const base::Complaint& complaint : catalogue.error())
      std::fprintf(stderr, "%s: %s\n", complaint.where.c_str(), complaint.what.c_str());
    std::exit(1);
  }
  Setup setup = specimen_setup();
  setup.catalogue = std::make_shared<const catalogue::Catalogue>(std::move(*catalogue));
  return setup;
}

}  // namespace

std::vector<NamedSetup> all_setups() {
  std::vector<NamedSetup> setups{{"specimens", specimen_setup()}};
  for (const fs::path& file : catalogue_files()) setups.push_back({file.stem().string(), setup_of(file)});
  return setups;
}

}  // namespace bancheng::core::session::checks
