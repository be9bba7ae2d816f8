// The whole table, and what it publishes.
#include <algorithm>
#include <array>

#include "kiosk/core/session/machine.h"

namespace bancheng::core::session {
namespace {

Table all_flows() {
  Table table;
  for (const auto flow :
       {bar_transitions, front_transitions, home_transitions, search_transitions, finder_transitions, lookup_transitions, asking_transitions, level_2_transitions, submissions_transitions,
        document_transitions, guide_transitions, card_transitions, identify_transitions,
        condition_transitions, form_transitions, material_transitions, delivery_transitions, check_transitions,
        sign_transitions, store_transitions, printout_transitions, receipt_transitions, survey_transitions, goodbye_transitions,
        help_transitions, idle_transitions}) {
    const Table rows = flow();
    table.insert(table.end(), rows.begin(), rows.end());
  }
  return table;
}

}  // namespace

const Table& full_table() {
  static const Table table = all_flows();
  return table;
}

const char* screen_id(At at) {
  static constexpr std::array<const char*, kPages> kIds{
      "attract",       "owed",          "home",       "items",  "search", "finder",
      "lookup", "asking", "ask-failed", "code", "submissions", "submission", "document",
      "guide", "consent",          "card",
      "card-problem",  "identify-typed", "condition", "condition-unmet", "field",
      "material",      "material-review", "delivery", "courier-field",  "check",
      "sign",          "storing",       "store-failed", "receipt",      "survey",
      "goodbye",       "help-category", "help-text",  "help-phone",     "help-storing",
      "help-store-failed", "help-receipt", "idle",    "end"};
  return kIds[static_cast<std::size_t>(at)];
}

std::vector<PublishedId> published_ids() {
  std::vector<PublishedId> ids;
  for (std::size_t page = 0; page < kPages; ++page) {
    const At at = static_cast<At>(page);
    for (const Transition& row : full_table()) {
      if (row.upon == Upon::touch && row.pages.has(at)) ids.push_back({screen_id(at), std::string(row.element)});
    }
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace bancheng::core::session
