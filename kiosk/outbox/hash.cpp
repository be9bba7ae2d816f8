#include "kiosk/outbox/hash.h"

#include <openssl/evp.h>

#include <cstdlib>

namespace bancheng::outbox {

// SHA-256 fails only when there is no memory or no provider at all; then nothing in this program can be right.
Hasher::Hasher() : context_(EVP_MD_CTX_new()) {
  if (context_ == nullptr || EVP_DigestInit_ex(context_, EVP_sha256(), nullptr) != 1) std::abort();
}

Hasher::~Hasher() { EVP_MD_CTX_free(context_); }

void Hasher::add(std::span<const std::uint8_t> bytes) {
  if (EVP_DigestUpdate(context_, bytes.data(), bytes.size()) != 1) std::abort();
}

core::delivery::Sha256 Hasher::finish() {
  core::delivery::Sha256 hash{};
  if (EVP_DigestFinal_ex(context_, hash.data(), nullptr) != 1) std::abort();
  return hash;
}

core::delivery::Sha256 sha256(std::span<const std::uint8_t> bytes) {
  Hasher hasher;
  hasher.add(bytes);
  return hasher.finish();
}

}  // namespace bancheng::outbox
