#include "kiosk/outbox/dispatch.h"

#include <sys/stat.h>

#include <cerrno>
#include <tuple>

#include "kiosk/outbox/premises.h"

namespace bancheng::outbox {
namespace {

using core::delivery::Waiting;

constexpr const char* kRemembered = "10000";  // of the numbers that the hall has accepted

DispatchError error_of(int sqlite_code) {
  return sqlite_code == SQLITE_BUSY || sqlite_code == SQLITE_LOCKED ? DispatchError::locked : DispatchError::disk_failed;
}

Waiting waiting_in(const Statement& row) { return {row.text(0), static_cast<std::uint32_t>(row.number(1))}; }

bool reads_well(const std::filesystem::path& file, const std::string& number) {
  const auto record = RecordReader::open(file);
  if (!record || record->number() != number) return false;
  for (std::uint32_t index = 0; index <= record->parts(); ++index) {
    if (!record->take(index)) return false;
  }
  return true;
}

}  // namespace

const char* name_of(DispatchError error) {
  switch (error) {
    case DispatchError::not_there: return "not_there";
    case DispatchError::damaged: return "damaged";
    case DispatchError::unreadable: return "unreadable";
    case DispatchError::disk_failed: return "disk_failed";
    case DispatchError::locked: return "locked";
  }
  return "";
}

struct Dispatch::Impl {
  std::unique_ptr<Premises> premises;
  struct stat opened {};

