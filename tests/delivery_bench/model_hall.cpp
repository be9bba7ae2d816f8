#include "tests/delivery_bench/model_hall.h"

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

}  // namespace bancheng::bench
