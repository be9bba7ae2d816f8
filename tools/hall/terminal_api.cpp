#include "tools/hall/terminal_api.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "kiosk/core/delivery/number.h"
#include "kiosk/core/inquiry/forms.h"
#include "tools/hall/catalogue_bundle.h"
#include "tools/hall/inquiries.h"
#include "tools/hall/manifests.h"

namespace bancheng::hall {

namespace delivery = core::delivery;

namespace {

constexpr std::size_t kMaxSealedManifestBytes = delivery::kMaxManifestBytes + 64 * 1024;
constexpr std::uintmax_t kDiskReserve = 256ull * 1024 * 1024;  // below this nothing more is taken in
constexpr auto kUploadLife = std::chrono::days(7);

Response json_response(int status, const nlohmann::ordered_json& body) {
  return {status, "application/json", to_bytes(body.dump()), {}};
}

Response error(int status, const char* code, const char* message) {
  return json_response(status, {{"error", code}, {"message", message}});
}

Response retry_later(int status, const char* code, const char* message, const char* seconds) {
  Response response = error(status, code, message);
  response.headers.emplace_back("Retry-After", seconds);
  return response;
}

Response storage_unavailable() { return retry_later(503, "storage_unavailable", "The hall cannot store anything at present.", "60"); }

Response wrong_method(const char* allowed) {
  Response response = error(405, "method_not_allowed", "The path has another method.");
  response.headers.emplace_back("Allow", allowed);
  return response;
}

struct Route {
  enum class Kind { none, health, catalogue, submission, part, inquiry } kind = Kind::none;
  std::string number;
  std::string index;
};

Route route_of(std::string_view path) {
  static constexpr std::string_view kSubmissions = "/v1/submissions/", kParts = "/parts/";
  if (path == "/v1/health") return {Route::Kind::health, {}, {}};
  if (path == "/v1/catalogue") return {Route::Kind::catalogue, {}, {}};
  if (path == "/v1/inquiries") return {Route::Kind::inquiry, {}, {}};
  if (!path.starts_with(kSubmissions)) return {};
  path.remove_prefix(kSubmissions.size());
  const std::size_t slash = path.find('/');
  const std::string number(path.substr(0, slash));
  if (slash == std::string_view::npos) return {Route::Kind::submission, number, {}};
  path.remove_prefix(slash);
  if (!path.starts_with(kParts)) return {};
  return {Route::Kind::part, number, std::string(path.substr(kParts.size()))};
}

std::optional<std::uint32_t> part_index(std::string_view text) {
  std::uint32_t index = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), index);
  const bool canonical = text.size() == 1 || (!text.empty() && text.front() != '0');
  if (problem != std::errc{} || end != text.data() + text.size() || !canonical || index >= delivery::kMaxParts) return std::nullopt;
  return index;
}

std::optional<Response> object_to_number(const RequestHead& head, const Route& route) {
  if (!delivery::parse_number(route.number)) return error(400, "bad_number", "The number is not 13 digits with a right check digit.");
  if (route.kind == Route::Kind::part && !part_index(route.index)) return error(400, "bad_index", "The index is not a number from 0 to 63.");
  if (route.number.substr(0, 5) != head.terminal)
    return error(403, "wrong_terminal", "The number belongs to another terminal than the client certificate.");
  return std::nullopt;
}

std::optional<Response> object_to_body(const RequestHead& head, const std::string& type, std::size_t longest) {
  if (!head.content_length && head.has_body) return error(411, "length_required", "The request needs a Content-Length.");
  if (head.content_length.value_or(0) == 0) return error(400, "bad_request", "The body is empty.");
  if (head.header("content-type") != type) return error(415, "unsupported_media_type", "The body is not of the type that the path takes.");
  if (*head.content_length > longest) return error(413, "too_large", "The body is larger than the API allows.");
  return std::nullopt;
}

std::string hex_sha256(std::span<const std::uint8_t> bytes) { return delivery::to_hex(sha256_of(bytes)); }

Response parts_missing(const nlohmann::ordered_json& indexes) {
  return json_response(404, {{"error", "parts_missing"}, {"message", "Parts that the manifest names are not here."}, {"missing", indexes}});
}

PartName name_of_part(const delivery::Manifest& manifest, std::size_t index) {
  return {static_cast<std::uint32_t>(index), delivery::to_hex(manifest.parts[index].sealed_sha256)};
}

Response accepted_response(int status, const std::string& number, const Acceptance& acceptance) {
  return json_response(status, {{"number", number}, {"manifest_sha256", acceptance.manifest_sha256}, {"accepted_at", acceptance.accepted_at}});
}

}  // namespace

Date today(const Hall& hall) { return core::form::date_in_china(hall.clock.now().wall); }

