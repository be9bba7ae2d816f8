#include "kiosk/link/message.h"

#include <nlohmann/json.hpp>

#include "kiosk/core/delivery/manifest.h"
#include "kiosk/core/delivery/number.h"

namespace bancheng::link {
namespace {

using Json = nlohmann::json;

// The object in `packet` when it has exactly these fields besides "say"; `oldest` may be left out.
std::optional<Json> object_in(std::string_view packet) {
  if (packet.empty() || packet.size() > kMaxMessage) return std::nullopt;
  Json json = Json::parse(packet, nullptr, false);
  if (!json.is_object() || !json.contains("say") || !json["say"].is_string()) return std::nullopt;
  return json;
}

bool has_only(const Json& json, std::size_t fields) { return json.size() == fields + 1; }

std::optional<std::string> number_in(const Json& json) {
  if (!has_only(json, 1) || !json.contains("number") || !json["number"].is_string()) return std::nullopt;
  auto number = json["number"].get<std::string>();
  if (!core::delivery::parse_number(number)) return std::nullopt;
  return number;
}

std::optional<LinkEvent> queue_in(const Json& json) {
  const auto is_count = [&](const char* key) { return json.contains(key) && json[key].is_number_unsigned(); };
  const bool dated = json.contains("oldest");
  if (!is_count("count") || !is_count("parked") || !has_only(json, dated ? 3 : 2)) return std::nullopt;
  QueueState queue{json["count"].get<std::uint64_t>(), json["parked"].get<std::uint64_t>(), std::nullopt};
  if (!dated) return queue;
  if (!json["oldest"].is_string()) return std::nullopt;
  queue.oldest = core::delivery::from_rfc3339(json["oldest"].get_ref<const std::string&>());
  if (!queue.oldest) return std::nullopt;
  return queue;
}

Json json_of(const Nudge&) { return {{"say", "nudge"}}; }
Json json_of(const Watch& watch) { return {{"say", "watch"}, {"number", watch.number}}; }
Json json_of(const Accepted& accepted) { return {{"say", "accepted"}, {"number", accepted.number}}; }
Json json_of(const NetworkState& network) { return {{"say", "network"}, {"up", network.up}}; }
Json json_of(const QueueState& queue) {
  Json json{{"say", "queue"}, {"count", queue.count}, {"parked", queue.parked}};
  if (queue.oldest) json["oldest"] = core::delivery::to_rfc3339(*queue.oldest);
  return json;
}
Json json_of(const CourierGone&) { return Json::object(); }

}  // namespace

std::string to_packet(const LinkRequest& request) {
  return std::visit([](const auto& one) { return json_of(one).dump(); }, request);
}

std::string to_packet(const LinkEvent& event) {
  return std::visit([](const auto& one) { return json_of(one).dump(); }, event);
}

std::optional<LinkRequest> request_from(std::string_view packet) {
  const auto json = object_in(packet);
  if (!json) return std::nullopt;
  const auto& say = (*json)["say"].get_ref<const std::string&>();
  if (say == "nudge" && has_only(*json, 0)) return Nudge{};
  if (say != "watch") return std::nullopt;
  if (auto number = number_in(*json)) return Watch{std::move(*number)};
  return std::nullopt;
}

std::optional<LinkEvent> event_from(std::string_view packet) {
  const auto json = object_in(packet);
  if (!json) return std::nullopt;
  const auto& say = (*json)["say"].get_ref<const std::string&>();
  if (say == "queue") return queue_in(*json);
  if (say == "network") {
    if (!has_only(*json, 1) || !json->contains("up") || !(*json)["up"].is_boolean()) return std::nullopt;
    return NetworkState{(*json)["up"].get<bool>()};
  }
  if (say != "accepted") return std::nullopt;
  if (auto number = number_in(*json)) return Accepted{std::move(*number)};
  return std::nullopt;
}

}  // namespace bancheng::link
