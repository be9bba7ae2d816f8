#include "sealing.h"

#include <openssl/cms.h>
#include <openssl/ec.h>
#include <openssl/pem.h>

#include <cstdlib>
#include <memory>

#include "tools/hall/openssl_owned.h"

namespace hall_test {
namespace {

using bancheng::hall::Owned;
namespace delivery = bancheng::core::delivery;

Owned<X509> certificate_in(const std::filesystem::path& file) {
  const Owned<BIO> in(BIO_new_file(file.c_str(), "r"));
  return Owned<X509>(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
}

Owned<EVP_PKEY> key_in(const std::filesystem::path& file) {
  const Owned<BIO> in(BIO_new_file(file.c_str(), "r"));
  return Owned<EVP_PKEY>(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
}

Owned<BIO> memory_of(std::string_view content) { return Owned<BIO>(BIO_new_mem_buf(content.data(), static_cast<int>(content.size()))); }

std::string der_of(CMS_ContentInfo* cms) {
  unsigned char* der = nullptr;
  const int size = i2d_CMS_ContentInfo(cms, &der);
  if (size <= 0) std::abort();
  std::string bytes(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

}  // namespace

std::string sealed(std::string_view content, const std::filesystem::path& recipient) {
  constexpr unsigned kFlags = CMS_PARTIAL | CMS_BINARY;
  const Owned<CMS_ContentInfo> cms(CMS_encrypt(nullptr, nullptr, EVP_aes_256_gcm(), kFlags));
  const auto certificate = certificate_in(recipient);
  CMS_RecipientInfo* info = CMS_add1_recipient_cert(cms.get(), certificate.get(), CMS_USE_KEYID | CMS_KEY_PARAM);
  if (info == nullptr || EVP_PKEY_CTX_set_ecdh_kdf_md(CMS_RecipientInfo_get0_pkey_ctx(info), EVP_sha256()) != 1) std::abort();
  if (CMS_final(cms.get(), memory_of(content).get(), nullptr, CMS_BINARY) != 1) std::abort();
  return der_of(cms.get());
}

std::string signed_by(std::string_view content, const std::filesystem::path& certificate, const std::filesystem::path& key) {
  const Owned<CMS_ContentInfo> cms(
      CMS_sign(certificate_in(certificate).get(), key_in(key).get(), nullptr, memory_of(content).get(), CMS_BINARY | CMS_NOSMIMECAP));
  if (!cms) std::abort();
  return der_of(cms.get());
}

delivery::Sha256 sha256(std::string_view bytes) {
  delivery::Sha256 hash{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), hash.data(), &size, EVP_sha256(), nullptr) != 1) std::abort();
  return hash;
}

std::string hex_sha256(std::string_view bytes) { return delivery::to_hex(sha256(bytes)); }

SealedPart sealed_part(std::string content, delivery::MediaType type, const std::filesystem::path& recipient) {
  SealedPart part;
  part.sealed = sealed(content, recipient);
  part.in_manifest = {type, content.size(), sha256(content), part.sealed.size(), sha256(part.sealed)};
  part.content = std::move(content);
  return part;
}

}  // namespace hall_test
