// The sealed parts on disk: <folder>/<number>/<index>-<sha256>.cms. They are never opened here. A part is there once
// its file, its folder and the folder above are synced. Thread-safe for different numbers; the caller keeps one number to
// one thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>

#include "kiosk/base/clock.h"
#include "kiosk/base/person_text.h"
#include "kiosk/base/result.h"

namespace bancheng::hall {

enum class DiskError { failed };

struct PartName {
  std::uint32_t index = 0;
  std::string sealed_sha256;
  friend auto operator<=>(const PartName&, const PartName&) = default;
};

class PartFiles {
 public:
  explicit PartFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// True: written now; false: it was there. Another content under the same index is removed.
  [[nodiscard]] base::Result<bool, DiskError> put(const std::string& number, const PartName& name, std::span<const std::uint8_t> bytes) const;
  [[nodiscard]] bool has(const std::string& number, const PartName& name) const;
  /// Nothing when it is not there.
  [[nodiscard]] base::Result<std::optional<base::PersonBytes>, DiskError> read(const std::string& number, const PartName& name) const;
  /// So that it can be put again: a part that is there is never written over. True: it is gone for good.
  [[nodiscard]] bool remove(const std::string& number, const PartName& name) const;
  /// Removes what a submission was uploaded with but does not name.
  void keep_only(const std::string& number, const std::set<PartName>& names) const;
  /// Removes what was uploaded before `before` for numbers that were never accepted. `remove` is asked for each number, and
  /// runs the removal that it is given when it agrees. Returns how many numbers went.
  std::size_t remove_stale(base::WallTime before,
                           const std::function<bool(const std::string& number, const std::function<void()>& removal)>& remove) const;
  /// Free bytes of the disk below the folder.
  [[nodiscard]] std::uintmax_t free_bytes() const;

 private:
  [[nodiscard]] std::filesystem::path path_of(const std::string& number, const PartName& name) const;
  void remove_others(const std::string& number, const PartName& name) const;
  std::filesystem::path folder_;
};

}  // namespace bancheng::hall
