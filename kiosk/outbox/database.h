// A thin RAII face on SQLite. Inside this room only. Every call answers SQLite's own (primary) result code.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <sqlite3.h>

namespace bancheng::outbox {

class Statement {
 public:
  Statement(sqlite3* connection, const char* sql);
  Statement& bind(std::int64_t value);
  Statement& bind(std::string_view text);
  /// SQLITE_ROW, SQLITE_DONE or an error.
  [[nodiscard]] int step();
  /// For statements that return no row: SQLITE_OK or an error.
  [[nodiscard]] int run();
  void reset();
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int code_ = SQLITE_OK;
  int bound_ = 0;
};

class Database {
 public:
  /// Opens or makes the file, in WAL mode with synchronous=FULL, and makes the tables. 
  [[nodiscard]] int open(const std::filesystem::path& file, const std::string& vfs);
  [[nodiscard]] int execute(const char* sql);
  [[nodiscard]] Statement prepare(const char* sql) { return {connection_.get(), sql}; }
  [[nodiscard]] std::uint64_t changes() const { return static_cast<std::uint64_t>(sqlite3_changes64(connection_.get())); }
  void close() { connection_.reset(); }

 private:
  [[nodiscard]] int turn_on_wal();
  [[nodiscard]] int make_tables();
  struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
  };
  std::unique_ptr<sqlite3, Close> connection_;
};

/// BEGIN IMMEDIATE … COMMIT; rolled back when it goes out of scope uncommitted.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database), code_(database.execute("BEGIN IMMEDIATE")), open_(code_ == SQLITE_OK) {}
  ~Transaction() { rollback(); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  /// Of BEGIN.
  [[nodiscard]] int code() const { return code_; }
  [[nodiscard]] int commit();
  void rollback();

 private:
  Database& database_;
  int code_;
  bool open_;
};

/// States of a row in the queue.
enum class RowState : std::int64_t { waiting = 0, acknowledged = 1, parked = 2, damaged = 3 };

}  // namespace bancheng::outbox
