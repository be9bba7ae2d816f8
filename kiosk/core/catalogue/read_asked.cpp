#include "kiosk/core/catalogue/read_asked.h"

#include <algorithm>

#include "kiosk/core/catalogue/vocabulary.h"

namespace bancheng::core::catalogue {
namespace {

constexpr Vocabulary<FieldKind, 8> kFieldKinds{{{"text", FieldKind::text},
                                                {"name", FieldKind::name},
                                                {"digits", FieldKind::digits},
                                                {"phone", FieldKind::phone},
                                                {"date", FieldKind::date},
                                                {"citizen_number", FieldKind::citizen_number},
                                                {"credit_code", FieldKind::credit_code},
                                                {"choice", FieldKind::choice}}};
constexpr Vocabulary<CardSource, 6> kCardSources{{{"none", CardSource::none},
                                                  {"name", CardSource::name},
                                                  {"sex", CardSource::sex},
                                                  {"birth_date", CardSource::birth_date},
                                                  {"address", CardSource::address},
                                                  {"number", CardSource::number}}};

Choice read_choice(YamlReader reader) {
  Choice choice{reader.id("id"), reader.local("label")};
  reader.finish();
  return choice;
}

Field read_field(YamlReader& reader) {
  Field field;
  field.id = reader.id("id");
  field.kind = word_of(reader, kFieldKinds, "kind", reader.required_text("kind"));
  field.label = reader.local("label");
  field.hint = reader.optional_local("hint");
  field.required = reader.truth("required", true);
  field.max_length = reader.number("max_length", 60, 1, 500);
  field.prefill = word_of(reader, kCardSources, "prefill", reader.text("prefill", "none"));
  if (reader.has("means")) field.means = reader.id("means");
  for (auto& choice : reader.list("choices")) field.choices.push_back(read_choice(choice));
  if ((field.kind == FieldKind::choice) != (field.choices.size() >= 2)) {
    reader.complain("a field of kind 'choice' has two or more choices, any other has none");
  }
  field.when = reader.texts_by_key("when");
  reader.finish();
  return field;
}

Condition::Kind condition_kind(YamlReader& reader) {
  const bool least = reader.has("age_at_least"), most = reader.has("age_at_most"), asked = reader.has("question");
  if (int(least) + int(most) + int(asked) != 1) {
    reader.complain("a condition has exactly one of 'age_at_least', 'age_at_most' and 'question'");
  }
  if (least) return Condition::Kind::age_at_least;
  return most ? Condition::Kind::age_at_most : Condition::Kind::yes_no;
}

Condition read_condition(YamlReader& reader) {
  Condition condition;
  condition.id = reader.id("id");
  condition.kind = condition_kind(reader);
  switch (condition.kind) {
    case Condition::Kind::age_at_least: condition.years = reader.number("age_at_least", 0, 0, 150); break;
    case Condition::Kind::age_at_most: condition.years = reader.number("age_at_most", 0, 0, 150); break;
    case Condition::Kind::yes_no:
      condition.question = reader.optional_local("question");
      condition.wanted = reader.truth("wanted", true);
      break;
  }
  condition.unmet = reader.local("unmet");
  for (auto& way : reader.list("ways")) condition.ways.push_back(way.as_local());
  if (reader.has("leads_to")) condition.leads_to = reader.id("leads_to");
  condition.when = reader.texts_by_key("when");
  reader.finish();
  return condition;
}

Material read_material(YamlReader& reader) {
  Material material;
  material.id = reader.id("id");
  material.name = reader.local("name");
  material.hint = reader.optional_local("hint");
  material.max_pages = reader.number("max_pages", 1, 1, 20);
  material.picture = reader.id("picture");
  material.when = reader.texts_by_key("when");
  reader.finish();
  return material;
}

}  // namespace

void read_form(YamlReader& reader, Asked& asked) {
  for (auto& field : reader.list("fields")) asked.fields.push_back({read_field(field), field.places()});
  for (auto& material : reader.list("materials")) asked.materials.push_back({read_material(material), material.places()});
}

void read_conditions(YamlReader& reader, Asked& asked) {
  for (auto& condition : reader.list("conditions")) asked.conditions.push_back({read_condition(condition), condition.places()});
}

}  // namespace bancheng::core::catalogue
