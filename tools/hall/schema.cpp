// The tables of hall.sqlite, as a list of steps that only ever grows. What stands here in clear is masked or is the hall's own
// work; what the citizen handed over stays sealed in `sealed_manifest` and in the part files.
#include <array>

#include "tools/hall/database.h"

namespace bancheng::hall {
namespace {

constexpr std::array<const char*, 3> kSteps = {R"SQL(
CREATE TABLE submissions (
  number TEXT PRIMARY KEY CHECK (length(number) = 13),
  kind TEXT NOT NULL CHECK (kind IN ('application', 'help_case', 'survey')),
  terminal TEXT NOT NULL CHECK (length(terminal) = 5),
  language TEXT NOT NULL,
  stored_at TEXT NOT NULL,            -- at the terminal; RFC 3339 UTC, as all times
  accepted_at TEXT NOT NULL,
  receipt_code_sha256 TEXT NOT NULL,  -- the code itself is its owner's
  manifest_sha256 TEXT NOT NULL,      -- of the sealed manifest
  sealed_manifest BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE parts (
  number TEXT NOT NULL REFERENCES submissions,
  part INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  sealed_size INTEGER NOT NULL,
  sealed_sha256 TEXT NOT NULL,
  PRIMARY KEY (number, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE applications (
  number TEXT PRIMARY KEY REFERENCES submissions,
  item TEXT NOT NULL,
  item_version INTEGER NOT NULL,
  masked_name TEXT NOT NULL,
  masked_id_number TEXT NOT NULL,
  delivery TEXT NOT NULL,
  status TEXT NOT NULL,
  handler TEXT NOT NULL DEFAULT '',
  deadline TEXT,                      -- a date in Asia/Shanghai
  deadline_estimated INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE help_cases (
  number TEXT PRIMARY KEY REFERENCES submissions,
  item TEXT NOT NULL,                 -- empty: none was chosen yet
  stuck_on TEXT NOT NULL,
  category TEXT NOT NULL,
  masked_name TEXT NOT NULL,          -- empty: no card was shown
  masked_phone TEXT NOT NULL,
  complexity TEXT NOT NULL,
  status TEXT NOT NULL,
  handler TEXT NOT NULL DEFAULT '',
  handling TEXT NOT NULL DEFAULT '',
  satisfaction INTEGER CHECK (satisfaction BETWEEN 1 AND 5),
  deadline TEXT NOT NULL,
  deadline_estimated INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE surveys (
  number TEXT PRIMARY KEY REFERENCES submissions,
  about TEXT NOT NULL,                -- may arrive before what it is about
  degree INTEGER NOT NULL CHECK (degree BETWEEN 1 AND 5)
) STRICT, WITHOUT ROWID;
CREATE INDEX surveys_by_about ON surveys (about);

CREATE TABLE changes (                -- what staff did with an application or help case
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL REFERENCES submissions,
  at TEXT NOT NULL,
  staff TEXT NOT NULL,
  status TEXT NOT NULL,
  handler TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX changes_by_number ON changes (number);

CREATE TABLE audit (                  -- who saw what; never shortened by the program
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  staff TEXT NOT NULL,
  action TEXT NOT NULL,
  number TEXT NOT NULL,
  address TEXT NOT NULL
) STRICT;

CREATE TABLE login_failures (
  account_sha256 TEXT PRIMARY KEY,    -- of the name that was typed, which may be a password by mistake
  failures INTEGER NOT NULL,
  locked_until TEXT NOT NULL,
  last_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)SQL",
                                               R"SQL(
CREATE TABLE submissions_2 (
  number TEXT PRIMARY KEY CHECK (length(number) = 13),
  kind TEXT NOT NULL CHECK (kind IN ('application', 'help_case', 'survey', 'supplement')),
  terminal TEXT NOT NULL CHECK (length(terminal) = 5),
  language TEXT NOT NULL,
  stored_at TEXT NOT NULL,
  accepted_at TEXT NOT NULL,
  receipt_code_sha256 TEXT NOT NULL,
  manifest_sha256 TEXT NOT NULL,
  sealed_manifest BLOB NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO submissions_2 SELECT * FROM submissions;
DROP TABLE submissions;
ALTER TABLE submissions_2 RENAME TO submissions;

CREATE TABLE supplements (
  number TEXT PRIMARY KEY REFERENCES submissions,
  about TEXT NOT NULL,                -- an application; the supplement may arrive before it
  item TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX supplements_by_about ON supplements (about);
)SQL",
                                               R"SQL(
CREATE TABLE persons (                -- whose an application or help case is; opened once for what was accepted before
  number TEXT PRIMARY KEY REFERENCES submissions,
  person TEXT NOT NULL                -- HMAC-SHA256 of the ID number (person_key.h); empty: nobody is named
) STRICT, WITHOUT ROWID;
CREATE INDEX persons_by_person ON persons (person);

CREATE TABLE wanted_supplements (     -- what was asked for last
  number TEXT PRIMARY KEY REFERENCES applications,
  reason TEXT NOT NULL,
  due TEXT NOT NULL,                  -- a date in Asia/Shanghai
  materials TEXT NOT NULL             -- ids of the item's materials, with spaces between
) STRICT, WITHOUT ROWID;

CREATE TABLE issued (                 -- papers whose verification code can be looked up by anybody
  code TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  title TEXT NOT NULL,
  masked_name TEXT NOT NULL,
  about TEXT NOT NULL                 -- number/revision of the decided application; empty for a record
) STRICT, WITHOUT ROWID;
CREATE INDEX issued_by_about ON issued (about);
)SQL"};

// What a step leaves without its parent is a mistake of the step, not a state to live in.
void require_parents(Database& database) {
  Statement orphan(database, "PRAGMA foreign_key_check");
  if (orphan.next()) throw SqlFailure{SQLITE_CONSTRAINT_FOREIGNKEY, "a row of " + orphan.text(0) + " has no parent"};
}

}  // namespace

void migrate(Database& database, std::string_view now) {
  database.run("CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT");
  std::int64_t version = 0;
  if (Statement newest(database, "SELECT max(version) FROM schema_migrations"); newest.next()) version = newest.number(0);
  if (version > static_cast<std::int64_t>(kSteps.size())) throw SqlFailure{SQLITE_ERROR, "the database was written by a newer program"};
  // A table that others refer to is replaced by one of its name; that cannot be switched inside a transaction.
  database.run("PRAGMA foreign_keys=OFF");
  for (auto step = static_cast<std::size_t>(version); step < kSteps.size(); ++step) {
    Transaction transaction(database);
    database.run(kSteps[step]);
    require_parents(database);
    Statement(database, "INSERT INTO schema_migrations VALUES (?, ?)", static_cast<std::int64_t>(step + 1), now).run();
    transaction.commit();
  }
  database.run("PRAGMA foreign_keys=ON");
}

}  // namespace bancheng::hall
