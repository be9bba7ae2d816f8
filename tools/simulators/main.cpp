// bancheng-simulator <device> …: the devices of a terminal, played byte by byte on ptys and TCP (README.md).
#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>

#include "tools/simulators/options.h"

namespace {

namespace sim = bancheng::simulators;

struct Entry {
  const char* name;
  const char* what;
  int (*run)(const sim::Options&);
};

constexpr std::array kDevices{
    Entry{"id-card-reader", "ID-card reader with the SAM protocol", sim::run_id_card_reader},
    Entry{"code-scanner", "code scanner that sends bytes", sim::run_code_scanner},
    Entry{"receipt-printer", "ESC/POS receipt printer", sim::run_receipt_printer},
};

void add_options(CLI::App& app, sim::Options& options) {
  auto* link = app.add_option("--link", options.link, "make a pty and link its slave here");
  app.add_option("--listen", options.listen, "or serve TCP here, as 127.0.0.1:0")->excludes(link);
  app.add_option("--port-file", options.port_file, "write the TCP port here");
  app.add_option("--control", options.control, "Unix socket for commands");
  app.add_option("--pace", options.pace, "bits per second of the line; 0: as fast as it goes");
  app.add_option("--do", options.commands, "command to obey before the device is plugged in; may be repeated")->expected(1)->take_all();
}

int run(int argc, char** argv) {
  CLI::App app("Plays a device of a terminal", "bancheng-simulator");
  app.require_subcommand(1);
  sim::Options options;
  for (const Entry& device : kDevices) add_options(*app.add_subcommand(device.name, device.what), options);
  CLI11_PARSE(app, argc, argv);
  for (const Entry& device : kDevices) {
    if (app.got_subcommand(device.name)) return device.run(options);
  }
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bancheng-simulator: %s\n", error.what());
    return 2;
  }
}
