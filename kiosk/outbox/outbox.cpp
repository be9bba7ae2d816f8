#include "kiosk/outbox/outbox.h"

#include <fmt/format.h>
#include <openssl/rand.h>

#include <tuple>

#include "kiosk/core/delivery/number.h"
#include "kiosk/outbox/numbers.h"
#include "kiosk/outbox/premises.h"
#include "kiosk/outbox/record_maker.h"
#include "kiosk/outbox/store_error.h"
#include "kiosk/outbox/tidying.h"

namespace bancheng::outbox {
namespace {

using namespace core::delivery;

base::Result<std::string, StoreError> new_receipt_code() {
  ReceiptRandom random{};
  if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1) return base::failure(StoreError::sealing_failed);
  return make_receipt_code(random);
}

// The bits of owed.notes (FORMAT.md).
constexpr std::int64_t kCallBack = 1;
constexpr std::int64_t kIdentityToCheck = 2;
constexpr std::int64_t kMaterialsToFollow = 4;

std::int64_t bits_of(const core::delivery::Notes& notes) {
  return (notes.call_back ? kCallBack : 0) | (notes.identity_to_check ? kIdentityToCheck : 0) | (notes.materials_to_follow ? kMaterialsToFollow : 0);
}

core::delivery::Notes notes_from(std::int64_t bits) {
  return {(bits & kCallBack) != 0, (bits & kIdentityToCheck) != 0, (bits & kMaterialsToFollow) != 0};
}

bool receipt_is_owed_for(SubmissionKind kind) { return kind != SubmissionKind::survey; }

std::string item_of(const Submission& submission) {
  if (const auto* application = std::get_if<Application>(&submission.content)) return application->item;
  if (const auto* help = std::get_if<HelpCase>(&submission.content)) return help->item;
  if (const auto* supplement = std::get_if<Supplement>(&submission.content)) return supplement->item;
  return {};
}

int check_pages(Database& database) {
  Statement check = database.prepare("PRAGMA quick_check(1)");
  const int code = check.step();
  if (code != SQLITE_ROW) return code == SQLITE_DONE ? SQLITE_CORRUPT : code;
  return check.text(0) == "ok" ? SQLITE_OK : SQLITE_CORRUPT;
}

}  // namespace

struct Outbox::Impl {
  std::unique_ptr<Premises> premises;
  std::uint32_t terminal;
  Sealer sealer;
  const base::Clock& clock;
  std::optional<Numbers> numbers;

  [[nodiscard]] int open(const Place& place);
  [[nodiscard]] int open_anew(const Place& place);
  [[nodiscard]] base::Result<void, StoreError> write(const Submission& submission, PageSource& pages, StoredSubmission& stored);
  [[nodiscard]] int put_in_place(const std::string& number);
  [[nodiscard]] int insert_rows(const Submission& submission, const StoredSubmission& stored, std::uint32_t parts);
  [[nodiscard]] bool is_really_there(const std::string& number, std::int64_t state) const;
  void take_back(const std::string& number);
};

int Outbox::Impl::open(const Place& place) {
  int code = Premises::open(place, premises);
  if (code == SQLITE_OK) code = check_pages(premises->database);
  if (is_damage(code)) return open_anew(place);
  if (code != SQLITE_OK) return code;
  numbers.emplace(*premises, terminal);
  numbers->read_reserve();
  return tidy(*premises, *numbers);
}

int Outbox::Impl::open_anew(const Place& place) {
  premises = std::make_unique<Premises>(place);
  if (set_database_aside(*premises) != 0) return SQLITE_IOERR;
  if (const int code = Premises::open(place, premises)) return code;
  numbers.emplace(*premises, terminal);
  numbers->read_reserve();
  return rebuild(*premises, *numbers);
}

base::Result<void, StoreError> Outbox::Impl::write(const Submission& submission, PageSource& pages, StoredSubmission& stored) {
  Transaction transaction(premises->database);
  if (transaction.code() != SQLITE_OK) return base::failure(error_of_sqlite(transaction.code()));
  const auto counter = numbers->next();
  if (!counter) return base::failure(counter.error());
  const auto receipt_code = new_receipt_code();
  if (!receipt_code) return base::failure(receipt_code.error());
  stored = {make_number({terminal, *counter}).value(), *receipt_code, clock.now().wall};
  const Stamp stamp{stored.number, fmt::format("{:05}", terminal), stored.receipt_code, stored.stored_at};
  const auto parts = make_record(premises->files, sealer, premises->unfinished(stored.number), stamp, submission, pages);
  if (!parts) return base::failure(parts.error());
  if (const int error = put_in_place(stored.number)) return base::failure(error_of_errno(error));
  if (const int code = insert_rows(submission, stored, *parts)) return base::failure(error_of_sqlite(code));
  if (const int code = transaction.commit()) return base::failure(error_of_sqlite(code));
  return {};
}

int Outbox::Impl::put_in_place(const std::string& number) {
  if (const int error = premises->files.rename(premises->unfinished(number), premises->record(number))) return error;
  return premises->files.sync_directory(premises->blobs());
}

