#include <fmt/format.h>

#include "kiosk/core/catalogue/rules.h"

namespace bancheng::core::catalogue {
namespace {

std::string_view name_of(ItemKind kind) {
  switch (kind) {
    case ItemKind::application: return "application";
    case ItemKind::appointment_wish: return "appointment_wish";
    case ItemKind::record: return "record";
    case ItemKind::guide: return "guide";
  }
  return "";
}

/// What an item has, and whether one of its kind may and must have it.
struct KindRule {
  const char* key;
  bool there;
  bool may;
  bool must;
};

std::vector<KindRule> kind_rules(const ItemDraft& draft) {
  const ItemKind kind = draft.item.kind;
  const bool application = kind == ItemKind::application, wish = kind == ItemKind::appointment_wish, record = kind == ItemKind::record;
  return {
      {"fields", !draft.asked.fields.empty(), application || wish, wish},
      {"materials", !draft.asked.materials.empty(), application, false},
      {"deliveries", !draft.item.deliveries.empty(), application, application},
      {"promised_working_days", draft.item.promised_working_days != 0, application || wish, false},
      {"record", !draft.item.record.empty(), record, record},
  };
}

void check_leads(const ItemDraft& draft, const Ids& items, Complaints& complaints) {
  for (const auto& [condition, places] : draft.asked.conditions) {
    if (condition.leads_to.empty()) continue;
    if (!items.contains(condition.leads_to)) {
      complaints.push_back({places.of("leads_to"), fmt::format("'leads_to' names the item '{}', which does not exist", condition.leads_to)});
    } else if (condition.leads_to == draft.item.id) {
      complaints.push_back({places.of("leads_to"), "'leads_to' leads back to the same item"});
    }
  }
}

}  // namespace

void check_item(const ItemDraft& draft, const Ids& items, Complaints& complaints) {
  for (const KindRule& rule : kind_rules(draft)) {
    // What the item has and does not hold itself comes of a part.
    const std::string where = draft.places.of(!rule.there ? "kind" : draft.places.has(rule.key) ? rule.key : "uses");
    if (rule.there && !rule.may) complaints.push_back({where, fmt::format("an item of kind '{}' has no '{}'", name_of(draft.item.kind), rule.key)});
    if (!rule.there && rule.must) complaints.push_back({where, fmt::format("an item of kind '{}' needs '{}'", name_of(draft.item.kind), rule.key)});
  }
  check_asked(draft.asked, complaints);
  check_leads(draft, items, complaints);
}

}  // namespace bancheng::core::catalogue
