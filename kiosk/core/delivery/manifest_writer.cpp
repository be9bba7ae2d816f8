#include "kiosk/core/delivery/manifest_rules.h"
#include "kiosk/core/delivery/vocabulary.h"
#include "kiosk/core/json/strict.h"

namespace bancheng::core::delivery {
namespace {

using json::Json;
using json::text;

Json answers(const form::Answers& given) {
  Json object = Json::object();
  for (const auto& [field, answer] : given) object[field] = text(answer);
  return object;
}

Json card(const identity::IdCard& card) {
  return {{"kind", word_for(kCardKinds, card.kind)},
          {"name", text(card.name)},
          {"latin_name", text(card.latin_name)},
          {"sex_code", text(card.sex_code)},
          {"nation_code", text(card.nation_code)},
          {"nationality", text(card.nationality)},
          {"birth_date", text(card.birth_date)},
          {"address", text(card.address)},
          {"number", text(card.number)},
          {"authority", text(card.authority)},
          {"valid_from", text(card.valid_from)},
          {"valid_to", text(card.valid_to)},
          {"pass_number", text(card.pass_number)}};
}

Json materials(const std::vector<MaterialParts>& listed) {
  Json array = Json::array();
  for (const MaterialParts& material : listed) {
    array.push_back({{"material", material.material}, {"parts", material.parts}});
  }
  return array;
}

Json content(const SentApplication& application) {
  Json object{{"item", application.item},
              {"item_version", application.item_version},
              {"card", card(application.card)},
              {"answers", answers(application.answers)},
              {"materials", materials(application.materials)},
              {"delivery", word_for(kDeliveries, application.delivery)}};
  if (application.courier) {
    object["courier"] = {{"recipient", text(application.courier->recipient)},
                         {"phone", text(application.courier->phone)},
                         {"address", text(application.courier->address)}};
  }
  if (application.signature_part) object["signature_part"] = *application.signature_part;
  if (application.identified_by == IdentifiedBy::typed) object["identified_by"] = word_for(kIdentifiedBy, IdentifiedBy::typed);
  return object;
}

Json content(const HelpCase& help) {
  Json object{{"stuck_on", help.stuck_on},
              {"item", help.item},
              {"category", word_for(kHelpCategories, help.category)},
              {"text", text(help.text)},
              {"phone", text(help.phone)},
              {"answers", answers(help.answers)}};
  if (help.card) object["card"] = card(*help.card);
  if (help.identified_by == IdentifiedBy::typed) object["identified_by"] = word_for(kIdentifiedBy, IdentifiedBy::typed);
  return object;
}

Json content(const Survey& survey) { return {{"about", survey.about}, {"degree", survey.degree}}; }

Json content(const SentSupplement& supplement) {
  return {{"about", supplement.about}, {"item", supplement.item}, {"materials", materials(supplement.materials)}};
}

Json parts(const std::vector<Part>& listed) {
  Json array = Json::array();
  for (const Part& part : listed) {
    array.push_back({{"index", array.size()},
                     {"media_type", word_for(kMediaTypes, part.media_type)},
                     {"size", part.size},
                     {"sha256", to_hex(part.sha256)},
                     {"sealed_size", part.sealed_size},
                     {"sealed_sha256", to_hex(part.sealed_sha256)}});
  }
  return array;
}

Json document(const Manifest& manifest) {
  Json object{{"version", kManifestVersion},
              {"suite", word_for(kSuites, manifest.suite)},
              {"number", manifest.number},
              {"kind", name_of(manifest.kind())},
              {"terminal", manifest.terminal},
              {"language", word_for(kLanguages, manifest.language)},
              {"stored_at", to_rfc3339(manifest.stored_at)},
              {"receipt_code", manifest.receipt_code},
              {"parts", parts(manifest.parts)}};
  object[name_of(manifest.kind())] = std::visit([](const auto& held) { return content(held); }, manifest.content);
  return object;
}

}  // namespace

base::Result<base::PersonBytes, ManifestError> to_json(const Manifest& manifest) {
  if (!is_consistent(manifest)) return base::failure(ManifestError::inconsistent);
  try {
    const std::string written = document(manifest).dump();
    if (written.size() > kMaxManifestBytes) return base::failure(ManifestError::too_large);
    return base::PersonBytes(written.begin(), written.end());
  } catch (const Json::exception&) {  // a text that is not UTF-8
    return base::failure(ManifestError::inconsistent);
  }
}

}  // namespace bancheng::core::delivery
