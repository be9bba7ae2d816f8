// bancheng-effort: see README.md.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>

#include "kiosk/base/text_files.h"
#include "kiosk/core/catalogue/load.h"
#include "tools/effort_runner/report.h"

namespace {

using namespace bancheng;
using namespace bancheng::effort;

struct Order {
  std::filesystem::path folder;
  std::vector<std::string> items;  ///< empty: all
  bool markdown = false;
  bool steps = false;
};

std::shared_ptr<const core::catalogue::Catalogue> load(const std::filesystem::path& folder) {
  const auto files = base::read_text_files(folder, ".yaml");
  auto catalogue = files ? core::catalogue::load_catalogue(*files) : base::failure(std::vector{files.error()});
  if (catalogue) return std::make_shared<const core::catalogue::Catalogue>(std::move(*catalogue));
  for (const base::Complaint& complaint : catalogue.error()) std::fprintf(stderr, "%s: %s\n", complaint.where.c_str(), complaint.what.c_str());
  return nullptr;
}

std::vector<std::string> chosen_items(const core::catalogue::Catalogue& catalogue, const Order& order) {
  if (!order.items.empty()) return order.items;
  std::vector<std::string> all;
  for (const core::catalogue::Item& item : catalogue.items) all.push_back(item.id);
  return all;
}

void print_steps(const std::string& item, const Way& way) {
  std::printf("%s\n", item.c_str());
  for (const std::string& step : way.steps) std::printf("    %s\n", step.c_str());
}

int report(const std::shared_ptr<const core::catalogue::Catalogue>& catalogue, const Order& order) {
  std::vector<Line> lines;
  std::vector<std::string> complaints;
  for (const std::string& id : chosen_items(*catalogue, order)) {
    const core::catalogue::Item* item = catalogue->find(id);
    if (item == nullptr) {
      complaints.push_back("no item is called " + id);
      continue;
    }
    const Ways ways = find_ways(catalogue, id);
    for (const std::string& complaint : complaints_about(*item, ways)) complaints.push_back(id + ": " + complaint);
    if (ways.ways.empty()) continue;
    lines.push_back({id, measure(ways), item->budget});
    if (order.steps) print_steps(id, longest(ways));
  }
  std::fputs(table(lines, order.markdown ? Layout::markdown : Layout::plain).c_str(), stdout);
  for (const std::string& complaint : complaints) std::fprintf(stderr, "%s\n", complaint.c_str());
  return complaints.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Prints what each service item takes: touches, typed characters, screens, seconds; exit code 1 when an item is over its budget");
  Order order;
  app.add_option("DIR", order.folder, "the catalogue's folder")->required();
  app.add_option("ITEM", order.items, "just these; all without any");
  app.add_flag("--markdown", order.markdown, "the table for a README");
  app.add_flag("--steps", order.steps, "the longest way of each item, step by step");
  CLI11_PARSE(app, argc, argv);
  const auto catalogue = load(order.folder);
  return catalogue ? report(catalogue, order) : 1;
}
