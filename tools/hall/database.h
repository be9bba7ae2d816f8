// A thin skin over SQLite for this room alone: owned handles, bound values, rows. It throws SqlFailure, which Store catches at
// its surface; nothing outside store_*.cpp and schema.cpp includes this.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kiosk/base/person_text.h"

namespace bancheng::hall {

struct SqlFailure {
  int code = SQLITE_ERROR;
  std::string message;  ///< SQLite's; it names columns, never values
};

class Database {
 public:
  enum class Access { read_write, read_only };
  Database(const std::filesystem::path& file, Access access);

  void run(const char* sql);
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }
  [[nodiscard]] int rows_changed() const { return sqlite3_changes(handle_.get()); }

 private:
  struct Close {
    void operator()(sqlite3* p) const { sqlite3_close_v2(p); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
};

/// One prepared statement. Parameters are bound in order by the constructor.
class Statement {
 public:
  template <typename... Values>
  Statement(Database& database, std::string_view sql, const Values&... values) : Statement(database, sql, Prepared{}) {
    int at = 0;
    (bind(++at, values), ...);
  }

  void bind(int at, std::string_view text);
  void bind(int at, const std::string& text) { bind(at, std::string_view(text)); }
  void bind(int at, const char* text) { bind(at, std::string_view(text)); }
  void bind(int at, const base::PersonText& text) { bind(at, text.view()); }
  void bind(int at, std::int64_t number);
  void bind(int at, int number) { bind(at, static_cast<std::int64_t>(number)); }
  void bind(int at, std::uint32_t number) { bind(at, static_cast<std::int64_t>(number)); }
  void bind(int at, std::uint64_t number) { bind(at, static_cast<std::int64_t>(number)); }
  void bind(int at, bool truth) { bind(at, static_cast<std::int64_t>(truth)); }
  void bind(int at, std::span<const std::uint8_t> blob);
  void bind(int at, std::nullptr_t);
  template <typename T>
  void bind(int at, const std::optional<T>& value) {
    value ? bind(at, *value) : bind(at, nullptr);
  }

  /// True while there is a row.
  [[nodiscard]] bool next();
  /// For statements without rows.
  void run() { static_cast<void>(next()); }

  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::int64_t number(int column) const { return sqlite3_column_int64(handle_.get(), column); }
  [[nodiscard]] bool is_null(int column) const { return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL; }
  [[nodiscard]] base::PersonBytes blob(int column) const;

 private:
  struct Prepared {};
  Statement(Database& database, std::string_view sql, Prepared);
  void check(int code) const;
  struct Finalize {
    void operator()(sqlite3_stmt* p) const { sqlite3_finalize(p); }
  };
  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

/// Rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) { database_.run("BEGIN IMMEDIATE"); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

/// Brings the file to the newest schema, each step in its own transaction; refuses a file of a newer program.
void migrate(Database& database, std::string_view now);

}  // namespace bancheng::hall
