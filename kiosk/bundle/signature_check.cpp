#include "kiosk/bundle/signature_check.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <cstdio>

namespace bancheng::bundle {
namespace {

using Why = BundleError::Why;

template <typename Thing, void (*kFree)(Thing*)>
struct Free {
  void operator()(Thing* thing) const { kFree(thing); }
};
using Cms = std::unique_ptr<CMS_ContentInfo, Free<CMS_ContentInfo, CMS_ContentInfo_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO, BIO_free_all>>;

Cms read_signed_data(std::span<const std::uint8_t> bytes) {
  const unsigned char* at = bytes.data();
  Cms cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(bytes.size())));
  if (!cms || at != bytes.data() + bytes.size() || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed) return nullptr;
  ASN1_OCTET_STRING** content = CMS_get0_content(cms.get());
  if (content == nullptr || *content == nullptr || OBJ_obj2nid(CMS_get0_eContentType(cms.get())) != NID_pkcs7_data) return nullptr;
  return cms;
}

bool digests_are_strong(CMS_ContentInfo* cms) {
  STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(cms);
  for (int i = 0; i < sk_CMS_SignerInfo_num(signers); ++i) {
    X509_ALGOR* digest = nullptr;
    CMS_SignerInfo_get0_algs(sk_CMS_SignerInfo_value(signers, i), nullptr, nullptr, &digest, nullptr);
    const ASN1_OBJECT* name = nullptr;
    X509_ALGOR_get0(&name, nullptr, nullptr, digest);
    const int nid = OBJ_obj2nid(name);
    if (nid != NID_sha256 && nid != NID_sha384 && nid != NID_sha512) return false;
  }
  return true;
}

bool are_all_by(CMS_ContentInfo* cms, X509* certificate) {
  STACK_OF(CMS_SignerInfo)* signers = CMS_get0_SignerInfos(cms);
  for (int i = 0; i < sk_CMS_SignerInfo_num(signers); ++i) {
    if (CMS_SignerInfo_cert_cmp(sk_CMS_SignerInfo_value(signers, i), certificate) != 0) return false;
  }
  return sk_CMS_SignerInfo_num(signers) > 0;
}

}  // namespace

base::Result<std::string, Why> SignatureCheck::content_of(std::span<const std::uint8_t> bytes, const TrustedSigner& trusted) {
  ERR_clear_error();
  const Cms cms = read_signed_data(bytes);
  if (!cms) return base::failure(Why::not_signed);
  auto* certificate = static_cast<X509*>(trusted.certificate_.get());
  if (!are_all_by(cms.get(), certificate)) return base::failure(Why::other_signer);
  if (!digests_are_strong(cms.get())) return base::failure(Why::bad_signature);

  STACK_OF(X509)* certificates = sk_X509_new_null();
  if (certificates != nullptr) sk_X509_push(certificates, certificate);
  const Bio out(BIO_new(BIO_s_mem()));
  // Only the given certificate can be a signer's (NOINTERN); it is trusted by itself, so no chain is built.
  const int good = CMS_verify(cms.get(), certificates, nullptr, nullptr, out.get(), CMS_BINARY | CMS_NOINTERN | CMS_NO_SIGNER_CERT_VERIFY);
  sk_X509_free(certificates);
  ERR_clear_error();
  if (good != 1) return base::failure(Why::bad_signature);
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return std::string(data, static_cast<std::size_t>(size));
}

std::optional<std::string> SignatureCheck::unchecked_content_of(std::span<const std::uint8_t> bytes) {
  const Cms cms = read_signed_data(bytes);
  ERR_clear_error();
  if (!cms) return std::nullopt;
  const ASN1_OCTET_STRING* content = *CMS_get0_content(cms.get());
  return std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(content)), static_cast<std::size_t>(ASN1_STRING_length(content)));
}

base::Result<TrustedSigner, base::Complaint> TrustedSigner::load(const std::filesystem::path& certificate) {
  const Bio file(BIO_new_file(certificate.c_str(), "r"));
  X509* read = file ? PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr) : nullptr;
  ERR_clear_error();
  if (read == nullptr) return base::failure(base::Complaint{certificate.string(), "expected a certificate in PEM"});
  TrustedSigner trusted;
  trusted.certificate_ = std::shared_ptr<X509>(read, X509_free);
  return trusted;
}

}  // namespace bancheng::bundle
