#include "signing.h"

#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <cstdio>
#include <cstdlib>

namespace bancheng::tests {
namespace {

void need(bool holds) {
  if (!holds) std::abort();
}

X509* make_certificate(EVP_PKEY* key) {
  static long serial = 0;
  X509* certificate = X509_new();
  need(certificate != nullptr);
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -2 * 86400);
  X509_gmtime_adj(X509_getm_notAfter(certificate), -86400);  // run out: its dates must not count
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("catalogue"), -1, -1, 0);
  X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
  X509_set_pubkey(certificate, key);
  need(X509_sign(certificate, key, EVP_sha256()) > 0);
  return certificate;
}

}  // namespace

Signer::Signer() {
  std::string folder = (std::filesystem::temp_directory_path() / "bancheng-bundle-XXXXXX").string();
  need(mkdtemp(folder.data()) != nullptr);
  folder_ = folder;
  EVP_PKEY* key = EVP_EC_gen("P-256");
  need(key != nullptr);
  X509* certificate = make_certificate(key);
  std::FILE* file = std::fopen(this->certificate().c_str(), "w");
  need(file != nullptr && PEM_write_X509(file, certificate) == 1);
  std::fclose(file);
  key_ = key;
  certificate_ = certificate;
}

Signer::~Signer() {
  EVP_PKEY_free(static_cast<EVP_PKEY*>(key_));
  X509_free(static_cast<X509*>(certificate_));
  std::filesystem::remove_all(folder_);
}

std::vector<std::uint8_t> Signer::sign(const std::string& content, Wishes wishes) const {
  const unsigned flags = CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP | (wishes.attached ? 0u : unsigned{CMS_DETACHED}) |
                         (wishes.with_certificate ? 0u : unsigned{CMS_NOCERTS});
  BIO* data = BIO_new_mem_buf(content.data(), static_cast<int>(content.size()));
  CMS_ContentInfo* cms = CMS_sign(nullptr, nullptr, nullptr, nullptr, flags);
  need(CMS_add1_signer(cms, static_cast<X509*>(certificate_), static_cast<EVP_PKEY*>(key_), EVP_get_digestbyname(wishes.digest), flags) != nullptr);
  need(CMS_final(cms, data, nullptr, flags) == 1);
  unsigned char* der = nullptr;
  const int size = i2d_CMS_ContentInfo(cms, &der);
  need(size > 0);
  std::vector<std::uint8_t> bytes(der, der + size);
  OPENSSL_free(der);
  CMS_ContentInfo_free(cms);
  BIO_free(data);
  return bytes;
}

}  // namespace bancheng::tests
