#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "kiosk/core/catalogue/rules.h"

namespace bancheng::core::catalogue {
namespace {

/// Something that a `when` may name.
struct Answerable {
  std::vector<std::string> answers;  ///< empty: its answers are not from a list
  std::string only;                  ///< the one answer with which the visit goes on; empty: any
  When path;                         ///< all that has to be answered before it is asked
};

bool contains(const std::vector<std::string>& words, const std::string& word) { return std::find(words.begin(), words.end(), word) != words.end(); }

class AskedRules {
 public:
  AskedRules(const Asked& asked, Complaints& complaints) : asked_(&asked), complaints_(&complaints) {
    for (const auto& condition : asked.conditions) later_.insert(condition.value.id);
    for (const auto& field : asked.fields) later_.insert(field.value.id);
  }

  void check() {
    for (const auto& [condition, places] : asked_->conditions) add(condition.id, places, answerable(condition, places), "conditions and fields");
    for (const auto& [field, places] : asked_->fields) add(field.id, places, answerable(field, places), "conditions and fields");
    Ids materials;
    for (const auto& [material, places] : asked_->materials) {
      if (!materials.insert(material.id).second) complain_about_repeat(material.id, places, "materials");
      (void)path_of(material.when, places);
    }
    check_ages();
  }

 private:
  void complain(const std::string& where, const std::string& what) { complaints_->push_back({where, what}); }

  void complain_about_repeat(const std::string& id, const Places& places, std::string_view what) {
    complain(places.of("id"), fmt::format("the id '{}' stands twice among the {}", id, what));
  }

  void add(const std::string& id, const Places& places, Answerable what, std::string_view among) {
    if (!known_.emplace(id, std::move(what)).second) complain_about_repeat(id, places, among);
  }

  Answerable answerable(const Condition& condition, const Places& places) {
    Answerable what;
    what.path = path_of(condition.when, places);
    if (condition.kind == Condition::Kind::yes_no) {
      what.answers = {"yes", "no"};
      what.only = condition.wanted ? "yes" : "no";
    }
    return what;
  }

  Answerable answerable(const Field& field, const Places& places) {
    Answerable what;
    what.path = path_of(field.when, places);
    Ids seen;
    for (const Choice& choice : field.choices) {
      if (!seen.insert(choice.id).second) complain(places.of("choices"), fmt::format("the id '{}' stands twice among the choices", choice.id));
      what.answers.push_back(choice.id);
    }
    return what;
  }

  /// All answers that lead to a page: its own `when`, and what leads to the questions named there.
  When path_of(const When& when, const Places& places) {
    When path;
    for (const auto& [id, answer] : when) {
      const std::string where = places.of("when", id);
      const auto named = known_.find(id);
      if (named == known_.end()) {
        complain(where, later_.contains(id) ? fmt::format("'{}' is asked only later", id) : fmt::format("'when' names '{}', which nothing asks", id));
      } else if (check_answer(where, id, answer, named->second)) {
        for (const auto& [earlier, needed] : named->second.path) demand(path, earlier, needed, where);
        demand(path, id, answer, where);
      }
    }
    return path;
  }

  bool check_answer(const std::string& where, const std::string& id, const std::string& answer, const Answerable& named) {
    if (named.answers.empty()) {
      complain(where, fmt::format("'when' names '{}', which is neither a yes-or-no condition nor a choice", id));
      return false;
    }
    if (!contains(named.answers, answer)) {
      complain(where, fmt::format("'{}' has no answer '{}', but: {}", id, answer, fmt::join(named.answers, ", ")));
      return false;
    }
    if (!named.only.empty() && answer != named.only) {
      complain(where, fmt::format("this page cannot be reached: whoever answers '{}' to '{}' does not get on", answer, id));
      return false;
    }
    return true;
  }

  void demand(When& path, const std::string& id, const std::string& answer, const std::string& where) {
    const auto [there, is_new] = path.emplace(id, answer);
    if (is_new || there->second == answer) return;
    complain(where, fmt::format("this page cannot be reached: '{}' would have to be both '{}' and '{}'", id, there->second, answer));
  }

  /// Among the conditions that everybody meets, the ages must leave somebody.
  void check_ages() {
    int least = 0, most = 150;
    for (const auto& [condition, places] : asked_->conditions) {
      if (!condition.when.empty() || condition.kind == Condition::Kind::yes_no) continue;
      if (condition.kind == Condition::Kind::age_at_least) least = std::max(least, condition.years);
      if (condition.kind == Condition::Kind::age_at_most) most = std::min(most, condition.years);
      if (least > most) return complain(places.of(), fmt::format("nobody is both at least {} and at most {} years old", least, most));
    }
  }

  const Asked* asked_;
  Complaints* complaints_;
  Ids later_;
  std::map<std::string, Answerable, std::less<>> known_;
};

}  // namespace

void check_asked(const Asked& asked, Complaints& complaints) { AskedRules(asked, complaints).check(); }

}  // namespace bancheng::core::catalogue
