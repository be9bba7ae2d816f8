#include <iterator>
#include <sstream>

#include "tools/hall/store_impl.h"

namespace bancheng::hall {
namespace {

constexpr const char* kApplicationSql =
    "SELECT s.number, s.terminal, s.language, s.stored_at, s.accepted_at, a.item, a.item_version, a.masked_name, a.masked_id_number, "
    "a.delivery, a.status, a.handler, a.deadline, a.deadline_estimated, a.revision, "
    "(SELECT count(*) FROM parts p WHERE p.number = a.number), "
    "(SELECT v.degree FROM surveys v JOIN submissions w USING (number) WHERE v.about = a.number ORDER BY w.accepted_at DESC LIMIT 1) "
    "FROM applications a JOIN submissions s USING (number) ";

constexpr const char* kHelpCaseSql =
    "SELECT s.number, s.terminal, s.language, s.stored_at, s.accepted_at, h.item, h.stuck_on, h.category, h.masked_name, "
    "h.masked_phone, h.complexity, h.status, h.handler, h.handling, h.deadline, h.deadline_estimated, h.revision, "
    "coalesce(h.satisfaction, (SELECT v.degree FROM surveys v JOIN submissions w USING (number) WHERE v.about = h.number "
    "ORDER BY w.accepted_at DESC LIMIT 1)) "
    "FROM help_cases h JOIN submissions s USING (number) ";

// An empty parameter does not filter.
constexpr const char* kFilterSql =
    "WHERE (?1 = '' OR status = ?1) AND (?2 = '' OR s.terminal = ?2) AND (?3 = '' OR item = ?3) AND (?4 = '' OR s.number = ?4) "
    "AND (?5 = 0 OR status NOT IN ('granted', 'refused', 'settled', 'reported_back')) ";
constexpr const char* kOrderSql = "ORDER BY s.accepted_at DESC, s.number DESC LIMIT ?6 OFFSET ?7";

std::optional<int> optional_number(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(static_cast<int>(row.number(column)));
}

ApplicationRow read(const Statement& row, const ApplicationRow*) {
  return {.number = row.text(0), .terminal = row.text(1), .language = row.text(2), .stored_at = row.text(3), .accepted_at = row.text(4),
          .item = row.text(5), .item_version = static_cast<std::uint32_t>(row.number(6)), .masked_name = row.text(7),
          .masked_id_number = row.text(8), .delivery = row.text(9), .status = row.text(10), .handler = row.text(11),
          .deadline = row.text(12), .deadline_estimated = row.number(13) != 0, .revision = row.number(14), .parts = row.number(15),
          .degree = optional_number(row, 16)};
}

HelpCaseRow read(const Statement& row, const HelpCaseRow*) {
  return {.number = row.text(0), .terminal = row.text(1), .language = row.text(2), .stored_at = row.text(3), .accepted_at = row.text(4),
          .item = row.text(5), .stuck_on = row.text(6), .category = row.text(7), .masked_name = row.text(8), .masked_phone = row.text(9),
          .complexity = row.text(10), .status = row.text(11), .handler = row.text(12), .handling = row.text(13), .deadline = row.text(14),
          .deadline_estimated = row.number(15) != 0, .revision = row.number(16), .satisfaction = optional_number(row, 17)};
}

template <typename Row>
Page<Row> filtered(Database& database, const Filter& filter, const std::string& select, const std::string& table) {
  Page<Row> page;
  Statement rows(database, select + kFilterSql + kOrderSql, filter.status, filter.terminal, filter.item, filter.number, filter.open_only,
                 filter.limit, filter.offset);
  while (rows.next()) page.rows.push_back(read(rows, static_cast<const Row*>(nullptr)));
  Statement total(database, "SELECT count(*) FROM " + table + " JOIN submissions s USING (number) " + kFilterSql, filter.status,
                  filter.terminal, filter.item, filter.number, filter.open_only);
  if (total.next()) page.total = total.number(0);
  return page;
}

std::int64_t count(Database& database, const char* sql) {
  Statement statement(database, sql);
  return statement.next() ? statement.number(0) : 0;
}

}  // namespace

Stored<Page<ApplicationRow>> Store::applications(const Filter& filter) const {
  return guarded(impl_, [&](Database& database) { return filtered<ApplicationRow>(database, filter, kApplicationSql, "applications"); });
}

Stored<Page<HelpCaseRow>> Store::help_cases(const Filter& filter) const {
  return guarded(impl_, [&](Database& database) { return filtered<HelpCaseRow>(database, filter, kHelpCaseSql, "help_cases"); });
}

Stored<Page<SurveyRow>> Store::surveys(const Filter& filter) const {
  return guarded(impl_, [&](Database& database) {
    Page<SurveyRow> page;
    Statement rows(database,
                   "SELECT s.number, s.accepted_at, v.about, v.degree FROM surveys v JOIN submissions s USING (number) "
                   "ORDER BY s.accepted_at DESC, s.number DESC LIMIT ? OFFSET ?",
                   filter.limit, filter.offset);
    while (rows.next()) page.rows.push_back({rows.text(0), rows.text(1), rows.text(2), static_cast<int>(rows.number(3))});
    page.total = count(database, "SELECT count(*) FROM surveys");
    return page;
  });
}

namespace {

constexpr const char* kSupplementSql =
    "SELECT s.number, s.terminal, s.stored_at, s.accepted_at, u.about, u.item, (SELECT count(*) FROM parts p WHERE p.number = u.number) "
    "FROM supplements u JOIN submissions s USING (number) ";

SupplementRow supplement_in(const Statement& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.number(6)};
}

std::vector<std::string> words_in(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

}  // namespace

Stored<Page<SupplementRow>> Store::supplements(const Filter& filter) const {
  return guarded(impl_, [&](Database& database) {
    Page<SupplementRow> page;
    Statement rows(database, std::string(kSupplementSql) + "ORDER BY s.accepted_at DESC, s.number DESC LIMIT ? OFFSET ?", filter.limit, filter.offset);
    while (rows.next()) page.rows.push_back(supplement_in(rows));
    page.total = count(database, "SELECT count(*) FROM supplements");
    return page;
  });
}

Stored<std::vector<SupplementRow>> Store::supplements_to(const std::string& application) const {
  return guarded(impl_, [&](Database& database) {
    std::vector<SupplementRow> found;
    Statement rows(database, std::string(kSupplementSql) + "WHERE u.about = ? ORDER BY s.accepted_at, s.number LIMIT 100", application);
    while (rows.next()) found.push_back(supplement_in(rows));
    return found;
  });
}

Stored<std::optional<WantedSupplement>> Store::wanted_supplement(const std::string& application) const {
  return guarded(impl_, [&](Database& database) -> std::optional<WantedSupplement> {
    Statement found(database, "SELECT reason, due, materials FROM wanted_supplements WHERE number = ?", application);
    if (!found.next()) return std::nullopt;
    return WantedSupplement{found.text(0), found.text(1), words_in(found.text(2))};
  });
}

Stored<Counts> Store::counts(Date today) const {
  return guarded(impl_, [&](Database& database) {
    Counts counts;
    counts.applications = count(database, "SELECT count(*) FROM applications");
    counts.help_cases = count(database, "SELECT count(*) FROM help_cases");
    counts.surveys = count(database, "SELECT count(*) FROM surveys");
    counts.supplements = count(database, "SELECT count(*) FROM supplements");
    counts.open_applications = count(database, "SELECT count(*) FROM applications WHERE status NOT IN ('granted', 'refused')");
    counts.open_help_cases = count(database, "SELECT count(*) FROM help_cases WHERE status NOT IN ('settled', 'reported_back')");
    Statement overdue(database, "SELECT count(*) FROM help_cases WHERE status NOT IN ('settled', 'reported_back') AND deadline < ?",
                      core::catalogue::date_text(today));
    if (overdue.next()) counts.overdue_help_cases = overdue.number(0);
    return counts;
  });
}

Stored<std::vector<std::string>> Store::terminals() const {
  return guarded(impl_, [&](Database& database) {
    std::vector<std::string> terminals;
    Statement rows(database, "SELECT DISTINCT terminal FROM submissions ORDER BY terminal");
    while (rows.next()) terminals.push_back(rows.text(0));
    return terminals;
  });
}

Stored<std::optional<base::PersonBytes>> Store::sealed_manifest(const std::string& number) const {
  return guarded(impl_, [&](Database& database) -> std::optional<base::PersonBytes> {
    Statement found(database, "SELECT sealed_manifest FROM submissions WHERE number = ?", number);
    if (!found.next()) return std::nullopt;
    return found.blob(0);
  });
}

Stored<std::vector<PartRow>> Store::parts(const std::string& number) const {
  return guarded(impl_, [&](Database& database) {
    std::vector<PartRow> parts;
    Statement rows(database, "SELECT part, media_type, sha256, sealed_sha256 FROM parts WHERE number = ? ORDER BY part", number);
    while (rows.next()) parts.push_back({static_cast<std::uint32_t>(rows.number(0)), rows.text(1), rows.text(2), rows.text(3)});
    return parts;
  });
}

Stored<std::vector<ChangeRow>> Store::changes(const std::string& number) const {
  return guarded(impl_, [&](Database& database) {
    std::vector<ChangeRow> changes;
    Statement rows(database, "SELECT at, staff, status, handler, note FROM changes WHERE number = ? ORDER BY id", number);
    while (rows.next()) changes.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4)});
    return changes;
  });
}

}  // namespace bancheng::hall
