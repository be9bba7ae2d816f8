// The folder and the database that both ends of the outbox stand on. Inside this room only.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "kiosk/base/result.h"
#include "kiosk/outbox/database.h"
#include "kiosk/outbox/files.h"
#include "kiosk/outbox/place.h"

namespace bancheng::outbox {

struct Premises {
  Place place;
  Files& files;
  Database database;

  /// Makes what is missing and syncs it. SQLITE_OK or an error; SQLITE_CORRUPT and SQLITE_NOTADB: the database is damaged.
  [[nodiscard]] static int open(const Place& place, std::unique_ptr<Premises>& opened);

  [[nodiscard]] std::filesystem::path database_file() const { return place.directory / "outbox.sqlite"; }
  [[nodiscard]] std::filesystem::path reserve_file() const { return place.directory / "numbers"; }
  [[nodiscard]] std::filesystem::path blobs() const { return place.directory / "blobs"; }
  [[nodiscard]] std::filesystem::path quarantine() const { return place.directory / "quarantine"; }
  [[nodiscard]] std::filesystem::path record(const std::string& number) const { return blobs() / (number + ".record"); }
  [[nodiscard]] std::filesystem::path unfinished(const std::string& number) const { return blobs() / (number + ".tmp"); }
  [[nodiscard]] std::filesystem::path set_aside(const std::string& number) const { return quarantine() / (number + ".record"); }

  void alert(Alert alert, const std::string& number) const {
    if (place.alert) place.alert(alert, number);
  }
  /// Moves a record out of the way, synced as well as can be. 0 or an errno value; a record that is not there is fine.
  [[nodiscard]] int move_to_quarantine(const std::string& number);

  [[nodiscard]] int set_state(const std::string& number, RowState state, const std::string& reason);
  [[nodiscard]] int read_backlog(Backlog& backlog);
  [[nodiscard]] int read_accepted(const std::string& number, bool& accepted);

  explicit Premises(const Place& where);
};

[[nodiscard]] inline bool is_damage(int sqlite_code) { return sqlite_code == SQLITE_CORRUPT || sqlite_code == SQLITE_NOTADB; }

}  // namespace bancheng::outbox
