// The rules of the hall's API (config/api/hall.openapi.yaml) as a model, for tests of the terminal's side: it opens what
// it gets with the hall's key and keeps what it accepted. Not the product's hall.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "kiosk/core/delivery/manifest.h"
#include "tests/delivery_bench/keys.h"
#include "tests/delivery_bench/tls_server.h"

namespace bancheng::bench {

enum class Verdict { stored, accepted, accepted_before, parts_missing, other_manifest, cannot_open, inconsistent };

/// Thread-safe.
class ModelHall {
 public:
  explicit ModelHall(const Keys& keys) : keys_(keys) {}

  [[nodiscard]] Verdict put_part(const std::string& number, std::uint32_t index, const std::vector<std::uint8_t>& sealed);
  [[nodiscard]] Verdict submit(const std::string& number, const std::vector<std::uint8_t>& sealed_manifest);

  [[nodiscard]] std::vector<std::uint32_t> missing(const std::string& number) const;
  [[nodiscard]] std::set<std::string> accepted() const;
  /// How often each number was counted as a new submission: one, or the hall would have it twice.
  [[nodiscard]] std::size_t times_counted() const;
  void forget_parts();

 private:
  const Keys& keys_;
  mutable std::mutex mutex_;
  std::map<std::string, std::map<std::uint32_t, std::vector<std::uint8_t>>> parts_;
  std::map<std::string, std::vector<std::uint32_t>> missing_;
  std::map<std::string, core::delivery::Sha256> accepted_;
  std::size_t counted_ = 0;
};

/// The API over HTTP: what a TlsServer answers for this hall.
[[nodiscard]] Reply answer_for(ModelHall& hall, const Request& request);

}  // namespace bancheng::bench
