#include "kiosk/outbox/premises.h"

#include <cerrno>
#include <memory>
#include <system_error>

namespace bancheng::outbox {
namespace {

int make_folder(Files& files, const std::filesystem::path& folder) {
  std::error_code error;
  if (!std::filesystem::create_directory(folder, error)) return error ? SQLITE_CANTOPEN : SQLITE_OK;
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all | std::filesystem::perms::group_all, error);
  return files.sync_directory(folder.parent_path()) == 0 ? SQLITE_OK : SQLITE_IOERR;
}

}  // namespace

const char* name_of(Alert alert) {
  switch (alert) {
    case Alert::record_damaged: return "record_damaged";
    case Alert::orphan_set_aside: return "orphan_set_aside";
    case Alert::database_rebuilt: return "database_rebuilt";
    case Alert::refused_by_hall: return "refused_by_hall";
  }
  return "";
}

Premises::Premises(const Place& where) : place(where), files(where.files != nullptr ? *where.files : system_files()) {}

int Premises::open(const Place& place, std::unique_ptr<Premises>& opened) {
  auto premises = std::make_unique<Premises>(place);
  for (const auto& folder : {place.directory, premises->blobs(), premises->quarantine()}) {
    if (const int code = make_folder(premises->files, folder)) return code;
  }
  const bool is_new = !std::filesystem::exists(premises->database_file());
  if (const int code = premises->database.open(premises->database_file(), place.sqlite_vfs)) return code;
  // SQLite syncs the folder for its log, not for the database file itself.
  if (is_new && premises->files.sync_directory(place.directory) != 0) return SQLITE_IOERR;
  opened = std::move(premises);
  return SQLITE_OK;
}

int Premises::move_to_quarantine(const std::string& number) {
  const int error = files.rename(record(number), set_aside(number));
  if (error == ENOENT) return 0;
  if (error != 0) return error;
  if (const int first = files.sync_directory(quarantine())) return first;
  return files.sync_directory(blobs());
}

int Premises::set_state(const std::string& number, RowState state, const std::string& reason) {
  return database.prepare("UPDATE queue SET state=?, reason=? WHERE number=?")
      .bind(static_cast<std::int64_t>(state))
      .bind(reason)
      .bind(number)
      .run();
}

int Premises::read_backlog(Backlog& backlog) {
  Statement count = database.prepare("SELECT count(*) FROM queue WHERE state=?");
  const auto read = [&](RowState state, std::uint64_t& into) {
    count.reset();
    const int code = count.bind(static_cast<std::int64_t>(state)).step();
    if (code == SQLITE_ROW) into = static_cast<std::uint64_t>(count.number(0));
    return code == SQLITE_ROW ? SQLITE_OK : code;
  };
  if (const int code = read(RowState::waiting, backlog.waiting)) return code;
  if (const int code = read(RowState::parked, backlog.parked)) return code;
  if (const int code = read(RowState::damaged, backlog.damaged)) return code;
  Statement oldest = database.prepare("SELECT stored_at FROM queue WHERE state=0 ORDER BY id LIMIT 1");
  const int code = oldest.step();
  if (code == SQLITE_ROW) backlog.oldest = base::WallTime(base::Milliseconds(oldest.number(0)));
  return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

int Premises::read_accepted(const std::string& number, bool& accepted) {
  Statement found = database.prepare("SELECT 1 FROM accepted WHERE number=?");
  const int code = found.bind(number).step();
  accepted = code == SQLITE_ROW;
  return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

}  // namespace bancheng::outbox
