#include "tests/delivery_bench/model_hall.h"

#include <tuple>

#include "kiosk/core/delivery/number.h"
#include "kiosk/outbox/hash.h"

namespace bancheng::bench {

using namespace core::delivery;

Verdict ModelHall::put_part(const std::string& number, std::uint32_t index, const std::vector<std::uint8_t>& sealed) {
  const std::lock_guard lock(mutex_);
  parts_[number][index] = sealed;
  return Verdict::stored;
}

Verdict ModelHall::submit(const std::string& number, const std::vector<std::uint8_t>& sealed_manifest) {
  const std::lock_guard lock(mutex_);
  const Sha256 hash = outbox::sha256(sealed_manifest);
  if (const auto known = accepted_.find(number); known != accepted_.end()) {
    return known->second == hash ? Verdict::accepted_before : Verdict::other_manifest;
  }
  const auto json = keys_.verify(keys_.open(sealed_manifest));
  if (json.empty()) return Verdict::cannot_open;
  const auto manifest = from_json(json);
  if (!manifest || manifest->number != number) return Verdict::inconsistent;
  auto& missing = missing_[number];
  missing.clear();
  auto& uploaded = parts_[number];
  for (std::uint32_t index = 0; index < manifest->parts.size(); ++index) {
    if (!uploaded.contains(index)) {
      missing.push_back(index);
      continue;
    }
    const Part& part = manifest->parts[index];
    if (outbox::sha256(uploaded[index]) != part.sealed_sha256) return Verdict::inconsistent;
    if (outbox::sha256(keys_.open(uploaded[index])) != part.sha256) return Verdict::inconsistent;
  }
  if (!missing.empty()) return Verdict::parts_missing;
  accepted_[number] = hash;
  parts_.erase(number);
  ++counted_;
  return Verdict::accepted;
}

std::vector<std::uint32_t> ModelHall::missing(const std::string& number) const {
  const std::lock_guard lock(mutex_);
  const auto found = missing_.find(number);
  return found == missing_.end() ? std::vector<std::uint32_t>{} : found->second;
}

std::set<std::string> ModelHall::accepted() const {
  const std::lock_guard lock(mutex_);
  std::set<std::string> numbers;
  for (const auto& [number, hash] : accepted_) numbers.insert(number);
  return numbers;
}

std::size_t ModelHall::times_counted() const {
  const std::lock_guard lock(mutex_);
  return counted_;
}

void ModelHall::forget_parts() {
  const std::lock_guard lock(mutex_);
  parts_.clear();
}

namespace {

Reply error(int status, const std::string& code, const std::string& more = {}) {
  return {.status = status, .body = R"({"error":")" + code + R"(","message":"m")" + more + "}"};
}

Reply reply_to_submission(ModelHall& hall, const std::string& number, const Request& request) {
  const std::string accepted = R"({"number":")" + number + R"(","manifest_sha256":")" + to_hex(outbox::sha256(request.body)) +
                               R"(","accepted_at":"2026-01-02T03:04:05.678Z"})";
  switch (hall.submit(number, request.body)) {
    case Verdict::accepted: return {.status = 201, .body = accepted};
    case Verdict::accepted_before: return {.status = 200, .body = accepted};
    case Verdict::other_manifest: return error(409, "other_manifest");
    case Verdict::cannot_open: return error(422, "cannot_open");
    case Verdict::parts_missing: {
      std::string listed;
      for (const std::uint32_t index : hall.missing(number)) listed += (listed.empty() ? "" : ",") + std::to_string(index);
      return error(404, "parts_missing", ",\"missing\":[" + listed + "]");
    }
    default: return error(422, "inconsistent");
  }
}

}  // namespace

Reply answer_for(ModelHall& hall, const Request& request) {
  const std::string prefix = "/v1/submissions/";
  if (request.path == "/v1/health") return {.body = R"({"status":"ok","time":"2026-01-02T03:04:05.678Z"})"};
  if (!request.path.starts_with(prefix)) return error(404, "not_found");
  const std::string number = request.path.substr(prefix.size(), kNumberLength);
  if (request.method == "POST") return reply_to_submission(hall, number, request);
  const std::string index = request.path.substr(prefix.size() + kNumberLength + std::string("/parts/").size());
  const auto hash = to_hex(outbox::sha256(request.body));
  const auto said = request.headers.find("x-content-sha256");
  if (said == request.headers.end() || said->second != hash) return error(400, "bad_hash");
  std::ignore = hall.put_part(number, static_cast<std::uint32_t>(std::stoul(index)), request.body);
  return {.status = 201, .body = R"({"number":")" + number + R"(","index":)" + index + R"(,"sha256":")" + hash + "\"}"};
}

}  // namespace bancheng::bench
