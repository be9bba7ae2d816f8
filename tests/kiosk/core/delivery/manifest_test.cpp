#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "kiosk/core/delivery/manifest.h"
#include "kiosk/core/delivery/number.h"

using namespace bancheng;
using namespace bancheng::core;
using namespace bancheng::core::delivery;
using Json = nlohmann::json;

namespace {

identity::IdCard specimen_card() {
  identity::IdCard card;
  card.kind = identity::CardKind::foreigner_2023;
  card.name = base::PersonText("证件样本");
  card.latin_name = base::PersonText("SPECIMEN, SAMPLE");
  card.sex_code = base::PersonText("2");
  card.nationality = base::PersonText("CAN");
  card.birth_date = base::PersonText("19600101");
  card.address = base::PersonText("\xF0\xA0\x80\x80 \xEE\xA0\x96");  // beyond the basic plane, and private use
  card.number = base::PersonText("931586198001010028");
  card.valid_to = base::PersonText("长期");
  return card;
}

Part part(MediaType type, std::uint8_t fill) {
  Part made;
  made.media_type = type;
  made.size = 1000;
  made.sealed_size = 1300;
  made.sha256.fill(fill);
  made.sealed_sha256.fill(static_cast<std::uint8_t>(fill + 1));
  return made;
}

Manifest base_manifest() {
  Manifest manifest;
  manifest.number = make_number({12345, 42}).value();
  manifest.terminal = "12345";
  manifest.language = Language::en;
  manifest.stored_at = base::WallTime(base::Milliseconds(1'767'323'045'678));
  manifest.receipt_code = make_receipt_code({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  return manifest;
}

Manifest application() {
  Manifest manifest = base_manifest();
  SentApplication content;
  content.item = "elderly-card";
  content.item_version = 3;
  content.card = specimen_card();
  content.answers.emplace("phone", base::PersonText("with \"quotes\" and \n"));
  content.materials = {{"photo", {0}}, {"household", {1, 2}}};
  content.delivery = catalogue::Delivery::courier;
  content.courier = Courier{base::PersonText("甲"), base::PersonText("0"), base::PersonText("乙")};
  content.signature_part = 3;
  manifest.content = content;
  manifest.parts = {part(MediaType::jpeg, 1), part(MediaType::jpeg, 3), part(MediaType::jpeg, 5), part(MediaType::svg, 7)};
  return manifest;
}

Manifest help_case() {
  Manifest manifest = base_manifest();
  HelpCase content;
  content.stuck_on = "form.field";
  content.category = HelpCategory::sent_away_before;
  content.text = base::PersonText("第三次来");
  content.phone = base::PersonText("0");
  content.card = specimen_card();
  content.answers.emplace("a", base::PersonText(""));
  manifest.content = content;
  return manifest;
}

Manifest survey() {
  Manifest manifest = base_manifest();
  manifest.content = Survey{make_number({12345, 41}).value(), 4};
  return manifest;
}

Manifest supplement() {
  Manifest manifest = base_manifest();
  manifest.content = SentSupplement{make_number({12345, 41}).value(), "elderly-card", {{"photo", {1}}, {"household", {0, 2}}}};
  manifest.parts = {part(MediaType::jpeg, 1), part(MediaType::jpeg, 3), part(MediaType::jpeg, 5)};
  return manifest;
}

Json written(const Manifest& manifest) {
  const auto json = to_json(manifest);
  REQUIRE(json.has_value());
  return Json::parse(json->begin(), json->end());
}

std::optional<ManifestError> error_of(const Json& json) {
  const std::string text = json.dump();
  const auto read = from_json({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  if (read) return std::nullopt;
  return read.error();
}

std::optional<ManifestError> error_of_text(std::string_view text) {
  const auto read = from_json({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  if (read) return std::nullopt;
  return read.error();
}

// Every object inside `json`, each by a pointer into it.
void find_objects(const Json& json, const Json::json_pointer& here, std::vector<Json::json_pointer>& found) {
  if (json.is_object()) found.push_back(here);
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) find_objects(value, here / key, found);
  } else if (json.is_array()) {
    for (std::size_t i = 0; i < json.size(); ++i) find_objects(json[i], here / i, found);
  }
}

bool is_optional(const Json::json_pointer& object, const std::string& key) {
  if (object.to_string().ends_with("answers")) return true;
  return key == "signature_part" || (object.to_string() == "/help_case" && key == "card");
}

}  // namespace

TEST_CASE("what is written is read back the same") {
  for (const Manifest& manifest : {application(), help_case(), survey(), supplement()}) {
    const auto json = to_json(manifest);
    REQUIRE(json.has_value());
    const auto read = from_json(*json);
    REQUIRE(read.has_value());
    CHECK(*read == manifest);
    CHECK(to_json(*read) == *json);
  }
}

TEST_CASE("an identity that was typed is marked, one from the card goes without saying") {
  Manifest manifest = application();
  CHECK_FALSE(Json::parse(to_json(manifest).value())["application"].contains("identified_by"));
  std::get<SentApplication>(manifest.content).identified_by = IdentifiedBy::typed;
  const base::PersonBytes json = to_json(manifest).value();
  CHECK(Json::parse(json)["application"]["identified_by"] == "typed");
  CHECK(from_json(json).value() == manifest);
  Manifest help = help_case();
  std::get<HelpCase>(help.content).identified_by = IdentifiedBy::typed;
  CHECK(from_json(to_json(help).value()).value() == help);
}

TEST_CASE("the document says what the header promises") {
  const Json json = written(application());
  CHECK(json["version"] == 1);
  CHECK(json["suite"] == "cms-p256-aes256gcm");
  CHECK(json["kind"] == "application");
  CHECK(json["language"] == "en");
  CHECK(json["stored_at"] == "2026-01-02T03:04:05.678Z");
  CHECK(json["application"]["card"]["number"] == "931586198001010028");
  CHECK(json["application"]["materials"][1]["parts"] == Json::array({1, 2}));
  CHECK(json["parts"][3]["media_type"] == "image/svg+xml");
  std::string sevens;
  for (int i = 0; i < 32; ++i) sevens += "07";
  CHECK(json["parts"][3]["sha256"] == sevens);
}

TEST_CASE("no field may be missing, unknown or of another type") {
  int tried = 0;
  for (const Manifest& manifest : {application(), help_case(), survey(), supplement()}) {
    const Json good = written(manifest);
    std::vector<Json::json_pointer> objects;
    find_objects(good, Json::json_pointer(), objects);
    for (const auto& object : objects) {
      CAPTURE(object.to_string());
      if (!object.to_string().ends_with("answers")) {
        Json more = good;
        more[object]["unheard-of"] = 1;
        CHECK(error_of(more).has_value());
      }
      for (const auto& [key, value] : good[object].items()) {
        CAPTURE(key);
        Json other = good;
        other[object][key] = Json::array({nullptr});
        CHECK(error_of(other).has_value());
        Json less = good;
        less[object].erase(key);
        if (!is_optional(object, key)) CHECK(error_of(less).has_value());
        ++tried;
      }
    }
  }
  CHECK(tried > 70);
}

TEST_CASE("words outside a vocabulary are refused") {
  for (const char* place : {"/kind", "/suite", "/language", "/application/delivery", "/application/card/kind", "/parts/0/media_type"}) {
    Json json = written(application());
    json[Json::json_pointer(place)] = "other-word";
    CAPTURE(place);
    CHECK(error_of(json).has_value());
  }
}

TEST_CASE("another version or suite is named as such, whatever else it holds") {
  Json json = written(application());
  json["version"] = 2;
  json["new-field"] = true;
  CHECK(error_of(json) == ManifestError::unknown_version);
  json["version"] = 1;
  json["suite"] = "sm2-sm4";
  CHECK(error_of(json) == ManifestError::unknown_suite);
}

TEST_CASE("parts that do not fit together are inconsistent") {
  const auto spoiled = [](auto spoil) {
    Json json = written(application());
    spoil(json);
    return error_of(json);
  };
  using enum ManifestError;
  CHECK(spoiled([](Json& j) { j["application"]["materials"][0]["parts"] = Json::array({4}); }) == inconsistent);
  CHECK(spoiled([](Json& j) { j["application"]["materials"][0]["parts"] = Json::array({1}); }) == inconsistent);  // twice
  CHECK(spoiled([](Json& j) { j["application"]["materials"][0]["parts"] = Json::array(); }) == inconsistent);     // unnamed
  CHECK(spoiled([](Json& j) { j["application"]["materials"][0]["parts"] = Json::array({-1}); }) == wrong_shape);
  CHECK(spoiled([](Json& j) { j["application"]["signature_part"] = 0; }) == inconsistent);
  CHECK(spoiled([](Json& j) { j["application"].erase("signature_part"); }) == inconsistent);
  CHECK(spoiled([](Json& j) { j["application"].erase("courier"); }) == inconsistent);
  CHECK(spoiled([](Json& j) { j["parts"][0]["index"] = 1; }) == inconsistent);
  CHECK(spoiled([](Json& j) { j["parts"][0]["size"] = kMaxPartBytes + 1; }) == wrong_shape);
  CHECK(spoiled([](Json& j) { j["parts"][0]["size"] = 0; }) == inconsistent);
  CHECK(spoiled([](Json& j) { j["parts"][0]["sha256"] = "00"; }) == wrong_shape);
  CHECK(spoiled([](Json& j) { j["number"] = "1234500000423"; }) == inconsistent);
  CHECK(spoiled([](Json& j) { j["terminal"] = "12346"; }) == inconsistent);
  CHECK(spoiled([](Json& j) { j["receipt_code"] = "short"; }) == inconsistent);
}

TEST_CASE("a supplement is about an application, with a page at least of each material") {
  const auto spoiled = [](auto spoil) {
    Json json = written(supplement());
    spoil(json["supplement"], json);
    return error_of(json);
  };
  using enum ManifestError;
  CHECK(written(supplement())["supplement"]["materials"][1] == Json{{"material", "household"}, {"parts", {0, 2}}});
  CHECK(spoiled([](Json& s, Json&) { s["about"] = "1234500000423"; }) == inconsistent);
  CHECK(spoiled([](Json& s, Json&) { s["item"] = ""; }) == inconsistent);
  CHECK(spoiled([](Json& s, Json& all) { s["materials"] = all["parts"] = Json::array(); }) == inconsistent);
  CHECK(spoiled([](Json& s, Json&) { s["materials"].push_back({{"material", "third"}, {"parts", Json::array()}}); }) == inconsistent);
  CHECK(spoiled([](Json& s, Json&) { s["materials"][0]["material"] = ""; }) == inconsistent);
  CHECK(spoiled([](Json& s, Json&) { s["materials"][0]["parts"] = {0}; }) == inconsistent);  // named twice, and 1 never
  CHECK(spoiled([](Json&, Json& all) { all["parts"][0]["media_type"] = "image/svg+xml"; }) == inconsistent);
  CHECK(spoiled([](Json&, Json& all) { all["kind"] = "survey"; }) == wrong_shape);
}

TEST_CASE("what the terminal may not write, it does not write") {
  Manifest manifest = application();
  manifest.parts.pop_back();
  CHECK(to_json(manifest).error() == ManifestError::inconsistent);
  manifest = survey();
  manifest.content = Survey{"not a number", 4};
  CHECK(to_json(manifest).error() == ManifestError::inconsistent);
  manifest = help_case();
  std::get<HelpCase>(manifest.content).text = base::PersonText("\xFF");
  CHECK(to_json(manifest).error() == ManifestError::inconsistent);
  manifest = help_case();
  std::get<HelpCase>(manifest.content).text = base::PersonText(std::string(kMaxManifestBytes, 'a'));
  CHECK(to_json(manifest).error() == ManifestError::too_large);
}

TEST_CASE("what is no proper JSON is refused") {
  CHECK(error_of_text("") == ManifestError::not_json);
  CHECK(error_of_text("{") == ManifestError::not_json);
  CHECK(error_of_text(R"({"version":1,"version":1})") == ManifestError::not_json);
  CHECK(error_of_text("\"\xFF\"") == ManifestError::not_json);
  CHECK(error_of_text("[]") == ManifestError::wrong_shape);
  CHECK(error_of_text(std::string(100'000, '[')).has_value());
  CHECK(error_of_text(std::string(kMaxManifestBytes + 1, ' ')) == ManifestError::too_large);
  const std::string good = written(application()).dump();
  for (std::size_t cut = 0; cut < good.size(); ++cut) CHECK(error_of_text(std::string_view(good).substr(0, cut)).has_value());
}

TEST_CASE("times and hashes have one written form") {
  const base::WallTime time(base::Milliseconds(1'767'323'045'678));
  CHECK(from_rfc3339(to_rfc3339(time)) == time);
  CHECK(from_rfc3339("2026-01-02T03:04:05Z") == base::WallTime(base::Milliseconds(1'767'323'045'000)));
  for (const char* wrong : {"", "2026-02-30T00:00:00Z", "2026-01-02T24:00:00Z", "2026-01-02 03:04:05Z", "2026-01-02T03:04:05.67Z",
                            "2026-01-02T03:04:05+08:00", "2026-01-02T03:04:60Z"}) {
    CHECK_FALSE(from_rfc3339(wrong));
  }
  Sha256 hash{};
  hash[0] = 0xAB;
  CHECK(to_hex(hash).substr(0, 4) == "ab00");
  CHECK(sha256_from_hex(to_hex(hash)) == hash);
  CHECK_FALSE(sha256_from_hex(std::string(64, 'G')));
  CHECK_FALSE(sha256_from_hex(std::string(64, 'A')));
  CHECK_FALSE(sha256_from_hex("ab"));
}

TEST_CASE("every kind has a name that leads back to it") {
  for (const auto kind : {SubmissionKind::application, SubmissionKind::help_case, SubmissionKind::survey, SubmissionKind::supplement}) {
    CHECK(kind_from_name(name_of(kind)) == kind);
  }
  CHECK_FALSE(kind_from_name("visit"));
}
