// A disk that can be told to fail or to lose power at its n-th change. It stands under the outbox's file calls (FaultFiles)
// and under SQLite (a VFS named "faulty"). Changes go through to real files at once, as the page cache shows them to every
// process; beside that it keeps what a disk would really hold: a write is durable after a sync of its file, a name
// (created, renamed, removed) after a sync of its folder.
//
// One disk a process; the process that uses it is a child that may be killed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "kiosk/outbox/files.h"

namespace bancheng::crash {

/// What happens at the chosen step.
enum class Fate {
  none,
  killed,          ///< kill -9: the page cache survives
  power_lost,      ///< only what was synced is there
  names_first,     ///< names are as the process saw them, contents only as synced
  torn,            ///< names as seen; of the unsynced writes some came through, some did not, one half
  error_once,      ///< the call fails with EIO
  error_for_good,  ///< this one and all later ones fail with EIO
  full_once,       ///< ENOSPC
  short_write,     ///< a write does half of its work and says so; other calls fail with EIO
};
[[nodiscard]] const char* name_of(Fate fate);
[[nodiscard]] inline bool is_crash(Fate fate) { return fate >= Fate::killed && fate <= Fate::torn; }

class FaultDisk {
 public:
  /// The contents of `root` count as durable. `step` is 1-based.
  FaultDisk(std::filesystem::path root, Fate fate, std::uint64_t step);

  /// Counts one change, and carries out the fate when its turn has come. 0, or the errno value that the call is to answer.
  [[nodiscard]] int next_step();
  [[nodiscard]] std::uint64_t steps() const { return steps_; }
  [[nodiscard]] bool half_now() const { return fate_ == Fate::short_write && steps_ == step_; }

  // What a call that went through has changed.
  void created(const std::filesystem::path& file);
  void wrote(const std::filesystem::path& file, std::uint64_t offset, std::span<const std::uint8_t> bytes);
  void truncated(const std::filesystem::path& file, std::uint64_t size);
  void synced(const std::filesystem::path& file);
  void renamed(const std::filesystem::path& from, const std::filesystem::path& to);
  void removed(const std::filesystem::path& file);
  void folder_synced(const std::filesystem::path& folder);

 private:
  struct Change {
    std::uint64_t offset = 0;
    std::vector<std::uint8_t> bytes;
    bool truncates = false;
  };
  struct Content {
    std::vector<std::uint8_t> durable;
    std::vector<Change> pending;
  };
  using Names = std::map<std::filesystem::path, std::shared_ptr<Content>>;

  [[noreturn]] void crash();
  void lay_out(const Names& names, bool torn);
  [[nodiscard]] std::vector<std::uint8_t> torn_content(const Content& content);
  static void apply(std::vector<std::uint8_t>& to, const Change& change, std::size_t bytes);

  std::filesystem::path root_;
  Fate fate_;
  std::uint64_t step_;
  std::uint64_t steps_ = 0;
  Names names_;    // as the process sees them
  Names durable_;  // as a disk without power holds them
  std::mt19937 random_;
};

/// The outbox's file calls on a FaultDisk.
class FaultFiles final : public outbox::Files {
 public:
  explicit FaultFiles(FaultDisk& disk) : disk_(disk) {}
  int create(const std::filesystem::path& file, base::UniqueFd& opened) override;
  ssize_t write(int fd, std::span<const std::uint8_t> bytes, std::uint64_t offset) override;
  int sync(int fd) override;
  int rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
  int remove(const std::filesystem::path& file) override;
  int sync_directory(const std::filesystem::path& directory) override;

 private:
  FaultDisk& disk_;
};

/// Registers SQLite's VFS "faulty" on this disk. Once a process.
void register_faulty_vfs(FaultDisk& disk);

}  // namespace bancheng::crash
