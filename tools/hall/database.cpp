#include "tools/hall/database.h"

#include <sys/stat.h>

namespace bancheng::hall {
namespace {

constexpr int kBusyMilliseconds = 5'000;

}  // namespace

Database::Database(const std::filesystem::path& file, Access access) {
  const int flags = (access == Access::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) | SQLITE_OPEN_FULLMUTEX;
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &opened, flags, nullptr);
  handle_.reset(opened);
  if (code != SQLITE_OK) throw SqlFailure{code, sqlite3_errstr(code)};
  sqlite3_busy_timeout(handle_.get(), kBusyMilliseconds);
  sqlite3_extended_result_codes(handle_.get(), 1);
  if (access == Access::read_only) return;
  ::chmod(file.c_str(), 0600);
  run("PRAGMA journal_mode=WAL");
  run("PRAGMA synchronous=FULL");
  run("PRAGMA foreign_keys=ON");
  run("PRAGMA secure_delete=ON");
}

void Database::run(const char* sql) {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw SqlFailure{code, sqlite3_errmsg(handle_.get())};
}

Statement::Statement(Database& database, std::string_view sql, Prepared) : database_(database.handle()) {
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v2(database_, sql.data(), static_cast<int>(sql.size()), &prepared, nullptr);
  handle_.reset(prepared);
  check(code);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) throw SqlFailure{code, sqlite3_errmsg(database_)};
}

void Statement::bind(int at, std::string_view text) {
  check(sqlite3_bind_text64(handle_.get(), at, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}
void Statement::bind(int at, std::int64_t number) { check(sqlite3_bind_int64(handle_.get(), at, number)); }
void Statement::bind(int at, std::span<const std::uint8_t> blob) {
  check(sqlite3_bind_blob64(handle_.get(), at, blob.data(), blob.size(), SQLITE_TRANSIENT));
}
void Statement::bind(int at, std::nullptr_t) { check(sqlite3_bind_null(handle_.get(), at)); }

bool Statement::next() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw SqlFailure{code, sqlite3_errmsg(database_)};
}

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_.get(), column));
  return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column)));
}

base::PersonBytes Statement::blob(int column) const {
  const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_.get(), column));
  return bytes == nullptr ? base::PersonBytes() : base::PersonBytes(bytes, bytes + sqlite3_column_bytes(handle_.get(), column));
}

Transaction::~Transaction() {
  if (open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_.run("COMMIT");
  open_ = false;
}

}  // namespace bancheng::hall
