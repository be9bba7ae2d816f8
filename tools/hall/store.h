// The hall's record (hall.sqlite, WAL, synchronous=FULL): one row for each submission, accepted in one transaction or not at
// all. Thread-safe. What a person is called stands here masked only; the rest stays sealed (schema.cpp).
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"
#include "kiosk/core/catalogue/working_days.h"
#include "kiosk/core/delivery/manifest.h"
#include "tools/hall/words.h"

namespace bancheng::hall {

using core::catalogue::Date;
using core::catalogue::Deadline;

/// The database failed (disk full, damaged, locked for too long); the log says how.
enum class StoreError { unavailable };
template <typename T>
using Stored = base::Result<T, StoreError>;

struct Acceptance {
  std::string manifest_sha256;  ///< hex, of the sealed manifest
  std::string accepted_at;      ///< RFC 3339
};

struct NewSubmission {
  const core::delivery::Manifest& manifest;
  const base::PersonBytes& sealed_manifest;
  std::string manifest_sha256;
  base::WallTime accepted_at;
  std::optional<Deadline> deadline;  ///< for applications with a promise, and for help cases
  std::string person;                ///< tag of whose it is (person_key.h); empty: nobody is named
};

struct ApplicationRow {
  std::string number, terminal, language, stored_at, accepted_at;
  std::string item;
  std::uint32_t item_version = 0;
  std::string masked_name, masked_id_number, delivery, status, handler;
  std::string deadline;  ///< date; empty without a promise
  bool deadline_estimated = false;
  std::int64_t revision = 0;
  std::int64_t parts = 0;
  std::optional<int> degree;  ///< of the survey, when there was one
};

struct HelpCaseRow {
  std::string number, terminal, language, stored_at, accepted_at;
  std::string item, stuck_on, category, masked_name, masked_phone, complexity, status, handler, handling;
  std::string deadline;
  bool deadline_estimated = false;
  std::int64_t revision = 0;
  std::optional<int> satisfaction;  ///< as staff entered it, else the survey's
};

struct SurveyRow {
  std::string number, accepted_at, about;
  int degree = 0;
};

struct SupplementRow {
  std::string number, terminal, stored_at, accepted_at, about, item;
  std::int64_t parts = 0;
};

/// What staff ask the person for before they go on with an application.
struct WantedSupplement {
  std::string reason;
  std::string due;                     ///< date
  std::vector<std::string> materials;  ///< ids of the item's materials
};

/// An application or help case as its owner may see it.
struct MatterRow {
  std::string number, kind, stored_at, item;
  std::uint32_t item_version = 0;
  std::string status, deadline, handling, masked_name, person, receipt_code_sha256;
  bool deadline_estimated = false;
  std::int64_t revision = 0;
};

/// A paper with a verification code.
struct IssuedRow {
  std::string code, at, title, masked_name;
  std::string about;  ///< number/revision of the decided application; empty for a record
};

struct PartRow {
  std::uint32_t part = 0;
  std::string media_type, sha256, sealed_sha256;
};

struct ChangeRow {
  std::string at, staff, status, handler, note;
};

/// `number`: of the matter; of a record that was given out its kind (catalogue::Item::record). Never a person's.
struct AuditRow {
  std::string at, staff, action, number, address;
};

/// Empty fields do not filter.
struct Filter {
  std::string status, terminal, item, number;
  bool open_only = false;  ///< without what is settled or decided
  std::int64_t offset = 0;
  std::int64_t limit = 50;
};

template <typename Row>
struct Page {
  std::vector<Row> rows;  ///< newest first
  std::int64_t total = 0;
};

struct Counts {
  std::int64_t applications = 0, help_cases = 0, surveys = 0, supplements = 0;
  std::int64_t open_applications = 0, open_help_cases = 0, overdue_help_cases = 0;
};

struct ApplicationChange {
  std::int64_t revision = 0;  ///< the one that the person at the desk saw
  ApplicationStatus status{};
  std::string handler, note;
  std::optional<WantedSupplement> supplement;  ///< exactly when the status is supplement_wanted and it is asked for anew
};
struct HelpCaseChange {
  std::int64_t revision = 0;
  HelpStatus status{};
  Complexity complexity{};
  Deadline deadline;
  std::string handler, handling, note;
  std::optional<int> satisfaction;
};
struct Author {
  std::string staff;
  base::WallTime at;
};
enum class Changed { done, someone_else_was_first, no_such_number };

struct LoginFailures {
  int failures = 0;
  base::WallTime locked_until{};
};

class Store {
 public:
  enum class Access { read_write, read_only };
  [[nodiscard]] static base::Result<std::unique_ptr<Store>, base::Complaint> open(const std::filesystem::path& file, Access access,
                                                                                   base::WallTime now);
  ~Store();