std::optional<Response> TerminalApi::judge(const RequestHead& head) const {
  const Route route = route_of(head.path);
  switch (route.kind) {
    case Route::Kind::none: return error(404, "not_found", "There is no such path.");
    case Route::Kind::health:
    case Route::Kind::catalogue:
      if (head.method != "GET") return wrong_method("GET");
      return std::nullopt;
    case Route::Kind::submission:
      if (head.method != "POST") return wrong_method("POST");
      break;
    case Route::Kind::part:
      if (head.method != "PUT") return wrong_method("PUT");
      break;
    case Route::Kind::inquiry:
      if (head.method != "POST") return wrong_method("POST");
      return object_to_body(head, "application/json", longest_body(head));
  }
  if (auto objection = object_to_number(head, route)) return objection;
  if (auto objection = object_to_body(head, "application/cms", longest_body(head))) return objection;
  if (route.kind == Route::Kind::part && !delivery::sha256_from_hex(head.header("x-content-sha256")))
    return error(400, "bad_hash", "X-Content-SHA256 is missing or is no SHA-256 in hex.");
  return std::nullopt;
}

std::size_t TerminalApi::longest_body(const RequestHead& head) const {
  switch (route_of(head.path).kind) {
    case Route::Kind::part: return delivery::kMaxSealedBytes;
    case Route::Kind::submission: return kMaxSealedManifestBytes;
    case Route::Kind::inquiry: return core::inquiry::kMaxQuestionBytes;
    default: return 0;
  }
}

Response TerminalApi::answer(const Request& request) {
  const Route route = route_of(request.head.path);
  Response response;
  switch (route.kind) {
    case Route::Kind::part: response = put_part(request, route.number, part_index(route.index).value_or(0)); break;
    case Route::Kind::submission: response = post_submission(request, route.number); break;
    case Route::Kind::inquiry: response = post_inquiry(request); break;
    case Route::Kind::catalogue: return get_catalogue(request.head);
    default: return health();
  }
  const std::string what = route.kind == Route::Kind::inquiry ? "inquiry" : route.number + " " + route.index;
  spdlog::info("terminal {}: {} {} -> {}", request.head.terminal, request.head.method, what, response.status);
  return response;
}

Response TerminalApi::post_inquiry(const Request& request) {
  const auto question = core::inquiry::question_from_json(request.body);
  if (!question) return error(400, "bad_request", "The body is no question of this API.");
  const auto answer = inquiries_.answer(*question, request.head.terminal);
  if (const auto* trouble = std::get_if<core::inquiry::Trouble>(&answer))
    return error(422, core::inquiry::name_of(*trouble), "The question has no answer; the code says why.");
  if (std::holds_alternative<StoreError>(answer)) return storage_unavailable();
  auto json = core::inquiry::to_json(std::get<core::inquiry::Answer>(answer));
  if (json) return {200, "application/json", std::move(*json), {}};
  spdlog::error("an answer to an inquiry cannot be written: {}", core::inquiry::name_of(json.error()));
  return storage_unavailable();
}

Response TerminalApi::turn_away(Unavailable why) const {
  switch (why) {
    case Unavailable::overloaded: return retry_later(503, "overloaded", "The hall has too much to do.", "5");
    case Unavailable::draining: return retry_later(503, "draining", "The hall is being stopped.", "10");
    case Unavailable::storage: return storage_unavailable();
    case Unavailable::too_many_requests: return retry_later(429, "too_many_requests", "This terminal has too many requests under way.", "2");
  }
  return storage_unavailable();
}

/// Terminals ask after a failure whether the hall or what they sent is to blame: a full disk is the hall's own trouble.
Response TerminalApi::health() const {
  if (hall_.parts.free_bytes() < kDiskReserve) return storage_unavailable();
  return json_response(200, {{"status", "ok"}, {"time", delivery::to_rfc3339(hall_.clock.now().wall)}});
}

Response TerminalApi::get_catalogue(const RequestHead& head) {
  const auto held = hall_.catalogue.current();
  if (!held) return error(404, "no_catalogue", "The hall has no catalogue to give.");
  const bool known = head.header("if-none-match") == held->etag;
  Response response;
  response.status = known ? 304 : 200;
  response.headers = {{"ETag", held->etag}, {"X-Catalogue-Version", std::to_string(held->version)}};
  if (known) return response;
  spdlog::info("terminal {}: GET catalogue, version {}", head.terminal, held->version);
  response.content_type = "application/cms";
  response.body = held->bytes;
  return response;
}

Response TerminalApi::put_part(const Request& request, const std::string& number, std::uint32_t index) {
  const std::string hash = hex_sha256(request.body);
  if (hash != request.head.header("x-content-sha256")) return error(400, "bad_hash", "X-Content-SHA256 is not the hash of the body.");
  const nlohmann::ordered_json stored = {{"number", number}, {"index", index}, {"sha256", hash}};

  const std::lock_guard turn(turn_of(number));
  const auto acceptance = hall_.store.acceptance_of(number);
  if (!acceptance) return storage_unavailable();
  if (*acceptance) {
    const auto accepted = hall_.store.sealed_sha256_of_part(number, index);
    if (!accepted) return storage_unavailable();
    if (*accepted == hash) return json_response(200, stored);
    return error(409, "other_part", "The number was accepted with other parts.");
  }
  if (hall_.parts.free_bytes() < kDiskReserve) return storage_unavailable();
  const auto put = hall_.parts.put(number, {index, hash}, request.body);
  if (!put) return storage_unavailable();
  return json_response(*put ? 201 : 200, stored);
}

