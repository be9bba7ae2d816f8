// Where an outbox is, and what it tells about itself. Shared by both ends.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "kiosk/base/clock.h"

namespace bancheng::outbox {

class Files;

/// What a technician has to be told; the number is all that is said about whom it concerns.
enum class Alert {
  record_damaged,     ///< bytes on the disk are not what was written: set aside, all others go on
  orphan_set_aside,   ///< a complete record of which no row knew (a crash in the middle of storing); never receipted
  database_rebuilt,   ///< the database was damaged; rebuilt from the records
  refused_by_hall,    ///< parked until a person looks
};
[[nodiscard]] const char* name_of(Alert alert);

struct Place {
  std::filesystem::path directory;
  /// Called on the thread of the call that found it. May be empty.
  std::function<void(Alert, const std::string& number)> alert;
  /// How files are written; nothing: the system's own calls. Tests put a failing disk here.
  Files* files = nullptr;
  /// SQLite's VFS by name, for the same purpose; empty: the default one.
  std::string sqlite_vfs;
};

struct Backlog {
  std::uint64_t waiting = 0;  ///< to be delivered
  std::uint64_t parked = 0;   ///< refused by the hall, for a person
  std::uint64_t damaged = 0;  ///< set aside
  std::optional<base::WallTime> oldest;  ///< of those that wait
  friend bool operator==(const Backlog&, const Backlog&) = default;
};

}  // namespace bancheng::outbox