  // --- terminals
  [[nodiscard]] Stored<std::optional<Acceptance>> acceptance_of(const std::string& number) const;
  [[nodiscard]] Stored<std::optional<std::string>> sealed_sha256_of_part(const std::string& number, std::uint32_t part) const;
  /// The number must not have been accepted yet.
  [[nodiscard]] Stored<void> accept(const NewSubmission& submission);

  // --- staff
  [[nodiscard]] Stored<Counts> counts(Date today) const;
  [[nodiscard]] Stored<Page<ApplicationRow>> applications(const Filter& filter) const;
  [[nodiscard]] Stored<Page<HelpCaseRow>> help_cases(const Filter& filter) const;
  [[nodiscard]] Stored<Page<SurveyRow>> surveys(const Filter& filter) const;
  [[nodiscard]] Stored<Page<SupplementRow>> supplements(const Filter& filter) const;
  [[nodiscard]] Stored<std::vector<SupplementRow>> supplements_to(const std::string& application) const;
  [[nodiscard]] Stored<std::optional<WantedSupplement>> wanted_supplement(const std::string& application) const;
  [[nodiscard]] Stored<std::vector<std::string>> terminals() const;
  [[nodiscard]] Stored<std::optional<base::PersonBytes>> sealed_manifest(const std::string& number) const;
  [[nodiscard]] Stored<std::vector<PartRow>> parts(const std::string& number) const;
  [[nodiscard]] Stored<std::vector<ChangeRow>> changes(const std::string& number) const;
  [[nodiscard]] Stored<Changed> change(const std::string& number, const ApplicationChange& change, const Author& author);
  [[nodiscard]] Stored<Changed> change(const std::string& number, const HelpCaseChange& change, const Author& author);

  // --- inquiries (store_inquiries.cpp)
  /// Applications and help cases of this person, newest first.
  [[nodiscard]] Stored<std::vector<MatterRow>> matters_of(const std::string& person, std::int64_t limit) const;
  [[nodiscard]] Stored<std::optional<MatterRow>> matter(const std::string& number) const;
  /// What a receipt is of: its code's hash and the number of the application or help case, which for a supplement is another.
  struct ReceiptRow {
    std::string receipt_code_sha256, about;
  };
  [[nodiscard]] Stored<std::optional<ReceiptRow>> receipt(const std::string& number) const;
  /// Applications and help cases that were accepted before persons were looked for.
  [[nodiscard]] Stored<std::vector<std::string>> without_person() const;
  [[nodiscard]] Stored<void> set_person(const std::string& number, const std::string& person);
  /// The code that is kept: one that was issued for the same `about` earlier, else this one.
  [[nodiscard]] Stored<IssuedRow> issue(const IssuedRow& paper);
  [[nodiscard]] Stored<std::optional<IssuedRow>> issued(const std::string& code) const;

  // --- audit and lock-out
  [[nodiscard]] Stored<void> note(const AuditRow& act) { return note_all({act}); }
  /// All of them or none.
  [[nodiscard]] Stored<void> note_all(const std::vector<AuditRow>& acts);
  [[nodiscard]] Stored<Page<AuditRow>> audit(std::int64_t offset, std::int64_t limit) const;
  [[nodiscard]] Stored<LoginFailures> login_failures(const std::string& account) const;
  [[nodiscard]] Stored<void> set_login_failures(const std::string& account, const LoginFailures& failures, base::WallTime now);

  struct Impl;  ///< store_impl.h; for this room's own files

 private:
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bancheng::hall
