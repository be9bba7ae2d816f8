// The command line that all devices share, and the devices.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace bancheng::simulators {

struct Options {
  std::optional<std::filesystem::path> link;       ///< a pty; its slave is linked here
  std::optional<std::string> listen;               ///< or a TCP server: "127.0.0.1:0"
  std::optional<std::filesystem::path> port_file;  ///< gets the TCP port, once it is known
  std::optional<std::filesystem::path> control;    ///< Unix socket for commands
  std::uint32_t pace = 0;                          ///< bits per second of the line, 10 a byte; 0: as fast as it goes
  std::vector<std::string> commands;               ///< done before the device is plugged in
};

// Each runs until SIGTERM, SIGINT or the end of the parent process, and returns the program's exit status.
[[nodiscard]] int run_id_card_reader(const Options& options);
[[nodiscard]] int run_code_scanner(const Options& options);
[[nodiscard]] int run_receipt_printer(const Options& options);

}  // namespace bancheng::simulators
