// bancheng-catalogue: see README.md.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "kiosk/bundle/content.h"
#include "tools/catalogue/lint.h"
#include "tools/catalogue/sign.h"

namespace {

using namespace bancheng::catalogue_tool;

int print(const Complaints& complaints) {
  for (const auto& complaint : complaints) std::printf("%s: %s\n", complaint.where.c_str(), complaint.what.c_str());
  return complaints.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Checks a catalogue of service items and signs it");
  app.require_subcommand(1);
  std::filesystem::path folder;
  std::optional<std::filesystem::path> icons;
  CLI::App* lint_command = app.add_subcommand("lint", "prints file:line: reason for every mistake; exit code 1 when there is one");
  lint_command->add_option("DIR", folder, "the catalogue's folder")->required();
  lint_command->add_option("--icons", icons, "the drawings' folder; without it drawings are not looked for");
  BundleOrder order;
  CLI::App* bundle_command = app.add_subcommand("bundle", "writes the catalogue as one signed file, as terminals take it up");
  bundle_command->add_option("DIR", order.folder, "the catalogue's folder")->required();
  bundle_command->add_option("--certificate", order.certificate, "whose signature terminals trust, PEM")->required();
  bundle_command->add_option("--key", order.key, "its private key, PEM")->required();
  bundle_command->add_option("--version", order.version, "terminals never go back to a lower one")
      ->required()
      ->check(CLI::Range(std::uint64_t{1}, bancheng::bundle::kGreatestVersion));
  bundle_command->add_option("--out", order.out, "the file to write")->required();
  CLI11_PARSE(app, argc, argv);
  return print(*lint_command ? lint(folder, icons) : make_bundle(order));
}
