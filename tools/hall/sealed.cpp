#include "tools/hall/sealed.h"

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <limits>

#include "tools/hall/openssl_owned.h"

namespace bancheng::hall {
namespace {

/// OpenSSL's error queue is per thread and would grow; what stands in it is of no use to the sender.
struct ForgetErrors {
  ~ForgetErrors() { ERR_clear_error(); }
};

Owned<X509> read_certificate(const std::filesystem::path& file) {
  const Owned<BIO> in(BIO_new_file(file.c_str(), "r"));
  return Owned<X509>(in ? PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr) : nullptr);
}

Owned<EVP_PKEY> read_key(const std::filesystem::path& file) {
  const Owned<BIO> in(BIO_new_file(file.c_str(), "r"));
  return Owned<EVP_PKEY>(in ? PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr) : nullptr);
}

bool is_p256(EVP_PKEY* key) {
  char group[32] = {};
  std::size_t length = 0;
  return EVP_PKEY_get_group_name(key, group, sizeof group, &length) == 1 && std::string_view(group, length) == SN_X9_62_prime256v1;
}

Owned<CMS_ContentInfo> parse_cms(std::span<const std::uint8_t> der, int type) {
  if (der.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return nullptr;
  const unsigned char* at = der.data();
  Owned<CMS_ContentInfo> cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size())));
  if (!cms || at != der.data() + der.size() || OBJ_obj2nid(CMS_get0_type(cms.get())) != type) return nullptr;
  return cms;
}

base::PersonBytes taken_from(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  if (size <= 0) return {};
  base::PersonBytes bytes(data, data + size);
  base::wipe(data, static_cast<std::size_t>(size));
  return bytes;
}

}  // namespace

struct SealingKey::Keys {
  Owned<X509> certificate;
  Owned<EVP_PKEY> key;
};

base::Result<SealingKey, base::Complaint> SealingKey::load(const std::filesystem::path& certificate, const std::filesystem::path& key) {
  const ForgetErrors forget;
  auto keys = std::make_shared<Keys>(Keys{read_certificate(certificate), read_key(key)});
  if (!keys->certificate) return base::failure(base::Complaint{certificate.string(), "holds no PEM certificate"});
  if (!keys->key) return base::failure(base::Complaint{key.string(), "holds no PEM private key"});
  if (!is_p256(keys->key.get())) return base::failure(base::Complaint{key.string(), "is not a P-256 key"});
  if (X509_check_private_key(keys->certificate.get(), keys->key.get()) != 1)
    return base::failure(base::Complaint{key.string(), "does not belong to the sealing certificate"});
  if (X509_get0_subject_key_id(keys->certificate.get()) == nullptr)
    return base::failure(base::Complaint{certificate.string(), "has no subject key identifier"});
  return SealingKey(std::move(keys));
}

base::Result<base::PersonBytes, SealError> SealingKey::open(std::span<const std::uint8_t> der) const {
  const ForgetErrors forget;
  const auto cms = parse_cms(der, NID_id_smime_ct_authEnvelopedData);
  if (!cms) return base::failure(SealError::not_cms);
  // With the certificate given, only a recipient that names it is tried: a key of ours, or none.
  if (CMS_decrypt_set1_pkey(cms.get(), keys_->key.get(), keys_->certificate.get()) != 1) return base::failure(SealError::not_for_us);
  const Owned<BIO> out(BIO_new(BIO_s_mem()));
  const bool opened = CMS_decrypt(cms.get(), nullptr, nullptr, nullptr, out.get(), CMS_BINARY) == 1;
  base::PersonBytes content = taken_from(out.get());
  if (!opened) return base::failure(SealError::damaged);
  return content;
}

struct TerminalCa::Store {
  Owned<X509_STORE> store;
};

base::Result<TerminalCa, base::Complaint> TerminalCa::load(const std::filesystem::path& file) {
  const ForgetErrors forget;
  auto store = std::make_shared<Store>(Store{Owned<X509_STORE>(X509_STORE_new())});
  if (!store->store || X509_STORE_load_file(store->store.get(), file.c_str()) != 1)
    return base::failure(base::Complaint{file.string(), "holds no PEM certificate of a CA"});
  X509_STORE_set_flags(store->store.get(), X509_V_FLAG_NO_CHECK_TIME);
  // CMS checks for an e-mail certificate by default; terminals have TLS client certificates.
  X509_STORE_set_purpose(store->store.get(), X509_PURPOSE_ANY);
  return TerminalCa(std::move(store));
}

base::Result<SignedContent, SignatureError> TerminalCa::verify(std::span<const std::uint8_t> der) const {
  const ForgetErrors forget;
  const auto cms = parse_cms(der, NID_pkcs7_signed);
  if (!cms) return base::failure(SignatureError::not_cms);
  if (sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(cms.get())) != 1) return base::failure(SignatureError::not_trusted);
  const Owned<BIO> out(BIO_new(BIO_s_mem()));
  if (CMS_verify(cms.get(), nullptr, store_->store.get(), nullptr, out.get(), CMS_BINARY) != 1)
    return base::failure(SignatureError::not_trusted);
  STACK_OF(X509)* signers = CMS_get0_signers(cms.get());
  const auto terminal = signers != nullptr && sk_X509_num(signers) == 1 ? terminal_of(sk_X509_value(signers, 0)) : std::nullopt;
  sk_X509_free(signers);
  if (!terminal) return base::failure(SignatureError::no_terminal);
  return SignedContent{taken_from(out.get()), *terminal};
}

std::optional<std::string> terminal_of(X509* certificate) {
  static constexpr std::string_view kPrefix = "urn:bancheng:terminal:";
  if (certificate == nullptr) return std::nullopt;
  const Owned<GENERAL_NAMES> names(static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  std::optional<std::string> terminal;
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type != GEN_URI) continue;
    const ASN1_IA5STRING* text = name->d.uniformResourceIdentifier;
    const std::string_view uri(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)), static_cast<std::size_t>(ASN1_STRING_length(text)));
    if (!uri.starts_with(kPrefix)) continue;
    const std::string_view digits = uri.substr(kPrefix.size());
    const bool well_formed = digits.size() == 5 && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!well_formed || terminal) return std::nullopt;
    terminal = std::string(digits);
  }
  return terminal;
}

core::delivery::Sha256 sha256_of(std::span<const std::uint8_t> bytes) {
  core::delivery::Sha256 hash{};
  unsigned int length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), hash.data(), &length, EVP_sha256(), nullptr) != 1) std::abort();  // out of memory
  return hash;
}

core::delivery::Sha256 sha256_of(std::string_view text) {
  return sha256_of({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace bancheng::hall
