#include "tools/hall/store_impl.h"

namespace bancheng::hall {
namespace {

constexpr std::int64_t kMaxLockedAccounts = 10'000;

void note_change(Database& database, const std::string& number, const Author& author, const char* status, const std::string& handler,
                 const std::string& note) {
  Statement(database, "INSERT INTO changes (number, at, staff, status, handler, note) VALUES (?, ?, ?, ?, ?, ?)", number,
            core::delivery::to_rfc3339(author.at), author.staff, status, handler, note)
      .run();
}

void want(Database& database, const std::string& number, const WantedSupplement& wanted) {
  std::string materials;
  for (const std::string& material : wanted.materials) materials += (materials.empty() ? "" : " ") + material;
  Statement(database, "INSERT OR REPLACE INTO wanted_supplements VALUES (?, ?, ?, ?)", number, wanted.reason, wanted.due, materials).run();
}

/// Why an UPDATE that names the revision hit no row.
Changed why_not(Database& database, const char* table, const std::string& number) {
  Statement found(database, std::string("SELECT 1 FROM ") + table + " WHERE number = ?", number);
  return found.next() ? Changed::someone_else_was_first : Changed::no_such_number;
}

}  // namespace

Stored<Changed> Store::change(const std::string& number, const ApplicationChange& change, const Author& author) {
  return guarded(impl_, [&](Database& database) {
    Transaction transaction(database);
    Statement(database, "UPDATE applications SET status = ?, handler = ?, revision = revision + 1 WHERE number = ? AND revision = ?",
              word_of(change.status), change.handler, number, change.revision)
        .run();
    if (database.rows_changed() == 0) return why_not(database, "applications", number);
    if (change.supplement) want(database, number, *change.supplement);
    note_change(database, number, author, word_of(change.status), change.handler, change.note);
    transaction.commit();
    return Changed::done;
  });
}

Stored<Changed> Store::change(const std::string& number, const HelpCaseChange& change, const Author& author) {
  return guarded(impl_, [&](Database& database) {
    Transaction transaction(database);
    Statement(database,
              "UPDATE help_cases SET status = ?, complexity = ?, deadline = ?, deadline_estimated = ?, handler = ?, handling = ?, "
              "satisfaction = ?, revision = revision + 1 WHERE number = ? AND revision = ?",
              word_of(change.status), word_of(change.complexity), core::catalogue::date_text(change.deadline.date), change.deadline.estimated, change.handler,
              change.handling, change.satisfaction, number, change.revision)
        .run();
    if (database.rows_changed() == 0) return why_not(database, "help_cases", number);
    note_change(database, number, author, word_of(change.status), change.handler, change.note);
    transaction.commit();
    return Changed::done;
  });
}

Stored<void> Store::note_all(const std::vector<AuditRow>& acts) {
  return guarded(impl_, [&](Database& database) {
    Transaction transaction(database);
    for (const AuditRow& act : acts) {
      Statement(database, "INSERT INTO audit (at, staff, action, number, address) VALUES (?, ?, ?, ?, ?)", act.at, act.staff, act.action,
                act.number, act.address)
          .run();
    }
    transaction.commit();
  });
}

Stored<Page<AuditRow>> Store::audit(std::int64_t offset, std::int64_t limit) const {
  return guarded(impl_, [&](Database& database) {
    Page<AuditRow> page;
    Statement rows(database, "SELECT at, staff, action, number, address FROM audit ORDER BY id DESC LIMIT ? OFFSET ?", limit, offset);
    while (rows.next()) page.rows.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4)});
    Statement total(database, "SELECT count(*) FROM audit");
    if (total.next()) page.total = total.number(0);
    return page;
  });
}

Stored<LoginFailures> Store::login_failures(const std::string& account) const {
  return guarded(impl_, [&](Database& database) {
    Statement found(database, "SELECT failures, locked_until FROM login_failures WHERE account_sha256 = ?", account);
    if (!found.next()) return LoginFailures{};
    return LoginFailures{static_cast<int>(found.number(0)), core::delivery::from_rfc3339(found.text(1)).value_or(base::WallTime{})};
  });
}

Stored<void> Store::set_login_failures(const std::string& account, const LoginFailures& failures, base::WallTime now) {
  return guarded(impl_, [&](Database& database) {
    Transaction transaction(database);
    if (failures.failures == 0) {
      Statement(database, "DELETE FROM login_failures WHERE account_sha256 = ?", account).run();
    } else {
      Statement(database, "INSERT OR REPLACE INTO login_failures VALUES (?, ?, ?, ?)", account, failures.failures,
                core::delivery::to_rfc3339(failures.locked_until), core::delivery::to_rfc3339(now))
          .run();
      // Names that nobody has must not fill the disk.
      Statement(database,
                "DELETE FROM login_failures WHERE account_sha256 IN "
                "(SELECT account_sha256 FROM login_failures ORDER BY last_at DESC LIMIT -1 OFFSET ?)",
                kMaxLockedAccounts)
          .run();
    }
    transaction.commit();
  });
}

}  // namespace bancheng::hall
