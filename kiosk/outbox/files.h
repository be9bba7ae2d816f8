// The system calls that change files, so that tests can put a failing, forgetful or torn disk in their place.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <span>

#include "kiosk/base/unique_fd.h"

namespace bancheng::outbox {

/// Every call answers 0 or an errno value.
class Files {
 public:
  virtual ~Files() = default;
  /// A new, empty file (mode 0600) for reading and writing; one of that name is emptied first.
  virtual int create(const std::filesystem::path& file, base::UniqueFd& opened);
  /// Like pwrite(2): how many bytes were written, perhaps fewer than asked, or a negative errno value.
  virtual ssize_t write(int fd, std::span<const std::uint8_t> bytes, std::uint64_t offset);
  virtual int sync(int fd);
  virtual int rename(const std::filesystem::path& from, const std::filesystem::path& to);
  virtual int remove(const std::filesystem::path& file);
  virtual int sync_directory(const std::filesystem::path& directory);
};

[[nodiscard]] Files& system_files();

/// Writes everything or answers an errno value.
[[nodiscard]] int write_all(Files& files, int fd, std::span<const std::uint8_t> bytes, std::uint64_t offset);

}  // namespace bancheng::outbox
