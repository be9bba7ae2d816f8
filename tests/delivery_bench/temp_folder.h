// A folder of its own for one test, gone afterwards.
#pragma once

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <system_error>

namespace bancheng::bench {

/// In memory where the system has such a place, for tests that make thousands of files and need no disk.
struct Memory {};
inline constexpr Memory kMemory{};

class TempFolder {
 public:
  TempFolder() : TempFolder(std::filesystem::temp_directory_path()) {}
  explicit TempFolder(Memory) : TempFolder(::access("/dev/shm", W_OK) == 0 ? std::filesystem::path("/dev/shm") : std::filesystem::temp_directory_path()) {}
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(const char* name) const { return path_ / name; }

 private:
  explicit TempFolder(const std::filesystem::path& where) {
    std::string name = (where / "bancheng-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  std::filesystem::path path_;
};

}  // namespace bancheng::bench