int Outbox::Impl::insert_rows(const Submission& submission, const StoredSubmission& stored, std::uint32_t parts) {
  const std::string_view kind = name_of(kind_of(submission));
  const std::int64_t stored_at = stored.stored_at.time_since_epoch().count();
  const int queued = premises->database.prepare("INSERT INTO queue(number, kind, parts, stored_at) VALUES(?, ?, ?, ?)")
                         .bind(stored.number)
                         .bind(kind)
                         .bind(static_cast<std::int64_t>(parts))
                         .bind(stored_at)
                         .run();
  if (queued != SQLITE_OK || !receipt_is_owed_for(kind_of(submission))) return queued;
  return premises->database.prepare("INSERT INTO owed(number, receipt_code, kind, item, stored_at, notes) VALUES(?, ?, ?, ?, ?, ?)")
      .bind(stored.number)
      .bind(stored.receipt_code)
      .bind(kind)
      .bind(item_of(submission))
      .bind(stored_at)
      .bind(bits_of(core::delivery::notes_of(submission)))
      .run();
}

// After a failure. What the log may hold of a commit whose sync failed would come back after a crash; a later commit that
// succeeds overwrites it, so the number is spent by one. On a disk where nothing succeeds any more owed() sees through it.
void Outbox::Impl::take_back(const std::string& number) {
  std::ignore = premises->files.remove(premises->unfinished(number));
  std::ignore = premises->files.remove(premises->record(number));
  Transaction transaction(premises->database);
  if (transaction.code() == SQLITE_OK && numbers->skip_to(parse_number(number)->counter) == SQLITE_OK) {
    std::ignore = transaction.commit();
  }
}

bool Outbox::Impl::is_really_there(const std::string& number, std::int64_t state) const {
  if (state == static_cast<std::int64_t>(RowState::acknowledged)) return true;
  std::error_code error;
  return std::filesystem::exists(premises->record(number), error) || std::filesystem::exists(premises->set_aside(number), error) || error;
}

Outbox::Outbox(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Outbox::~Outbox() = default;

base::Result<std::unique_ptr<Outbox>, StoreError> Outbox::open(const Place& place, std::uint32_t terminal, Sealer sealer,
                                                               const base::Clock& clock) {
  auto impl = std::unique_ptr<Impl>(new Impl{nullptr, terminal, std::move(sealer), clock, std::nullopt});
  if (terminal == 0 || terminal > kLargestTerminal) return base::failure(StoreError::numbers_exhausted);
  if (const int code = impl->open(place)) return base::failure(error_of_sqlite(code));
  return std::unique_ptr<Outbox>(new Outbox(std::move(impl)));
}

base::Result<StoredSubmission, StoreError> Outbox::store(const Submission& submission, PageSource& pages) {
  StoredSubmission stored;
  const auto written = impl_->write(submission, pages, stored);
  base::wipe_stack_below();
  if (written) return stored;
  if (!stored.number.empty()) impl_->take_back(stored.number);
  return base::failure(written.error());
}

base::Result<std::vector<OwedReceipt>, StoreError> Outbox::owed() {
  Statement rows = impl_->premises->database.prepare(
      "SELECT o.number, o.receipt_code, o.kind, o.item, o.stored_at, q.state, a.number IS NOT NULL, o.notes FROM owed o "
      "LEFT JOIN queue q ON q.number=o.number LEFT JOIN accepted a ON a.number=o.number ORDER BY o.stored_at, o.number LIMIT 100");
  std::vector<OwedReceipt> found;
  int code = rows.step();
  for (; code == SQLITE_ROW; code = rows.step()) {
    OwedReceipt owed{rows.text(0), rows.text(1), kind_from_name(rows.text(2)).value_or(SubmissionKind::application), rows.text(3),
                     base::WallTime(base::Milliseconds(rows.number(4))), rows.number(6) != 0, notes_from(rows.number(7))};
    // A row leaves the queue only after its acknowledgement.
    const bool in_queue = !rows.is_null(5);
    if (!in_queue) owed.accepted = true;
    if (owed.accepted || impl_->is_really_there(owed.number, rows.number(5))) found.push_back(std::move(owed));
  }
  if (code != SQLITE_DONE) return base::failure(error_of_sqlite(code));
  return found;
}

base::Result<void, StoreError> Outbox::forget_owed(const std::string& number) {
  Database& database = impl_->premises->database;
  if (const int code = database.prepare("DELETE FROM owed WHERE number=?").bind(number).run()) return base::failure(error_of_sqlite(code));
  // The log still holds the receipt's code; emptying it is a courtesy that may fail while the courier reads.
  std::ignore = database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  return {};
}

base::Result<bool, StoreError> Outbox::is_accepted(const std::string& number) {
  bool accepted = false;
  if (const int code = impl_->premises->read_accepted(number, accepted)) return base::failure(error_of_sqlite(code));
  return accepted;
}

base::Result<Backlog, StoreError> Outbox::backlog() {
  Backlog backlog;
  if (const int code = impl_->premises->read_backlog(backlog)) return base::failure(error_of_sqlite(code));
  return backlog;
}

}  // namespace bancheng::outbox
