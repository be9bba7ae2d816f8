#include "kiosk/core/catalogue/drafts.h"
#include "kiosk/core/catalogue/read_asked.h"
#include "kiosk/core/catalogue/vocabulary.h"

namespace bancheng::core::catalogue {
namespace {

constexpr Vocabulary<Delivery, 2> kDeliveries{{{"pick-up", Delivery::pick_up}, {"courier", Delivery::courier}}};
constexpr Vocabulary<ItemKind, 4> kItemKinds{{{"application", ItemKind::application},
                                              {"appointment_wish", ItemKind::appointment_wish},
                                              {"record", ItemKind::record},
                                              {"guide", ItemKind::guide}}};
constexpr Vocabulary<Applicant, 2> kApplicants{{{"citizen", Applicant::citizen}, {"company", Applicant::company}}};

Guide read_guide(YamlReader reader) {
  Guide guide;
  for (auto& condition : reader.list("conditions")) guide.conditions.push_back(condition.as_local());
  guide.place = reader.local("place");
  guide.hours = reader.local("hours");
  guide.fee = reader.local("fee");
  guide.time = reader.local("time");
  guide.result = reader.local("result");
  for (auto& thing : reader.list("bring")) guide.bring.push_back(thing.as_local());
  reader.finish();
  return guide;
}

std::map<Language, std::vector<std::string>> read_synonyms(YamlReader reader) {
  std::map<Language, std::vector<std::string>> synonyms;
  for (const auto& [language, key] : {std::pair{Language::zh_cn, "zh-CN"}, std::pair{Language::en, "en"}}) {
    std::vector<std::string>& words = synonyms[language];
    reader.each_text(key, [&words](const std::string& word) {
      words.push_back(word);
      return std::string(word.empty() ? "a synonym is empty" : "");
    });
  }
  reader.finish();
  return synonyms;
}

Effort read_budget(YamlReader reader) {
  Effort effort;
  for (const char* key : {"touches", "characters", "screens", "seconds"}) {
    if (!reader.has(key)) reader.complain(fmt::format("'{}' is missing", key));
  }
  effort.touches = reader.number("touches", 0, 1, 1000);
  effort.characters = reader.number("characters", 0, 0, 1000);
  effort.screens = reader.number("screens", 0, 1, 200);
  effort.seconds = reader.number("seconds", 0, 1, 3600);
  reader.finish();
  return effort;
}

}  // namespace

ItemDraft read_item(YamlReader& reader) {
  ItemDraft draft;
  Item& item = draft.item;
  draft.places = reader.places();
  item.id = reader.id("id");
  item.version = static_cast<std::uint32_t>(reader.number("version", 1, 1, 1'000'000));
  item.kind = word_of(reader, kItemKinds, "kind", reader.text("kind", "application"));
  item.applicant = word_of(reader, kApplicants, "applicant", reader.text("applicant", "citizen"));
  item.national_code = reader.text("national_code");
  item.name = reader.local("name");
  item.summary = reader.local("summary");
  if (reader.has("synonyms")) item.synonyms = read_synonyms(reader.mapping("synonyms"));
  item.icon = reader.id("icon");
  item.guide = read_guide(reader.mapping("guide"));
  read_conditions(reader, draft.asked);
  draft.uses = reader.texts("uses");
  read_form(reader, draft.asked);
  for (const std::string& way : reader.texts("deliveries")) item.deliveries.push_back(word_of(reader, kDeliveries, "deliveries", way));
  item.promised_working_days = reader.number("promised_working_days", 0, 0, 365);
  if (reader.has("record")) item.record = reader.id("record");
  if (reader.has("budget")) item.budget = read_budget(reader.mapping("budget"));
  reader.finish();
  return draft;
}

PartDraft read_part(YamlReader& reader) {
  PartDraft draft;
  draft.places = reader.places();
  draft.id = reader.id("id");
  read_form(reader, draft.asked);
  reader.finish();
  return draft;
}

}  // namespace bancheng::core::catalogue
