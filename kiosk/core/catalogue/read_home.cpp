#include <algorithm>
#include <array>

#include "kiosk/core/catalogue/drafts.h"
#include "kiosk/core/catalogue/vocabulary.h"

namespace bancheng::core::catalogue {
namespace {

using To = FinderQuestion::Choice::To;

LifeEvent read_life_event(YamlReader& reader) {
  LifeEvent event;
  event.id = reader.id("id");
  event.name = reader.local("name");
  event.icon = reader.id("icon");
  event.items = reader.texts("items");
  if (event.items.empty()) reader.complain("'items' names no item");
  reader.finish();
  return event;
}

void read_target(YamlReader& reader, FinderQuestion::Choice& choice) {
  const bool question = reader.has("question"), item = reader.has("item"), help_case = reader.truth("help_case", false);
  if (int(question) + int(item) + int(help_case) != 1) {
    reader.complain("a choice leads to exactly one of 'question', 'item' and 'help_case: true'");
  }
  choice.to = question ? To::question : item ? To::item : To::help_case;
  if (question) choice.target = reader.id("question");
  if (item) choice.target = reader.id("item");
}

FinderQuestion::Choice read_finder_choice(YamlReader& reader) {
  FinderQuestion::Choice choice;
  choice.id = reader.id("id");
  choice.label = reader.local("label");
  read_target(reader, choice);
  reader.finish();
  return choice;
}

HomeDraft::Question read_finder_question(YamlReader& reader) {
  HomeDraft::Question draft;
  FinderQuestion& question = draft.question.value;
  draft.question.places = reader.places();
  question.id = reader.id("id");
  question.question = reader.local("question");
  question.hint = reader.optional_local("hint");
  for (auto& choice : reader.list("choices")) {
    question.choices.push_back(read_finder_choice(choice));
    draft.choices.push_back(choice.places());
  }
  if (question.choices.size() < 2) reader.complain("a question has two or more choices");
  reader.finish();
  return draft;
}

}  // namespace

HomeDraft read_home(YamlReader& reader) {
  HomeDraft draft;
  draft.places = reader.places();
  for (auto& event : reader.list("life_events")) draft.life_events.push_back({read_life_event(event), event.places()});
  for (auto& question : reader.list("finder")) draft.finder.push_back(read_finder_question(question));
  draft.most_used = reader.texts("most_used");
  reader.finish();
  return draft;
}

}  // namespace bancheng::core::catalogue
