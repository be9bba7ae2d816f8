#include "kiosk/outbox/sealer.h"

#include <openssl/cms.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <string>

namespace bancheng::outbox {
namespace {

template <auto Free>
struct Deleter {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};
using BioPointer = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using CertificatePointer = std::unique_ptr<X509, Deleter<X509_free>>;
using KeyPointer = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using CmsPointer = std::unique_ptr<CMS_ContentInfo, Deleter<CMS_ContentInfo_free>>;

base::Complaint crypto_failure(const char* what) {
  ERR_clear_error();
  return {"sealing", what};
}

base::Complaint wrong_file(const std::filesystem::path& file, const char* what) {
  ERR_clear_error();
  return {file.string(), what};
}

// A key that asks for a password must fail at start, not wait at a prompt that nobody sees.
int no_password(char*, int, int, void*) { return -1; }

CertificatePointer read_certificate(const std::filesystem::path& file) {
  const BioPointer bio(BIO_new_file(file.c_str(), "r"));
  return CertificatePointer(bio ? PEM_read_bio_X509(bio.get(), nullptr, no_password, nullptr) : nullptr);
}

KeyPointer read_key(const std::filesystem::path& file) {
  const BioPointer bio(BIO_new_file(file.c_str(), "r"));
  return KeyPointer(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr) : nullptr);
}

bool is_p256(EVP_PKEY* key) {
  char group[64];
  std::size_t length = 0;
  return key != nullptr && EVP_PKEY_get_group_name(key, group, sizeof group, &length) == 1 &&
         std::string_view(group, length) == "prime256v1";
}

constexpr unsigned kFlags = CMS_BINARY | CMS_USE_KEYID | CMS_NOSMIMECAP;

// Content goes in by pieces through the library's filter chain, so no second copy of it is made in one block.
bool pour(CMS_ContentInfo* cms, std::span<const std::uint8_t> content) {
  const BioPointer chain(CMS_dataInit(cms, nullptr));
  if (!chain) return false;
  constexpr std::size_t kPiece = 64 * 1024;
  while (!content.empty()) {
    const auto piece = content.first(std::min(content.size(), kPiece));
    if (BIO_write(chain.get(), piece.data(), static_cast<int>(piece.size())) != static_cast<int>(piece.size())) return false;
    content = content.subspan(piece.size());
  }
  return BIO_flush(chain.get()) == 1 && CMS_dataFinal(cms, chain.get()) == 1;
}

template <typename Target>
base::Result<Target, base::Complaint> to_der(CMS_ContentInfo* cms) {
  const int size = i2d_CMS_ContentInfo(cms, nullptr);
  if (size <= 0) return base::failure(crypto_failure("the envelope cannot be encoded"));
  Target der(static_cast<std::size_t>(size));
  unsigned char* out = der.data();
  if (i2d_CMS_ContentInfo(cms, &out) != size) return base::failure(crypto_failure("the envelope cannot be encoded"));
  return der;
}

}  // namespace

struct Sealer::Impl {
  CertificatePointer hall;
  CertificatePointer terminal;
  KeyPointer key;
};

Sealer::Sealer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Sealer::Sealer(Sealer&&) noexcept = default;
Sealer& Sealer::operator=(Sealer&&) noexcept = default;
Sealer::~Sealer() = default;

base::Result<Sealer, base::Complaint> Sealer::load(const Keys& keys) {
  auto impl = std::make_unique<Impl>();
  impl->hall = read_certificate(keys.hall_certificate);
  if (!impl->hall) return base::failure(wrong_file(keys.hall_certificate, "must be a certificate in PEM"));
  if (!is_p256(X509_get0_pubkey(impl->hall.get()))) {
    return base::failure(wrong_file(keys.hall_certificate, "must hold a P-256 key"));
  }
  if (X509_get0_subject_key_id(impl->hall.get()) == nullptr) {
    return base::failure(wrong_file(keys.hall_certificate, "must have a subject key identifier"));
  }
  impl->terminal = read_certificate(keys.terminal_certificate);
  if (!impl->terminal) return base::failure(wrong_file(keys.terminal_certificate, "must be a certificate in PEM"));
  if (X509_get0_subject_key_id(impl->terminal.get()) == nullptr) {
    return base::failure(wrong_file(keys.terminal_certificate, "must have a subject key identifier"));
  }
  impl->key = read_key(keys.terminal_key);
  if (!impl->key) return base::failure(wrong_file(keys.terminal_key, "must be a private key in PEM without a password"));
  if (!is_p256(impl->key.get())) return base::failure(wrong_file(keys.terminal_key, "must be a P-256 key"));
  if (X509_check_private_key(impl->terminal.get(), impl->key.get()) != 1) {
    return base::failure(wrong_file(keys.terminal_key, "must be the key of the terminal's certificate"));
  }
  return Sealer(std::move(impl));
}

base::Result<Bytes, base::Complaint> Sealer::seal(std::span<const std::uint8_t> plain) const {
  const CmsPointer cms(CMS_AuthEnvelopedData_create(EVP_aes_256_gcm()));
  if (!cms || CMS_set_detached(cms.get(), 0) != 1) return base::failure(crypto_failure("no envelope can be made"));
  CMS_RecipientInfo* recipient = CMS_add1_recipient_cert(cms.get(), impl_->hall.get(), kFlags | CMS_KEY_PARAM);
  EVP_PKEY_CTX* agreement = recipient == nullptr ? nullptr : CMS_RecipientInfo_get0_pkey_ctx(recipient);
  // The library's own default is SHA-1 (RFC 5753 names both); the suite says SHA-256.
  if (agreement == nullptr || EVP_PKEY_CTX_set_ecdh_kdf_md(agreement, EVP_sha256()) != 1) {
    return base::failure(crypto_failure("the hall's certificate cannot be used"));
  }
  if (!pour(cms.get(), plain)) return base::failure(crypto_failure("the content cannot be sealed"));
  return to_der<Bytes>(cms.get());
}

base::Result<base::PersonBytes, base::Complaint> Sealer::sign(std::span<const std::uint8_t> plain) const {
  const CmsPointer cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, CMS_PARTIAL | CMS_BINARY));
  if (!cms) return base::failure(crypto_failure("no signature can be made"));
  if (CMS_add1_signer(cms.get(), impl_->terminal.get(), impl_->key.get(), EVP_sha256(), kFlags) == nullptr) {
    return base::failure(crypto_failure("the terminal's key cannot be used"));
  }
  if (!pour(cms.get(), plain)) return base::failure(crypto_failure("the content cannot be signed"));
  return to_der<base::PersonBytes>(cms.get());
}

}  // namespace bancheng::outbox
