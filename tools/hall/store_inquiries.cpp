#include "tools/hall/store_impl.h"

namespace bancheng::hall {
namespace {

constexpr const char* kMatterSql =
    "SELECT s.number, s.kind, s.stored_at, coalesce(a.item, h.item), coalesce(a.item_version, 0), coalesce(a.status, h.status), "
    "coalesce(a.deadline, h.deadline, ''), coalesce(h.handling, ''), coalesce(a.masked_name, h.masked_name), coalesce(p.person, ''), "
    "s.receipt_code_sha256, coalesce(a.deadline_estimated, h.deadline_estimated), coalesce(a.revision, h.revision) "
    "FROM submissions s LEFT JOIN applications a USING (number) LEFT JOIN help_cases h USING (number) LEFT JOIN persons p USING (number) "
    "WHERE s.kind IN ('application', 'help_case') ";

MatterRow matter_in(const Statement& row) {
  return {.number = row.text(0), .kind = row.text(1), .stored_at = row.text(2), .item = row.text(3),
          .item_version = static_cast<std::uint32_t>(row.number(4)), .status = row.text(5), .deadline = row.text(6), .handling = row.text(7),
          .masked_name = row.text(8), .person = row.text(9), .receipt_code_sha256 = row.text(10), .deadline_estimated = row.number(11) != 0,
          .revision = row.number(12)};
}

IssuedRow issued_in(const Statement& row) { return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)}; }

}  // namespace

Stored<std::vector<MatterRow>> Store::matters_of(const std::string& person, std::int64_t limit) const {
  return guarded(impl_, [&](Database& database) {
    std::vector<MatterRow> found;
    if (person.empty()) return found;
    Statement rows(database, std::string(kMatterSql) + "AND p.person = ? ORDER BY s.stored_at DESC, s.number DESC LIMIT ?", person, limit);
    while (rows.next()) found.push_back(matter_in(rows));
    return found;
  });
}

Stored<std::optional<MatterRow>> Store::matter(const std::string& number) const {
  return guarded(impl_, [&](Database& database) -> std::optional<MatterRow> {
    Statement found(database, std::string(kMatterSql) + "AND s.number = ?", number);
    if (!found.next()) return std::nullopt;
    return matter_in(found);
  });
}

Stored<std::optional<Store::ReceiptRow>> Store::receipt(const std::string& number) const {
  return guarded(impl_, [&](Database& database) -> std::optional<ReceiptRow> {
    Statement found(database,
                    "SELECT s.receipt_code_sha256, coalesce(u.about, s.number) FROM submissions s LEFT JOIN supplements u USING (number) "
                    "WHERE s.number = ?",
                    number);
    if (!found.next()) return std::nullopt;
    return ReceiptRow{found.text(0), found.text(1)};
  });
}

Stored<std::vector<std::string>> Store::without_person() const {
  return guarded(impl_, [&](Database& database) {
    std::vector<std::string> numbers;
    Statement rows(database,
                   "SELECT number FROM submissions WHERE kind IN ('application', 'help_case') AND number NOT IN (SELECT number FROM persons)");
    while (rows.next()) numbers.push_back(rows.text(0));
    return numbers;
  });
}

Stored<void> Store::set_person(const std::string& number, const std::string& person) {
  return guarded(impl_, [&](Database& database) {
    Statement(database, "INSERT OR REPLACE INTO persons VALUES (?, ?)", number, person).run();
  });
}

Stored<IssuedRow> Store::issue(const IssuedRow& paper) {
  return guarded(impl_, [&](Database& database) {
    Transaction transaction(database);
    if (!paper.about.empty()) {
      Statement earlier(database, "SELECT code, at, title, masked_name, about FROM issued WHERE about = ?", paper.about);
      if (earlier.next()) return issued_in(earlier);
    }
    Statement(database, "INSERT INTO issued VALUES (?, ?, ?, ?, ?)", paper.code, paper.at, paper.title, paper.masked_name, paper.about).run();
    transaction.commit();
    return paper;
  });
}

Stored<std::optional<IssuedRow>> Store::issued(const std::string& code) const {
  return guarded(impl_, [&](Database& database) -> std::optional<IssuedRow> {
    Statement found(database, "SELECT code, at, title, masked_name, about FROM issued WHERE code = ?", code);
    if (!found.next()) return std::nullopt;
    return issued_in(found);
  });
}

}  // namespace bancheng::hall
