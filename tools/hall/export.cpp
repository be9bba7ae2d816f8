#include "tools/hall/export.h"

#include <nlohmann/json.hpp>
#include <ostream>

namespace bancheng::hall {
namespace {

using Json = nlohmann::ordered_json;

Json degree_of(const std::optional<int>& degree) { return degree ? Json(*degree) : Json(nullptr); }
Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json entry(const ApplicationRow& row) {
  return {{"number", row.number},           {"terminal", row.terminal},
          {"item", row.item},               {"item_version", row.item_version},
          {"name", row.masked_name},        {"id_number", row.masked_id_number},
          {"delivery", row.delivery},       {"parts", row.parts},
          {"language", row.language},       {"status", row.status},
          {"handler", or_null(row.handler)}, {"stored_at", row.stored_at},
          {"accepted_at", row.accepted_at}, {"deadline", or_null(row.deadline)},
          {"deadline_estimated", row.deadline_estimated}, {"degree", degree_of(row.degree)}};
}

Json entry(const HelpCaseRow& row) {
  return {{"number", row.number},           {"terminal", row.terminal},
          {"item", or_null(row.item)},      {"stuck_on", row.stuck_on},
          {"category", row.category},       {"name", or_null(row.masked_name)},
          {"phone", or_null(row.masked_phone)}, {"language", row.language},
          {"complexity", row.complexity},   {"status", row.status},
          {"handler", or_null(row.handler)}, {"stored_at", row.stored_at},
          {"accepted_at", row.accepted_at}, {"deadline", row.deadline},
          {"deadline_estimated", row.deadline_estimated}, {"satisfaction", degree_of(row.satisfaction)}};
}

Json entry(const SurveyRow& row) {
  return {{"number", row.number}, {"about", row.about}, {"degree", row.degree}, {"accepted_at", row.accepted_at}};
}

Json entry(const SupplementRow& row) {
  return {{"number", row.number},       {"terminal", row.terminal},   {"about", row.about},
          {"item", row.item},           {"parts", row.parts},         {"stored_at", row.stored_at},
          {"accepted_at", row.accepted_at}};
}

/// What is wanted, beside each application that waits for it. The reason is a clerk's text and stays here.
bool add_wanted(const Store& store, const Page<ApplicationRow>& page, Json& list) {
  for (std::size_t i = 0; i < page.rows.size(); ++i) {
    list[i]["supplement"] = nullptr;
    if (page.rows[i].status != word_of(ApplicationStatus::supplement_wanted)) continue;
    const auto wanted = store.wanted_supplement(page.rows[i].number);
    if (!wanted) return false;
    if (*wanted) list[i]["supplement"] = {{"materials", (*wanted)->materials}, {"due", (*wanted)->due}};
  }
  return true;
}

template <typename Row>
Json list_of(const Page<Row>& page) {
  Json list = Json::array();
  for (const Row& row : page.rows) list.push_back(entry(row));
  return list;
}

}  // namespace

bool export_record(const Store& store, Date today, std::int64_t limit, std::ostream& out) {
  Filter all;
  all.limit = limit;
  const auto counts = store.counts(today);
  const auto applications = store.applications(all);
  const auto help_cases = store.help_cases(all);
  const auto surveys = store.surveys(all);
  const auto supplements = store.supplements(all);
  if (!counts || !applications || !help_cases || !surveys || !supplements) return false;
  Json listed = list_of(*applications);
  if (!add_wanted(store, *applications, listed)) return false;
  const Json record = {
      {"counts",
       {{"applications", counts->applications}, {"help_cases", counts->help_cases}, {"surveys", counts->surveys}, {"supplements", counts->supplements}}},
      {"applications", std::move(listed)},
      {"help_cases", list_of(*help_cases)},
      {"surveys", list_of(*surveys)},
      {"supplements", list_of(*supplements)},
  };
  out << record.dump(2) << '\n';
  return out.good();
}

}  // namespace bancheng::hall
