#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "kiosk/core/catalogue/rules.h"

namespace bancheng::core::catalogue {
namespace {

using To = FinderQuestion::Choice::To;

/// A list of items: each exists, none twice.
void check_items(const std::vector<std::string>& named, const Places& places, const std::string& key, const Ids& items, Complaints& complaints) {
  Ids seen;
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (!items.contains(named[i])) {
      complaints.push_back({places.of(key, i), fmt::format("'{}' names the item '{}', which does not exist", key, named[i])});
    }
    if (!seen.insert(named[i]).second) complaints.push_back({places.of(key, i), fmt::format("'{}' names '{}' twice", key, named[i])});
  }
}

/// Walks from the first question along every choice.
class FinderRules {
 public:
  FinderRules(const std::vector<HomeDraft::Question>& finder, const Ids& items, Complaints& complaints)
      : finder_(&finder), items_(&items), complaints_(&complaints) {}

  void check() {
    for (const auto& draft : *finder_) {
      const auto& [question, places] = draft.question;
      if (!questions_.emplace(question.id, &draft).second)
        complain(places.of("id"), fmt::format("the id '{}' stands twice in the finder", question.id));
    }
    if (finder_->empty()) return;
    walk(finder_->front());
    for (const auto& draft : *finder_) {
      const auto& [question, places] = draft.question;
      if (!done_.contains(question.id)) complain(places.of("id"), fmt::format("no choice leads to the question '{}'", question.id));
      check_targets(draft);
    }
  }

 private:
  void complain(const std::string& where, const std::string& what) { complaints_->push_back({where, what}); }

  void check_targets(const HomeDraft::Question& draft) {
    Ids seen;
    for (std::size_t i = 0; i < draft.choices.size(); ++i) {
      const FinderQuestion::Choice& choice = draft.question.value.choices[i];
      const Places& places = draft.choices[i];
      if (!seen.insert(choice.id).second) complain(places.of("id"), fmt::format("the id '{}' stands twice among the choices", choice.id));
      if (choice.to == To::item && !items_->contains(choice.target))
        complain(places.of("item"), fmt::format("'item' names the item '{}', which does not exist", choice.target));
      if (choice.to == To::question && !questions_.contains(choice.target))
        complain(places.of("question"), fmt::format("'question' names the question '{}', which does not exist", choice.target));
    }
  }

  /// Depth first, so that a choice that leads back into its own way is a cycle. As deep as there are questions at most.
  void walk(const HomeDraft::Question& draft) {
    const std::string& id = draft.question.value.id;
    done_.insert(id);
    on_the_way_.insert(id);
    for (std::size_t i = 0; i < draft.choices.size(); ++i) {
      const FinderQuestion::Choice& choice = draft.question.value.choices[i];
      const auto next = questions_.find(choice.target);
      if (choice.to != To::question || next == questions_.end()) continue;
      if (on_the_way_.contains(choice.target)) {
        complain(draft.choices[i].of("question"), fmt::format("the way leads round in a circle to '{}'", choice.target));
      } else if (!done_.contains(choice.target)) {
        walk(*next->second);
      }
    }
    on_the_way_.erase(id);
  }

  const std::vector<HomeDraft::Question>* finder_;
  const Ids* items_;
  Complaints* complaints_;
  std::map<std::string, const HomeDraft::Question*, std::less<>> questions_;
  Ids done_, on_the_way_;
};

}  // namespace

void check_home(const HomeDraft& draft, const Ids& items, Complaints& complaints) {
  Ids events;
  for (const auto& [event, places] : draft.life_events) {
    if (!events.insert(event.id).second)
      complaints.push_back({places.of("id"), fmt::format("the id '{}' stands twice among the life events", event.id)});
    check_items(event.items, places, "items", items, complaints);
  }
  check_items(draft.most_used, draft.places, "most_used", items, complaints);
  FinderRules(draft.finder, items, complaints).check();
}

}  // namespace bancheng::core::catalogue