Response TerminalApi::post_submission(const Request& request, const std::string& number) {
  const std::string hash = hex_sha256(request.body);
  const std::lock_guard turn(turn_of(number));
  const auto earlier = hall_.store.acceptance_of(number);
  if (!earlier) return storage_unavailable();
  if (*earlier) {
    if ((*earlier)->manifest_sha256 == hash) return accepted_response(200, number, **earlier);
    return error(409, "other_manifest", "The number was accepted with another manifest.");
  }
  return accept(request, number, hash);
}

Response TerminalApi::accept(const Request& request, const std::string& number, const std::string& manifest_sha256) {
  const auto opened = hall_.sealing_key.open(request.body);
  if (!opened) return error(422, "cannot_open", "The manifest is not sealed to this hall, or is damaged.");
  const auto content = hall_.terminal_ca.verify(*opened);
  if (!content || content->terminal != request.head.terminal)
    return error(422, "bad_signature", "The manifest is not signed by this terminal.");
  const auto manifest = delivery::from_json(content->content);
  if (!manifest) {
    spdlog::warn("terminal {}: manifest of {} refused: {}", request.head.terminal, number, delivery::name_of(manifest.error()));
    return error(422, "inconsistent", "The manifest is not one of version 1.");
  }
  if (manifest->number != number) return error(422, "inconsistent", "The manifest is of another number.");
  if (auto objection = object_to_parts(*manifest)) return std::move(*objection);

  const base::WallTime now = hall_.clock.now().wall;
  if (!hall_.store.accept({*manifest, request.body, manifest_sha256, now, deadline_of(*manifest), person_of(*manifest, hall_.person_key)})) return storage_unavailable();
  std::set<PartName> names;
  for (std::size_t i = 0; i < manifest->parts.size(); ++i) names.insert(name_of_part(*manifest, i));
  hall_.parts.keep_only(number, names);
  return accepted_response(201, number, {manifest_sha256, delivery::to_rfc3339(now)});
}

std::optional<Response> TerminalApi::object_to_parts(const delivery::Manifest& manifest) const {
  nlohmann::ordered_json missing = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < manifest.parts.size(); ++i) {
    if (!hall_.parts.has(manifest.number, name_of_part(manifest, i))) missing.push_back(i);
  }
  if (!missing.empty()) return parts_missing(missing);

  for (std::size_t i = 0; i < manifest.parts.size(); ++i) {
    const auto sealed = hall_.parts.read(manifest.number, name_of_part(manifest, i));
    if (!sealed || !*sealed) return storage_unavailable();
    if (sha256_of(**sealed) != manifest.parts[i].sealed_sha256) {
      if (!discard_damaged(manifest, i)) return storage_unavailable();
      missing.push_back(i);
      continue;
    }
    if (auto objection = object_to_part(manifest.parts[i], **sealed)) return objection;
  }
  if (!missing.empty()) return parts_missing(missing);
  return std::nullopt;
}

std::optional<Response> TerminalApi::object_to_part(const delivery::Part& part, const base::PersonBytes& sealed) const {
  if (sealed.size() != part.sealed_size) return error(422, "inconsistent", "A part has not the size that the manifest says.");
  const auto opened = hall_.sealing_key.open(sealed);
  if (!opened) return error(422, "cannot_open", "A part is not sealed to this hall, or is damaged.");
  if (opened->size() != part.size || sha256_of(*opened) != part.sha256)
    return error(422, "inconsistent", "A part's content is not what the manifest says.");
  return std::nullopt;
}

/// The disk gave other bytes than were written; the terminal still has them, and sends them again.
bool TerminalApi::discard_damaged(const delivery::Manifest& manifest, std::size_t index) const {
  spdlog::error("part {} of {} is damaged on the disk and is asked for again", index, manifest.number);
  return hall_.parts.remove(manifest.number, name_of_part(manifest, index));
}

std::optional<Deadline> TerminalApi::deadline_of(const delivery::Manifest& manifest) const {
  const Date start = core::form::date_in_china(manifest.stored_at);
  if (manifest.kind() == delivery::SubmissionKind::help_case)
    return hall_.working_days.after(start, working_days_for(Complexity::general));
  if (const auto* application = std::get_if<delivery::SentApplication>(&manifest.content)) {
    const auto item = hall_.catalogue.find(application->item);
    if (item != nullptr && item->promised_working_days > 0) return hall_.working_days.after(start, item->promised_working_days);
  }
  return std::nullopt;
}

void TerminalApi::remove_stale_parts() {
  const std::size_t removed = hall_.parts.remove_stale(hall_.clock.now().wall - kUploadLife, [&](const std::string& number, const auto& removal) {
    const std::lock_guard turn(turn_of(number));
    const auto acceptance = hall_.store.acceptance_of(number);
    if (!acceptance || *acceptance) return false;
    removal();
    return true;
  });
  if (removed > 0) spdlog::info("removed uploads of {} numbers whose manifest never came", removed);
}

}  // namespace bancheng::hall
