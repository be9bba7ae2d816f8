#include "kiosk/core/catalogue/load.h"

#include <fmt/format.h>

#include <array>
#include <set>
#include <utility>

#include "kiosk/core/catalogue/yaml_reader.h"

namespace bancheng::core::catalogue {
namespace {

using base::Complaint;
using Complaints = std::vector<Complaint>;

template <typename Value, std::size_t N>
using Vocabulary = std::array<std::pair<std::string_view, Value>, N>;

constexpr Vocabulary<FieldKind, 7> kFieldKinds{{{"text", FieldKind::text},
                                                {"name", FieldKind::name},
                                                {"digits", FieldKind::digits},
                                                {"phone", FieldKind::phone},
                                                {"date", FieldKind::date},
                                                {"citizen_number", FieldKind::citizen_number},
                                                {"choice", FieldKind::choice}}};
constexpr Vocabulary<CardSource, 6> kCardSources{{{"none", CardSource::none},
                                                  {"name", CardSource::name},
                                                  {"sex", CardSource::sex},
                                                  {"birth_date", CardSource::birth_date},
                                                  {"address", CardSource::address},
                                                  {"number", CardSource::number}}};
constexpr Vocabulary<Delivery, 2> kDeliveries{{{"pick-up", Delivery::pick_up}, {"courier", Delivery::courier}}};

template <typename Value, std::size_t N>
Value word_of(YamlReader& reader, const Vocabulary<Value, N>& vocabulary, const std::string& key, const std::string& word, Value otherwise) {
  std::string known;
  for (const auto& [name, value] : vocabulary) {
    if (name == word) return value;
    known += fmt::format("{}{}", known.empty() ? "" : ", ", name);
  }
  reader.complain(fmt::format("'{}' is '{}', expected one of: {}", key, word, known));
  return otherwise;
}

Choice read_choice(YamlReader reader) {
  Choice choice{reader.id("id"), reader.local("label")};
  reader.finish();
  return choice;
}

Field read_field(YamlReader reader) {
  Field field;
  field.id = reader.id("id");
  field.kind = word_of(reader, kFieldKinds, "kind", reader.required_text("kind"), FieldKind::text);
  field.label = reader.local("label");
  field.hint = reader.optional_local("hint");
  field.required = reader.truth("required", true);
  field.max_length = reader.number("max_length", 60, 1, 500);
  field.prefill = word_of(reader, kCardSources, "prefill", reader.text("prefill", "none"), CardSource::none);
  for (auto& choice : reader.list("choices")) field.choices.push_back(read_choice(choice));
  if ((field.kind == FieldKind::choice) != (field.choices.size() >= 2)) {
    reader.complain("a field of kind 'choice' has two or more choices, any other has none");
  }
  reader.finish();
  return field;
}

Condition read_condition(YamlReader reader) {
  Condition condition;
  condition.id = reader.id("id");
  if (reader.has("age_at_least")) {
    condition.kind = Condition::Kind::age_at_least;
    condition.years = reader.number("age_at_least", 0, 0, 150);
  } else {
    condition.kind = Condition::Kind::yes_no;
    condition.question = reader.local("question");
    condition.wanted = reader.truth("wanted", true);
  }
  condition.unmet = reader.local("unmet");
  reader.finish();
  return condition;
}

Material read_material(YamlReader reader) {
  Material material;
  material.id = reader.id("id");
  material.name = reader.local("name");
  material.hint = reader.optional_local("hint");
  material.max_pages = reader.number("max_pages", 1, 1, 20);
  material.picture = reader.id("picture");
  reader.finish();
  return material;
}

Guide read_guide(YamlReader reader) {
  Guide guide;
  for (auto& condition : reader.list("conditions")) guide.conditions.push_back(condition.as_local());
  guide.place = reader.local("place");
  guide.hours = reader.local("hours");
  guide.fee = reader.local("fee");
  guide.time = reader.local("time");
  guide.result = reader.local("result");
  reader.finish();
  return guide;
}

template <typename Entry>
void complain_about_repeats(YamlReader& reader, const std::vector<Entry>& entries, std::string_view what) {
  std::set<std::string> seen;
  for (const Entry& entry : entries) {
    if (!seen.insert(entry.id).second) reader.complain(fmt::format("the id '{}' stands twice among the {}", entry.id, what));
  }
}

Item read_item(YamlReader& reader) {
  Item item;
  item.id = reader.id("id");
  item.version = static_cast<std::uint32_t>(reader.number("version", 1, 1, 1'000'000));
  item.national_code = reader.text("national_code");
  item.name = reader.local("name");
  item.summary = reader.local("summary");
  item.icon = reader.id("icon");
  item.guide = read_guide(reader.mapping("guide"));
  for (auto& condition : reader.list("conditions")) item.conditions.push_back(read_condition(condition));
  for (auto& field : reader.list("fields")) item.fields.push_back(read_field(field));
  for (auto& material : reader.list("materials")) item.materials.push_back(read_material(material));
  for (const std::string& way : reader.texts("deliveries")) {
    item.deliveries.push_back(word_of(reader, kDeliveries, "deliveries", way, Delivery::pick_up));
  }
  if (item.deliveries.empty()) reader.complain("'deliveries' names no way in which the result reaches the person");
  item.promised_working_days = reader.number("promised_working_days", 0, 0, 365);
  complain_about_repeats(reader, item.conditions, "conditions");
  complain_about_repeats(reader, item.fields, "fields");
  complain_about_repeats(reader, item.materials, "materials");
  reader.finish();
  return item;
}

}  // namespace

base::Result<Item, Complaints> load_item(const Source& source) {
  Complaints complaints;
  try {
    YamlReader reader(source.file, YAML::Load(source.text), complaints);
    Item item = read_item(reader);
    if (complaints.empty()) return item;
  } catch (const YAML::Exception& error) {
    complaints.push_back({fmt::format("{}:{}", source.file, error.mark.line + 1), error.msg});
  }
  return base::failure(std::move(complaints));
}

base::Result<Catalogue, Complaints> load_catalogue(const std::vector<Source>& sources) {
  Catalogue catalogue;
  Complaints complaints;
  for (const Source& source : sources) {
    auto item = load_item(source);
    if (!item) {
      complaints.insert(complaints.end(), item.error().begin(), item.error().end());
    } else if (catalogue.find(item->id) != nullptr) {
      complaints.push_back({source.file, fmt::format("the item '{}' stands in another file too", item->id)});
    } else {
      catalogue.items.push_back(std::move(*item));
    }
  }
  if (!complaints.empty()) return base::failure(std::move(complaints));
  return catalogue;
}

}  // namespace bancheng::core::catalogue
