// bancheng-catalogue: see README.md.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "tools/catalogue/lint.h"

namespace {

using namespace bancheng::catalogue_tool;

int print(const Complaints& complaints) {
  for (const auto& complaint : complaints) std::printf("%s: %s\n", complaint.where.c_str(), complaint.what.c_str());
  return complaints.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Checks a catalogue of service items");
  app.require_subcommand(1);
  std::filesystem::path folder;
  std::optional<std::filesystem::path> icons;
  CLI::App* lint_command = app.add_subcommand("lint", "prints file:line: reason for every mistake; exit code 1 when there is one");
  lint_command->add_option("DIR", folder, "the catalogue's folder")->required();
  lint_command->add_option("--icons", icons, "the drawings' folder; without it drawings are not looked for");
  CLI11_PARSE(app, argc, argv);
  return print(lint(folder, icons));
}
