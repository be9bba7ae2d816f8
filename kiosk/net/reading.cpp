#include "kiosk/net/reading.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/core/inquiry/forms.h"

namespace bancheng::net {
namespace {

using core::delivery::Answer;
using core::delivery::Outcome;
using Json = nlohmann::json;

Answer answer(Outcome outcome, std::string code = {}) { return {outcome, std::nullopt, {}, std::move(code)}; }

bool says(const Json& json, const char* key, const std::string& value) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() && found->get_ref<const std::string&>() == value;
}

bool has_time(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() && core::delivery::from_rfc3339(found->get_ref<const std::string&>()).has_value();
}

bool echoes(const Json& json, const ExpectHealth&) { return says(json, "status", "ok"); }
bool echoes(const Json& json, const ExpectPart& part) {
  const auto index = json.find("index");
  return says(json, "number", part.number) && says(json, "sha256", core::delivery::to_hex(part.sha256)) && index != json.end() &&
         index->is_number_unsigned() && *index == part.index;
}
bool echoes(const Json& json, const ExpectAcceptance& acceptance) {
  return says(json, "number", acceptance.number) && says(json, "manifest_sha256", core::delivery::to_hex(acceptance.manifest_sha256)) &&
         has_time(json, "accepted_at");
}

// The hall's codes are words; what is not one does not get into a log or a database.
std::string code_in(const Json& json) {
  const auto found = json.find("error");
  if (found == json.end() || !found->is_string()) return {};
  const auto& code = found->get_ref<const std::string&>();
  const bool is_word = !code.empty() && code.size() <= 40 &&
                       std::all_of(code.begin(), code.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
  return is_word ? code : std::string();
}

std::vector<std::uint32_t> missing_in(const Json& json) {
  std::vector<std::uint32_t> indexes;
  const auto found = json.find("missing");
  if (found == json.end() || !found->is_array() || found->size() > core::delivery::kMaxParts) return indexes;
  for (const Json& index : *found) {
    if (!index.is_number_unsigned() || index.get<std::uint64_t>() >= core::delivery::kMaxParts) return {};
    indexes.push_back(index.get<std::uint32_t>());
  }
  return indexes;
}

bool is_json(const std::string& content_type) {
  constexpr std::string_view kJson = "application/json";
  if (content_type.compare(0, kJson.size(), kJson) != 0) return false;
  return content_type.size() == kJson.size() || content_type[kJson.size()] == ';' || content_type[kJson.size()] == ' ';
}

// 4xx with a code of the hall. Refused is what will not get better by sending the same again.
Answer read_client_error(long status, const Json& json) {
  const std::string code = code_in(json);
  if (auto missing = missing_in(json); (status == 404 || status == 409) && !missing.empty()) {
    return {Outcome::parts_missing, std::nullopt, std::move(missing), code};
  }
  if (code.empty()) return answer(Outcome::not_the_hall);
  if (status == 401 || (status == 403 && code != "wrong_terminal")) return answer(Outcome::not_admitted, code);
  // The bytes were right when they left the disk, so they changed on the way; and a path that the hall does not know is
  // the hall's mistake, not the submission's.
  if (code == "bad_hash" || status == 404 || status == 408) return answer(Outcome::failed, code);
  if (status == 422 && (code == "cannot_open" || code == "bad_signature")) return answer(Outcome::disputed, code);
  return answer(Outcome::refused, code);
}

bool comes_from_a_busy_line(long status) { return status == 429 || (status >= 502 && status <= 504); }

}  // namespace

Answer read_response(const Response& response, const Expectation& expectation) {
  if (comes_from_a_busy_line(response.status)) return {Outcome::busy, response.retry_after, {}, {}};
  if (response.status >= 500 && response.status < 600) return {Outcome::failed, response.retry_after, {}, {}};
  if (!is_json(response.content_type)) return answer(Outcome::not_the_hall);
  const Json json = Json::parse(response.body, nullptr, false);
  if (!json.is_object()) return answer(Outcome::not_the_hall);
  if (response.status >= 400 && response.status < 500) return read_client_error(response.status, json);
  if (response.status != 200 && response.status != 201) return answer(Outcome::not_the_hall);
  const bool echoed = std::visit([&](const auto& expected) { return echoes(json, expected); }, expectation);
  return answer(echoed ? Outcome::done : Outcome::failed, echoed ? "" : "wrong_echo");
}

base::Result<core::inquiry::Answer, core::inquiry::Trouble> read_inquiry_response(const Response& response) {
  using core::inquiry::Trouble;
  if (!is_json(response.content_type)) return base::failure(Trouble::hall_failed);
  const std::string& body = response.body;
  if (response.status == 200) {
    auto answer = core::inquiry::answer_from_json({reinterpret_cast<const std::uint8_t*>(body.data()), body.size()});
    if (!answer) return base::failure(Trouble::hall_failed);
    return std::move(*answer);
  }
  if (response.status != 422) return base::failure(Trouble::hall_failed);
  const Json json = Json::parse(body, nullptr, false);
  const auto trouble = json.is_object() ? core::inquiry::trouble_from_name(code_in(json)) : std::nullopt;
  // The first two are the terminal's to say.
  const bool is_the_halls = trouble && *trouble != Trouble::no_network && *trouble != Trouble::hall_failed;
  return base::failure(is_the_halls ? *trouble : Trouble::hall_failed);
}

base::Result<GivenCatalogue, NoCatalogue> read_catalogue_response(Response response) {
  if (response.status == 200 && response.content_type == "application/cms" && !response.etag.empty()) {
    return GivenCatalogue{std::move(response.body), std::move(response.etag)};
  }
  if (response.status == 304) return base::failure(NoCatalogue::unchanged);
  if (comes_from_a_busy_line(response.status)) return base::failure(NoCatalogue::busy);
  if (!is_json(response.content_type)) return base::failure(NoCatalogue::not_the_hall);
  const Json json = Json::parse(response.body, nullptr, false);
  const std::string code = json.is_object() ? code_in(json) : "";
  if (response.status == 404 && !code.empty()) return base::failure(NoCatalogue::none);  // also of a hall that has no such path yet
  if ((response.status == 401 || response.status == 403) && !code.empty()) return base::failure(NoCatalogue::not_admitted);
  return base::failure(NoCatalogue::not_the_hall);
}

const char* name_of(NoCatalogue why) {
  switch (why) {
    case NoCatalogue::unchanged: return "unchanged";
    case NoCatalogue::none: return "none";
    case NoCatalogue::unreachable: return "unreachable";
    case NoCatalogue::busy: return "busy";
    case NoCatalogue::not_admitted: return "not_admitted";
    case NoCatalogue::not_the_hall: return "not_the_hall";
  }
  return "";
}

}  // namespace bancheng::net
