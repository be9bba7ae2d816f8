// SHA-256 of bytes that come in pieces.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "kiosk/core/delivery/manifest.h"

struct evp_md_ctx_st;

namespace bancheng::outbox {

class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;
  void add(std::span<const std::uint8_t> bytes);
  /// Once, at the end.
  [[nodiscard]] core::delivery::Sha256 finish();

 private:
  evp_md_ctx_st* context_;
};

[[nodiscard]] core::delivery::Sha256 sha256(std::span<const std::uint8_t> bytes);

}  // namespace bancheng::outbox
