// bancheng-bench: takes figures inside one process. Each line of the output is one figure as JSON: name, unit and the
// values of all runs; tools/bench makes of them what it prints.
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <map>

#include "tools/bench_runner/figures.h"

namespace {

using namespace bancheng;

const std::map<std::string, bench::Taken (*)(const bench::Options&)> kFigures{
    {"session.step", bench::take_session_step},   {"receipt.encode", bench::take_receipt_encode},
    {"page.pipeline", bench::take_page_pipeline}, {"page.preview", bench::take_page_preview},
    {"code.read", bench::take_code_read},         {"outbox.store", bench::take_outbox_store},
};

bool take(const std::string& name, const bench::Options& options) {
  const auto taken = kFigures.at(name)(options);
  if (!taken) {
    std::fprintf(stderr, "%s: %s: %s\n", name.c_str(), taken.error().where.c_str(), taken.error().what.c_str());
    return false;
  }
  for (const bench::Figure& figure : *taken) {
    const nlohmann::ordered_json line{{"name", figure.name}, {"unit", figure.unit}, {"values", figure.values}};
    std::printf("%s\n", line.dump().c_str());
    std::fflush(stdout);
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Takes figures of the rooms inside one process; called by tools/bench.");
  bench::Options options;
  std::vector<std::string> names;
  app.add_option("names", names, "figures")->required()->check(CLI::IsMember(kFigures));
  app.add_option("--runs", options.runs, "how often each is measured")->check(CLI::Range(1, 100'000));
  app.add_option("--assets", options.assets, "an assets folder")->required();
  app.add_option("--calendar", options.calendar, "the folder of working-day calendars")->required();
  app.add_option("--sheets", options.sheets, "the folder of specimen sheets")->required();
  app.add_option("--certificates", options.certificates, "what tools/demo-certificates made");
  app.add_option("--folder", options.folder, "an empty folder on the disk to be measured");
  CLI11_PARSE(app, argc, argv);
  bool good = true;
  for (const std::string& name : names) good = take(name, options) && good;
  return good ? 0 : 1;
}
