// bancheng-specimens: makes the specimen persons and sheets that the tests and the demonstration show to the devices.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tools/specimens/persons.h"
#include "tools/specimens/sheets.h"

namespace {

using namespace bancheng::specimens;

bool write_persons(const std::filesystem::path& folder) {
  for (const Person& person : all_persons()) {
    std::ofstream file(folder / (person.file + ".json"));
    file << person.card.dump(2) << '\n';
    if (!file.flush()) return false;
  }
  return true;
}

bool write_sheets(const std::filesystem::path& folder) {
  for (const Sheet& sheet : all_sheets()) {
    if (!sheet.draw()->save(folder / (sheet.file + ".png"))) return false;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Makes specimen persons (JSON) and specimen sheets (PNG), the same each time.");
  std::filesystem::path out;
  app.add_option("--out", out, "folder; persons/ and sheets/ are made in it")->required();
  CLI11_PARSE(app, argc, argv);
  std::error_code error;
  std::filesystem::create_directories(out / "persons", error);
  std::filesystem::create_directories(out / "sheets", error);
  if (error || !write_persons(out / "persons") || !write_sheets(out / "sheets")) {
    std::fprintf(stderr, "cannot write to %s\n", out.c_str());
    return 1;
  }
  return 0;
}
