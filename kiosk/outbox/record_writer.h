// Writes a record file (FORMAT.md). Inside this room only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/base/unique_fd.h"
#include "kiosk/core/delivery/manifest.h"
#include "kiosk/outbox/files.h"

namespace bancheng::outbox {

/// Every call answers 0 or an errno value; after a failure the file is worth nothing.
class RecordWriter {
 public:
  RecordWriter(Files& files, std::size_t entries) : files_(files), expected_(entries), end_(0) {}

  [[nodiscard]] int create(const std::filesystem::path& file);
  /// Exactly as many calls as there are entries; the last is the manifest.
  [[nodiscard]] int append(std::span<const std::uint8_t> sealed, core::delivery::Sha256& hash);
  /// Writes the head and syncs the file.
  [[nodiscard]] int finish(const std::string& number, core::delivery::SubmissionKind kind, base::WallTime stored_at);

 private:
  struct Entry {
    std::uint64_t offset, size;
    core::delivery::Sha256 sha256;
  };
  Files& files_;
  std::size_t expected_;
  std::uint64_t end_;
  base::UniqueFd fd_;
  std::vector<Entry> entries_;
};

}  // namespace bancheng::outbox
