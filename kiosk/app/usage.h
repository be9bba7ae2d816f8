// Usage: which items are chosen at this terminal, so that home shows first what people come for now. Numbers by day and item,
// nothing of a person.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace bancheng::app {

/// Loop thread. What cannot be read or written is as if nothing had been counted: home then shows the catalogue's own order.
class Usage {
 public:
  static constexpr int kDays = 30;                 ///< what is older does not count
  static constexpr std::size_t kMostItems = 200;   ///< a day; more are not counted
  static constexpr std::uint32_t kFewest = 3;      ///< chosen less often in that time is no sign

  /// Reads `file`; empty: nothing is counted.
  explicit Usage(std::filesystem::path file);

  void count(const std::string& item, std::chrono::sys_days today);
  /// Replaces the file where something was counted since, so that a full disk or a power cut leaves the old one. Waits for the disk.
  void save(std::chrono::sys_days today);
  /// Most often chosen first; of those that were chosen equally often, by id.
  [[nodiscard]] std::vector<std::string> most_used(std::chrono::sys_days today) const;

 private:
  std::filesystem::path file_;
  std::map<std::chrono::sys_days, std::map<std::string, std::uint32_t>> days_;
  bool changed_ = false;
};

}  // namespace bancheng::app
