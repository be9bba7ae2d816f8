// A simulator's process with its pty and control socket, in a folder of its own.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/transport/address.h"

namespace bancheng::testing {

class Simulator {
 public:
  explicit Simulator(const std::string& device, const std::vector<std::string>& set_up = {}, std::vector<std::string> more = {});
  ~Simulator();
  Simulator(const Simulator&) = delete;
  Simulator& operator=(const Simulator&) = delete;

  [[nodiscard]] drivers::Address address() const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  /// What follows "ok "; the test fails on any other answer.
  std::string command(std::string_view line);
  /// How many commands the driver has sent.
  unsigned heard();
  /// Until it has sent so many in all.
  void await_heard(unsigned count);
  /// Until it has sent so many more: it has done all that came before.
  void await_commands(unsigned count) { await_heard(heard() + count); }
  /// Ends the process and gives its exit status.
  int end();

 private:
  std::string exchange(std::string_view line) const;
  std::filesystem::path folder_;
  int process_ = -1;
};

}  // namespace bancheng::testing
