#include "kiosk/app/offered_items.h"

#include <fmt/format.h>

#include <algorithm>

namespace bancheng::app {
namespace {

using core::catalogue::Applicant;
using core::catalogue::Catalogue;
using core::catalogue::FinderQuestion;
using core::catalogue::Item;
using core::catalogue::LifeEvent;

void drop_what_leads_nowhere(Catalogue& catalogue) {
  const auto gone = [&](const std::string& id) { return catalogue.find(id) == nullptr; };
  for (LifeEvent& event : catalogue.life_events) std::erase_if(event.items, gone);
  std::erase_if(catalogue.life_events, [](const LifeEvent& event) { return event.items.empty(); });
  std::erase_if(catalogue.most_used, gone);
  for (FinderQuestion& question : catalogue.finder) {
    for (FinderQuestion::Choice& choice : question.choices) {
      if (choice.to != FinderQuestion::Choice::To::item || !gone(choice.target)) continue;
      choice.to = FinderQuestion::Choice::To::help_case;
      choice.target.clear();
    }
  }
  for (Item& item : catalogue.items) {
    for (auto& condition : item.conditions) {
      if (gone(condition.leads_to)) condition.leads_to.clear();
    }
  }
}

/// Home shows the items of these applicants before those that most people use.
void put_first(Catalogue& catalogue, Applicant first) {
  std::vector<std::string> ids;
  for (const Item& item : catalogue.items) {
    if (item.applicant == first) ids.push_back(item.id);
  }
  for (std::string& id : catalogue.most_used) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  }
  catalogue.most_used = std::move(ids);
}

}  // namespace

base::Result<std::shared_ptr<const Catalogue>, std::vector<base::Complaint>> offer(Catalogue catalogue, const Config::Items& items) {
  std::vector<base::Complaint> complaints;
  if (!items.shown.empty()) {
    std::vector<Item> chosen;
    for (const std::string& id : items.shown) {
      if (const Item* item = catalogue.find(id)) chosen.push_back(*item);
      else complaints.push_back({items.where, fmt::format("[items] shown: expected ids of the catalogue, which has no '{}'", id)});
    }
    catalogue.items = std::move(chosen);
    drop_what_leads_nowhere(catalogue);
  }
  if (!complaints.empty()) return base::failure(std::move(complaints));
  const auto first = items.first == FirstAtHome::companies ? Applicant::company : Applicant::citizen;
  std::stable_partition(catalogue.items.begin(), catalogue.items.end(), [&](const Item& item) { return item.applicant == first; });
  if (first == Applicant::company) put_first(catalogue, first);
  return std::make_shared<const Catalogue>(std::move(catalogue));
}

}  // namespace bancheng::app