  [[nodiscard]] base::Result<Sendable, DispatchError> take(const std::string& number, std::optional<std::uint32_t> index);
  [[nodiscard]] DispatchError give_up(const std::string& number, RecordError error, const char* where);
  [[nodiscard]] int release_mended(std::uint64_t& released);
  [[nodiscard]] int bring_back(const std::string& number);
  [[nodiscard]] DispatchError set_aside(const std::string& number, const char* reason);
  [[nodiscard]] int mark_accepted(const std::string& number, base::WallTime at);
  [[nodiscard]] int erase(const std::string& number);
  [[nodiscard]] bool database_was_replaced() const;
};

// The kiosk makes a damaged database anew under the same name; this end must not go on with the old one.
bool Dispatch::Impl::database_was_replaced() const {
  struct stat now {};
  return ::stat(premises->database_file().c_str(), &now) != 0 || now.st_ino != opened.st_ino || now.st_dev != opened.st_dev;
}

base::Result<Sendable, DispatchError> Dispatch::Impl::take(const std::string& number, std::optional<std::uint32_t> index) {
  const auto record = RecordReader::open(premises->record(number));
  if (!record) return base::failure(give_up(number, record.error(), "head"));
  if (record->number() != number) return base::failure(set_aside(number, "name"));
  auto sendable = record->take(index.value_or(record->parts()));
  if (!sendable) return base::failure(give_up(number, sendable.error(), "content"));
  return std::move(*sendable);
}

// Only what was read, and is not what was written, is set aside.
DispatchError Dispatch::Impl::give_up(const std::string& number, RecordError error, const char* where) {
  switch (error) {
    case RecordError::not_there: return set_aside(number, "missing");
    case RecordError::damaged: return set_aside(number, where);
    case RecordError::unreadable: return DispatchError::unreadable;
    case RecordError::no_room: return DispatchError::disk_failed;
  }
  return DispatchError::disk_failed;
}

// The row first: a crash in between leaves a record that no one sends and that the next start finds known.
DispatchError Dispatch::Impl::set_aside(const std::string& number, const char* reason) {
  if (const int code = premises->set_state(number, RowState::damaged, reason)) return error_of(code);
  if (premises->move_to_quarantine(number) != 0) return DispatchError::disk_failed;
  premises->alert(Alert::record_damaged, number);
  return DispatchError::damaged;
}

int Dispatch::Impl::release_mended(std::uint64_t& released) {
  for (std::int64_t after = 0;;) {
    Statement row = premises->database.prepare("SELECT id, number FROM queue WHERE state=3 AND id>? ORDER BY id LIMIT 1");
    const int code = row.bind(after).step();
    if (code != SQLITE_ROW) return code == SQLITE_DONE ? SQLITE_OK : code;
    after = row.number(0);
    const std::string number = row.text(1);
    row.reset();
    // In its old place when a crash, or a failing disk, kept it from being moved away, or when somebody has put it back.
    const bool stayed = reads_well(premises->record(number), number);
    if (!stayed && !reads_well(premises->set_aside(number), number)) continue;
    if (const int failed = stayed ? SQLITE_OK : bring_back(number)) return failed;
    if (const int failed = premises->set_state(number, RowState::waiting, "")) return failed;
    ++released;
  }
}

// The record first: a crash in between leaves it in its place with the row of a damaged one, to be released again.
int Dispatch::Impl::bring_back(const std::string& number) {
  if (premises->files.rename(premises->set_aside(number), premises->record(number)) != 0) return SQLITE_IOERR;
  if (premises->files.sync_directory(premises->blobs()) != 0) return SQLITE_IOERR;
  return premises->files.sync_directory(premises->quarantine()) == 0 ? SQLITE_OK : SQLITE_IOERR;
}

int Dispatch::Impl::mark_accepted(const std::string& number, base::WallTime at) {
  Transaction transaction(premises->database);
  if (transaction.code() != SQLITE_OK) return transaction.code();
  Database& database = premises->database;
  if (const int code = premises->set_state(number, RowState::acknowledged, "")) return code;
  if (const int code = database.prepare("INSERT OR IGNORE INTO accepted(number, at) VALUES(?, ?)")
                           .bind(number)
                           .bind(at.time_since_epoch().count())
                           .run()) {
    return code;
  }
  static const std::string prune = std::string("DELETE FROM accepted WHERE id <= (SELECT max(id) FROM accepted) - ") + kRemembered;
  if (const int code = database.prepare(prune.c_str()).run()) return code;
  return transaction.commit();
}

// The row goes last, when the record is gone for good: a record without a row is never left behind.
int Dispatch::Impl::erase(const std::string& number) {
  const int error = premises->files.remove(premises->record(number));
  if (error != 0 && error != ENOENT) return SQLITE_IOERR;
  if (premises->files.sync_directory(premises->blobs()) != 0) return SQLITE_IOERR;
  return premises->database.prepare("DELETE FROM queue WHERE number=? AND state=1").bind(number).run();
}

Dispatch::Dispatch(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Dispatch::~Dispatch() = default;

base::Result<std::unique_ptr<Dispatch>, DispatchError> Dispatch::open(const Place& place) {
  auto impl = std::make_unique<Impl>();
  if (const int code = Premises::open(place, impl->premises)) return base::failure(error_of(code));
  if (::stat(impl->premises->database_file().c_str(), &impl->opened) != 0) return base::failure(DispatchError::disk_failed);
  auto dispatch = std::unique_ptr<Dispatch>(new Dispatch(std::move(impl)));
  std::ignore = dispatch->erase_acknowledged();  // what cannot be erased now does not keep the others from being sent
  return dispatch;
}

base::Result<std::vector<Waiting>, DispatchError> Dispatch::waiting(std::size_t limit) {
  if (impl_->database_was_replaced()) return base::failure(DispatchError::disk_failed);
  Statement rows = impl_->premises->database.prepare("SELECT number, parts FROM queue WHERE state=0 ORDER BY id LIMIT ?");
  rows.bind(static_cast<std::int64_t>(limit));
  std::vector<Waiting> found;
  int code = rows.step();
  for (; code == SQLITE_ROW; code = rows.step()) found.push_back(waiting_in(rows));
  if (code != SQLITE_DONE) return base::failure(error_of(code));
  return found;
}

base::Result<Waiting, DispatchError> Dispatch::find_waiting(const std::string& number) {
  Statement row = impl_->premises->database.prepare("SELECT number, parts FROM queue WHERE number=? AND state=0");
  const int code = row.bind(number).step();
  if (code == SQLITE_ROW) return waiting_in(row);
  return base::failure(code == SQLITE_DONE ? DispatchError::not_there : error_of(code));
}

base::Result<Sendable, DispatchError> Dispatch::part(const std::string& number, std::uint32_t index) {
  return impl_->take(number, index);
}

base::Result<Sendable, DispatchError> Dispatch::manifest(const std::string& number) { return impl_->take(number, std::nullopt); }

base::Result<void, DispatchError> Dispatch::acknowledge(const std::string& number, base::WallTime at) {
  if (const int code = impl_->mark_accepted(number, at)) return base::failure(error_of(code));
  std::ignore = impl_->erase(number);
  return {};
}

base::Result<void, DispatchError> Dispatch::erase_acknowledged() {
  int failed = SQLITE_OK;
  for (std::int64_t after = 0;;) {
    Statement row = impl_->premises->database.prepare("SELECT id, number FROM queue WHERE state=1 AND id>? ORDER BY id LIMIT 1");
    const int code = row.bind(after).step();
    if (code != SQLITE_ROW) failed = code == SQLITE_DONE ? failed : code;
    if (code != SQLITE_ROW) break;
    after = row.number(0);
    const std::string number = row.text(1);
    row.reset();
    if (const int erased = impl_->erase(number)) failed = erased;
  }
  if (failed != SQLITE_OK) return base::failure(error_of(failed));
  return {};
}

base::Result<void, DispatchError> Dispatch::park(const std::string& number, const std::string& code) {
  if (const int failed = impl_->premises->set_state(number, RowState::parked, code)) return base::failure(error_of(failed));
  impl_->premises->alert(Alert::refused_by_hall, number);
  return {};
}

base::Result<std::uint64_t, DispatchError> Dispatch::release_parked() {
  const int code = impl_->premises->database.prepare("UPDATE queue SET state=0, reason='' WHERE state=2").run();
  if (code != SQLITE_OK) return base::failure(error_of(code));
  std::uint64_t released = impl_->premises->database.changes();
  if (const int failed = impl_->release_mended(released)) return base::failure(error_of(failed));
  return released;
}

base::Result<bool, DispatchError> Dispatch::is_accepted(const std::string& number) {
  bool accepted = false;
  if (const int code = impl_->premises->read_accepted(number, accepted)) return base::failure(error_of(code));
  return accepted;
}

base::Result<Backlog, DispatchError> Dispatch::backlog() {
  Backlog backlog;
  if (const int code = impl_->premises->read_backlog(backlog)) return base::failure(error_of(code));
  return backlog;
}

}  // namespace bancheng::outbox
