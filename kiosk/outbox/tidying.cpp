#include "kiosk/outbox/tidying.h"

#include <cerrno>
#include <string>
#include <system_error>

#include "kiosk/core/delivery/number.h"
#include "kiosk/outbox/record_reader.h"

namespace bancheng::outbox {
namespace {

namespace fs = std::filesystem;

// Calls `visit(number)` for each record file and removes half-written ones. Holds one name at a time, however many.
template <typename Visit>
int for_each_record(Premises& premises, Visit visit) {
  std::error_code error;
  fs::directory_iterator files(premises.blobs(), error);
  for (; !error && files != fs::directory_iterator(); files.increment(error)) {
    const fs::path& file = files->path();
    if (file.extension() == ".tmp" && premises.files.remove(file) != 0) return SQLITE_IOERR;
    const std::string number = file.stem().string();
    if (file.extension() != ".record" || !core::delivery::parse_number(number)) continue;
    if (const int code = visit(number)) return code;
  }
  return error ? SQLITE_IOERR : SQLITE_OK;
}

int never_give_again(Numbers& numbers, const std::string& number) {
  return numbers.skip_to(core::delivery::parse_number(number)->counter);
}

int insert_waiting(Premises& premises, const RecordReader& record) {
  return premises.database
      .prepare("INSERT INTO queue(number, kind, parts, stored_at) VALUES(?, ?, ?, ?)")
      .bind(record.number())
      .bind(std::string_view(name_of(record.kind())))
      .bind(static_cast<std::int64_t>(record.parts()))
      .bind(record.stored_at().time_since_epoch().count())
      .run();
}

}  // namespace

int tidy(Premises& premises, Numbers& numbers) {
  // The write lock keeps another kiosk from being between its record and its row meanwhile.
  Transaction transaction(premises.database);
  if (transaction.code() != SQLITE_OK) return transaction.code();
  Statement known = premises.database.prepare("SELECT 1 FROM queue WHERE number=?");
  const int code = for_each_record(premises, [&](const std::string& number) -> int {
    known.reset();
    const int found = known.bind(number).step();
    if (found == SQLITE_ROW) return SQLITE_OK;
    if (found != SQLITE_DONE) return found;
    if (const int skipped = never_give_again(numbers, number)) return skipped;
    if (premises.move_to_quarantine(number) != 0) return SQLITE_IOERR;
    premises.alert(Alert::orphan_set_aside, number);
    return SQLITE_OK;
  });
  known.reset();
  return code == SQLITE_OK ? transaction.commit() : code;
}

int set_database_aside(Premises& premises) {
  premises.database.close();
  const fs::path file = premises.database_file();
  int number = 1;
  while (fs::exists(premises.quarantine() / ("outbox.sqlite." + std::to_string(number)))) ++number;
  const auto target = [&](const char* ending) {
    return premises.quarantine() / ("outbox.sqlite." + std::to_string(number) + ending);
  };
  if (const int error = premises.files.rename(file, target(""))) return error;
  for (const char* ending : {"-wal", "-shm"}) {
    const int error = premises.files.rename(file.string() + ending, target(ending));
    if (error != 0 && error != ENOENT) return error;
  }
  if (const int error = premises.files.sync_directory(premises.quarantine())) return error;
  return premises.files.sync_directory(premises.place.directory);
}

int rebuild(Premises& premises, Numbers& numbers) {
  Transaction transaction(premises.database);
  if (transaction.code() != SQLITE_OK) return transaction.code();
  if (numbers.reserved() > 0) {
    if (const int code = numbers.skip_to(numbers.reserved())) return code;
  }
  const int code = for_each_record(premises, [&](const std::string& number) -> int {
    const auto record = RecordReader::open(premises.record(number));
    if (const int skipped = never_give_again(numbers, number)) return skipped;
    if (record && record->number() == number) return insert_waiting(premises, *record);
    if (premises.move_to_quarantine(number) != 0) return SQLITE_IOERR;
    premises.alert(Alert::record_damaged, number);
    return SQLITE_OK;
  });
  if (code != SQLITE_OK) return code;
  premises.alert(Alert::database_rebuilt, "");
  return transaction.commit();
}

}  // namespace bancheng::outbox
