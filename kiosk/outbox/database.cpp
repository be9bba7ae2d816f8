#include "kiosk/outbox/database.h"

#include <chrono>
#include <thread>
#include <tuple>

namespace bancheng::outbox {
namespace {

constexpr int kVersion = 2;
constexpr int kBusyMilliseconds = 5000;

// AUTOINCREMENT keeps the order of storing: an id never comes twice. queue_by_state answers "what waits, oldest first"
// and "how many" without touching a row.
constexpr const char* kTables = R"(
CREATE TABLE counters(terminal INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;
CREATE TABLE queue(id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, parts INTEGER NOT NULL,
                   stored_at INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX queue_by_state ON queue(state, id);
CREATE TABLE owed(number TEXT PRIMARY KEY, receipt_code TEXT NOT NULL, kind TEXT NOT NULL, item TEXT NOT NULL, stored_at INTEGER NOT NULL,
                  notes INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE accepted(id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL UNIQUE, at INTEGER NOT NULL) STRICT;
PRAGMA user_version = 2;
)";

// Version 1 did not keep what an owed receipt has to say.
constexpr const char* kFromVersion1 = R"(
ALTER TABLE owed ADD COLUMN notes INTEGER NOT NULL DEFAULT 0;
PRAGMA user_version = 2;
)";

}  // namespace

Statement::Statement(sqlite3* connection, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  code_ = sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr);
  statement_.reset(statement);
}

Statement& Statement::bind(std::int64_t value) {
  if (code_ == SQLITE_OK) code_ = sqlite3_bind_int64(statement_.get(), ++bound_, value);
  return *this;
}

Statement& Statement::bind(std::string_view text) {
  if (code_ == SQLITE_OK) {
    code_ = sqlite3_bind_text64(statement_.get(), ++bound_, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  return *this;
}

int Statement::step() { return code_ == SQLITE_OK ? sqlite3_step(statement_.get()) & 0xFF : code_ & 0xFF; }

int Statement::run() {
  const int code = step();
  return code == SQLITE_DONE || code == SQLITE_ROW ? SQLITE_OK : code;
}

void Statement::reset() {
  if (statement_) sqlite3_reset(statement_.get());
  bound_ = 0;
}

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)));
}

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

int Database::open(const std::filesystem::path& file, const std::string& vfs) {
  sqlite3* connection = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                                   vfs.empty() ? nullptr : vfs.c_str());
  connection_.reset(connection);
  if (code != SQLITE_OK) return code & 0xFF;
  sqlite3_busy_timeout(connection_.get(), kBusyMilliseconds);
  if (const int wal = turn_on_wal()) return wal;
  // FULL: each commit syncs the log before it returns. secure_delete: freed bytes are zeroed. A page whose cells make no
  // sense is an error, not a surprise.
  if (const int pragmas = execute("PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;"
                                  "PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF; PRAGMA wal_autocheckpoint=256")) {
    return pragmas;
  }
  return make_tables();
}

// Changing the mode of a new file needs it for a moment alone, and SQLite does not wait for that by itself.
int Database::turn_on_wal() {
  int code = SQLITE_BUSY;
  for (int tries = 0; tries < kBusyMilliseconds / 10; ++tries) {
    Statement mode = prepare("PRAGMA journal_mode=WAL");
    code = mode.step();
    if (code == SQLITE_ROW) return mode.text(0) == "wal" ? SQLITE_OK : SQLITE_CANTOPEN;
    if (code != SQLITE_BUSY) return code;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return code;
}

int Database::make_tables() {
  const auto version = [&](std::int64_t& found) {
    Statement statement = prepare("PRAGMA user_version");
    const int code = statement.step();
    found = statement.number(0);
    return code == SQLITE_ROW ? SQLITE_OK : code;
  };
  std::int64_t found = 0;
  if (const int code = version(found)) return code;
  if (found == kVersion) return SQLITE_OK;
  Transaction transaction(*this);
  if (transaction.code() != SQLITE_OK) return transaction.code();
  if (const int code = version(found)) return code;  // the other process may have been quicker
  if (found == kVersion) return SQLITE_OK;
  if (found != 0 && found != 1) return SQLITE_MISMATCH;
  if (const int code = execute(found == 0 ? kTables : kFromVersion1)) return code;
  return transaction.commit();
}

int Database::execute(const char* sql) { return sqlite3_exec(connection_.get(), sql, nullptr, nullptr, nullptr) & 0xFF; }

int Transaction::commit() {
  if (!open_) return SQLITE_MISUSE;
  const int code = database_.execute("COMMIT");
  if (code == SQLITE_OK) open_ = false;
  return code;
}

void Transaction::rollback() {
  if (open_) std::ignore = database_.execute("ROLLBACK");
  open_ = false;
}

}  // namespace bancheng::outbox
