#include <limits>

#include "kiosk/core/delivery/manifest_rules.h"
#include "kiosk/core/delivery/vocabulary.h"
#include "kiosk/core/json/strict.h"

namespace bancheng::core::delivery {
namespace {

using json::Fields;
using json::Json;
using json::refuse_shape;

constexpr int kDeepest = 8;  // a manifest nests five levels

Sha256 read_hash(Fields& fields, const char* key) {
  const auto value = sha256_from_hex(fields.string(key));
  if (!value) refuse_shape();
  return *value;
}

constexpr std::uint64_t kAnyU32 = std::numeric_limits<std::uint32_t>::max();

form::Answers read_answers(const Json& object) {
  if (!object.is_object()) refuse_shape();
  form::Answers answers;
  for (const auto& [field, answer] : object.items()) {
    if (!answer.is_string()) refuse_shape();
    answers.emplace(field, base::PersonText(std::string_view(answer.get_ref<const std::string&>())));
  }
  return answers;
}

identity::IdCard read_card(const Json& object) {
  Fields fields(object);
  identity::IdCard card;
  card.kind = fields.word("kind", kCardKinds);
  card.name = fields.text("name");
  card.latin_name = fields.text("latin_name");
  card.sex_code = fields.text("sex_code");
  card.nation_code = fields.text("nation_code");
  card.nationality = fields.text("nationality");
  card.birth_date = fields.text("birth_date");
  card.address = fields.text("address");
  card.number = fields.text("number");
  card.authority = fields.text("authority");
  card.valid_from = fields.text("valid_from");
  card.valid_to = fields.text("valid_to");
  card.pass_number = fields.text("pass_number");
  fields.done();
  return card;
}

std::vector<MaterialParts> read_materials(const Json& array) {
  std::vector<MaterialParts> materials;
  for (const Json& one : array) {
    Fields fields(one);
    MaterialParts material;
    material.material = fields.string("material");
    for (const Json& index : fields.array("parts")) {
      material.parts.push_back(static_cast<std::uint32_t>(Fields::number(index, kMaxParts)));
    }
    fields.done();
    materials.push_back(std::move(material));
  }
  return materials;
}

SentApplication read_application(const Json& object) {
  Fields fields(object);
  SentApplication application;
  application.item = fields.string("item");
  application.item_version = static_cast<std::uint32_t>(fields.number("item_version", kAnyU32));
  application.card = read_card(fields.at("card"));
  application.answers = read_answers(fields.at("answers"));
  application.materials = read_materials(fields.array("materials"));
  application.delivery = fields.word("delivery", kDeliveries);
  if (fields.has("courier")) {
    Fields courier(fields.at("courier"));
    application.courier = Courier{courier.text("recipient"), courier.text("phone"), courier.text("address")};
    courier.done();
  }
  if (fields.has("signature_part")) {
    application.signature_part = static_cast<std::uint32_t>(fields.number("signature_part", kMaxParts));
  }
  if (fields.has("identified_by")) application.identified_by = fields.word("identified_by", kIdentifiedBy);
  fields.done();
  return application;
}

HelpCase read_help_case(const Json& object) {
  Fields fields(object);
  HelpCase help;
  help.stuck_on = fields.string("stuck_on");
  help.item = fields.string("item");
  help.category = fields.word("category", kHelpCategories);
  help.text = fields.text("text");
  help.phone = fields.text("phone");
  if (fields.has("card")) help.card = read_card(fields.at("card"));
  if (fields.has("identified_by")) help.identified_by = fields.word("identified_by", kIdentifiedBy);
  help.answers = read_answers(fields.at("answers"));
  fields.done();
  return help;
}

Survey read_survey(const Json& object) {
  Fields fields(object);
  Survey survey{fields.string("about"), static_cast<int>(fields.number("degree", 5))};
  fields.done();
  return survey;
}

SentSupplement read_supplement(const Json& object) {
  Fields fields(object);
  SentSupplement supplement{fields.string("about"), fields.string("item"), read_materials(fields.array("materials"))};
  fields.done();
  return supplement;
}

std::vector<Part> read_parts(const Json& array) {
  std::vector<Part> parts;
  for (const Json& one : array) {
    Fields fields(one);
    if (fields.number("index", kMaxParts) != parts.size()) throw ManifestError::inconsistent;
    Part part;
    part.media_type = fields.word("media_type", kMediaTypes);
    part.size = fields.number("size", kMaxPartBytes);
    part.sha256 = read_hash(fields, "sha256");
    part.sealed_size = fields.number("sealed_size", kMaxSealedBytes);
    part.sealed_sha256 = read_hash(fields, "sealed_sha256");
    fields.done();
    parts.push_back(part);
  }
  return parts;
}

void read_content(Fields& fields, Manifest& manifest) {
  const SubmissionKind kind = fields.word("kind", kKinds);
  const Json& content = fields.at(name_of(kind));
  switch (kind) {
    case SubmissionKind::application: manifest.content = read_application(content); break;
    case SubmissionKind::help_case: manifest.content = read_help_case(content); break;
    case SubmissionKind::survey: manifest.content = read_survey(content); break;
    case SubmissionKind::supplement: manifest.content = read_supplement(content); break;
  }
}

// Version and suite first: what another version holds cannot be judged by this one's shape.
Manifest read_document(const Json& object) {
  Fields fields(object);
  if (fields.number("version", kAnyU32) != kManifestVersion) throw ManifestError::unknown_version;
  const auto suite = value_of(kSuites, fields.string("suite"));
  if (!suite) throw ManifestError::unknown_suite;
  Manifest manifest;
  manifest.suite = *suite;
  manifest.number = fields.string("number");
  manifest.terminal = fields.string("terminal");
  manifest.language = fields.word("language", kLanguages);
  const auto stored_at = from_rfc3339(fields.string("stored_at"));
  if (!stored_at) refuse_shape();
  manifest.stored_at = *stored_at;
  manifest.receipt_code = fields.string("receipt_code");
  read_content(fields, manifest);
  manifest.parts = read_parts(fields.array("parts"));
  fields.done();
  return manifest;
}

}  // namespace

base::Result<Manifest, ManifestError> from_json(std::span<const std::uint8_t> json_bytes) {
  if (json_bytes.size() > kMaxManifestBytes) return base::failure(ManifestError::too_large);
  try {
    Manifest manifest = read_document(json::parse(json_bytes, kDeepest));
    if (!is_consistent(manifest)) return base::failure(ManifestError::inconsistent);
    return manifest;
  } catch (const ManifestError& error) {
    return base::failure(error);
  } catch (const json::Refusal& refusal) {
    return base::failure(refusal == json::Refusal::not_json ? ManifestError::not_json : ManifestError::wrong_shape);
  } catch (const Json::exception&) {
    return base::failure(ManifestError::not_json);
  }
}

}  // namespace bancheng::core::delivery
