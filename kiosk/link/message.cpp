#include "kiosk/link/message.h"

#include <nlohmann/json.hpp>

#include "kiosk/core/delivery/manifest.h"
#include "kiosk/core/delivery/number.h"
#include "kiosk/core/inquiry/forms.h"

namespace bancheng::link {
namespace {

using Json = nlohmann::json;

// A packet taken apart: the object, and what stands behind its line feed; the object alone is at most kMaxMessage.
struct Parts {
  Json object;
  std::string_view form;
  bool has_form = false;
};
std::optional<Parts> parts_of(std::string_view packet) {
  if (packet.size() > kMaxPacket) return std::nullopt;
  const std::size_t end = packet.find('\n');
  const std::string_view head = packet.substr(0, end);
  if (head.empty() || head.size() > kMaxMessage) return std::nullopt;
  Parts parts{Json::parse(head, nullptr, false), {}, end != std::string_view::npos};
  if (parts.has_form) parts.form = packet.substr(end + 1);
  if (!parts.object.is_object() || !parts.object.contains("say") || !parts.object["say"].is_string()) return std::nullopt;
  return parts;
}

std::span<const std::uint8_t> bytes_of(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

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

std::optional<std::uint64_t> job_in(const Json& json) {
  if (!json.contains("job") || !json["job"].is_number_unsigned()) return std::nullopt;
  return json["job"].get<std::uint64_t>();
}

std::optional<LinkRequest> ask_in(const Parts& parts) {
  const auto job = job_in(parts.object);
  if (!job || !has_only(parts.object, 1) || !parts.has_form) return std::nullopt;
  auto question = core::inquiry::question_from_json(bytes_of(parts.form));
  if (!question) return std::nullopt;
  return Ask{*job, std::move(*question)};
}

std::optional<LinkEvent> answered_in(const Parts& parts) {
  const Json& json = parts.object;
  const auto job = job_in(json);
  if (!job || !has_only(json, parts.has_form ? 1 : 2)) return std::nullopt;
  if (!parts.has_form) {
    if (!json.contains("trouble") || !json["trouble"].is_string()) return std::nullopt;
    const auto trouble = core::inquiry::trouble_from_name(json["trouble"].get_ref<const std::string&>());
    if (!trouble) return std::nullopt;
    return Answered{*job, base::failure(*trouble)};
  }
  auto answer = core::inquiry::answer_from_json(bytes_of(parts.form));
  if (!answer) return std::nullopt;
  return Answered{*job, std::move(*answer)};
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
Json json_of(const CatalogueOffered&) { return {{"say", "catalogue"}}; }
Json json_of(const CourierGone&) { return Json::object(); }

template <typename Plain>
Packet packet_of(const Plain& plain) {
  return Packet(json_of(plain).dump());
}

template <typename Form>
Packet packet_with(const Json& object, const base::Result<base::PersonBytes, Form>& form) {
  if (!form) return {};
  Packet packet(object.dump());
  packet.append("\n");
  packet.append({reinterpret_cast<const char*>(form->data()), form->size()});
  return packet;
}

Packet packet_of(const Ask& ask) { return packet_with({{"say", "ask"}, {"job", ask.job}}, core::inquiry::to_json(ask.question)); }

Packet packet_of(const Answered& answered) {
  Json object{{"say", "answer"}, {"job", answered.job}};
  if (answered.result) return packet_with(object, core::inquiry::to_json(*answered.result));
  object["trouble"] = core::inquiry::name_of(answered.result.error());
  return Packet(object.dump());
}

}  // namespace

Packet to_packet(const LinkRequest& request) {
  return std::visit([](const auto& one) { return packet_of(one); }, request);
}

Packet to_packet(const LinkEvent& event) {
  return std::visit([](const auto& one) { return packet_of(one); }, event);
}

std::optional<LinkRequest> request_from(std::string_view packet) {
  const auto parts = parts_of(packet);
  if (!parts) return std::nullopt;
  const Json& json = parts->object;
  const auto& say = json["say"].get_ref<const std::string&>();
  if (say == "ask") return ask_in(*parts);
  if (parts->has_form) return std::nullopt;
  if (say == "nudge" && has_only(json, 0)) return Nudge{};
  if (say != "watch") return std::nullopt;
  if (auto number = number_in(json)) return Watch{std::move(*number)};
  return std::nullopt;
}

std::optional<LinkEvent> event_from(std::string_view packet) {
  const auto parts = parts_of(packet);
  if (!parts) return std::nullopt;
  const Json& json = parts->object;
  const auto& say = json["say"].get_ref<const std::string&>();
  if (say == "answer") return answered_in(*parts);
  if (parts->has_form) return std::nullopt;
  if (say == "queue") return queue_in(json);
  if (say == "catalogue" && has_only(json, 0)) return CatalogueOffered{};
  if (say == "network") {
    if (!has_only(json, 1) || !json.contains("up") || !json["up"].is_boolean()) return std::nullopt;
    return NetworkState{json["up"].get<bool>()};
  }
  if (say != "accepted") return std::nullopt;
  if (auto number = number_in(json)) return Accepted{std::move(*number)};
  return std::nullopt;
}

}  // namespace bancheng::link
