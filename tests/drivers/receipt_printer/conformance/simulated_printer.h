// The simulator's process, its control socket and its paper, for the tests of the printer driver.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/transport/address.h"

namespace bancheng::testing {

enum class Link { tcp, serial };

/// Black where the paper is.
struct PaperPicture {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::vector<std::uint8_t> grey;
  [[nodiscard]] bool black(std::uint32_t x, std::uint32_t y) const { return grey[std::size_t{y} * width + x] == 0; }
};

/// Starts `bancheng-simulator receipt-printer` in a folder of its own; ends it and removes the folder.
class SimulatedPrinter {
 public:
  explicit SimulatedPrinter(Link link);
  ~SimulatedPrinter();
  SimulatedPrinter(const SimulatedPrinter&) = delete;
  SimulatedPrinter& operator=(const SimulatedPrinter&) = delete;

  [[nodiscard]] drivers::Address address() const;
  /// What follows "ok" in the answer; the test fails on any other answer.
  std::string command(std::string_view line);
  [[nodiscard]] int receipts() { return std::stoi(command("count")); }
  [[nodiscard]] PaperPicture last_receipt();

 private:
  void start();
  [[nodiscard]] std::string exchange(std::string_view line) const;

  Link link_;
  std::filesystem::path folder_;
  int process_ = -1;
};

}  // namespace bancheng::testing
