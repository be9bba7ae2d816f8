// A record file, read: the sealed parts and the sealed manifest of one submission (FORMAT.md).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"
#include "kiosk/base/unique_fd.h"
#include "kiosk/core/delivery/manifest.h"
#include "kiosk/core/delivery/submission.h"

namespace bancheng::outbox {

enum class RecordError {
  not_there,
  unreadable,  ///< the disk did not give it; another time it may
  no_room,     ///< no descriptor or no memory is left: nothing is known of the record
  damaged,     ///< shorter, longer or other than it was written
};

/// A stretch of a file that is to be sent as it is. Owns the descriptor.
struct Sendable {
  base::UniqueFd file;
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  core::delivery::Sha256 sha256{};
};

/// Reads and checks the table at its head; nothing larger than the table is held in memory.
class RecordReader {
 public:
  [[nodiscard]] static base::Result<RecordReader, RecordError> open(const std::filesystem::path& file);

  [[nodiscard]] const std::string& number() const { return number_; }
  [[nodiscard]] core::delivery::SubmissionKind kind() const { return kind_; }
  [[nodiscard]] base::WallTime stored_at() const { return stored_at_; }
  [[nodiscard]] std::uint32_t parts() const { return static_cast<std::uint32_t>(entries_.size() - 1); }

  /// Reads the bytes through once and compares their hash. `index` parts() is the manifest.
  [[nodiscard]] base::Result<Sendable, RecordError> take(std::uint32_t index) const;

 private:
  struct Entry {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    core::delivery::Sha256 sha256{};
  };
  [[nodiscard]] bool read_head(const std::vector<std::uint8_t>& head);
  [[nodiscard]] bool table_is_contiguous(std::uint64_t file_size) const;

  base::UniqueFd file_;
  std::string number_;
  core::delivery::SubmissionKind kind_{};
  base::WallTime stored_at_{};
  std::vector<Entry> entries_;
};

}  // namespace bancheng::outbox
