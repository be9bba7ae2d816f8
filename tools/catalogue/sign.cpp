#include "tools/catalogue/sign.h"

#include <fmt/format.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <fstream>
#include <memory>

#include "kiosk/base/text_files.h"
#include "kiosk/bundle/bundle.h"
#include "kiosk/bundle/content.h"

namespace bancheng::catalogue_tool {
namespace {

template <typename Thing, void (*kFree)(Thing*)>
struct Free {
  void operator()(Thing* thing) const { kFree(thing); }
};
using Bio = std::unique_ptr<BIO, Free<BIO, BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Free<X509, X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY, EVP_PKEY_free>>;
using Cms = std::unique_ptr<CMS_ContentInfo, Free<CMS_ContentInfo, CMS_ContentInfo_free>>;

int no_password(char*, int, int, void*) { return -1; }

base::Result<std::string, Complaints> content_of(const BundleOrder& order) {
  auto files = base::read_text_files(order.folder, ".yaml");
  if (!files) return base::failure(Complaints{files.error()});
  for (base::TextFile& file : *files) file.file = std::filesystem::path(file.file).lexically_relative(order.folder).generic_string();
  auto content = bundle::write_content({order.version, std::move(*files)});
  if (!content) return base::failure(Complaints{{order.folder.string(), "expected UTF-8 in files named <id>.yaml and parts/<id>.yaml"}});
  return std::move(*content);
}

base::Result<std::vector<std::uint8_t>, base::Complaint> sign(const std::string& content, const BundleOrder& order) {
  const Bio certificate_file(BIO_new_file(order.certificate.c_str(), "r")), key_file(BIO_new_file(order.key.c_str(), "r"));
  const Certificate certificate(certificate_file ? PEM_read_bio_X509(certificate_file.get(), nullptr, nullptr, nullptr) : nullptr);
  if (!certificate) return base::failure(base::Complaint{order.certificate.string(), "expected a certificate in PEM"});
  const Key key(key_file ? PEM_read_bio_PrivateKey(key_file.get(), nullptr, no_password, nullptr) : nullptr);
  if (!key) return base::failure(base::Complaint{order.key.string(), "expected a private key in PEM, unencrypted"});
  if (X509_check_private_key(certificate.get(), key.get()) != 1)
    return base::failure(base::Complaint{order.key.string(), "is not the certificate's key"});

  const Bio data(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
  const unsigned flags = CMS_BINARY | CMS_NOCERTS | CMS_NOSMIMECAP | CMS_PARTIAL;
  const Cms cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, flags));
  unsigned char* der = nullptr;
  int size = -1;
  if (cms && CMS_add1_signer(cms.get(), certificate.get(), key.get(), EVP_sha256(), flags) != nullptr &&
      CMS_final(cms.get(), data.get(), nullptr, flags) == 1) {
    size = i2d_CMS_ContentInfo(cms.get(), &der);
  }
  if (size < 0) return base::failure(base::Complaint{order.certificate.string(), "cannot sign"});
  std::vector<std::uint8_t> bytes(der, der + size);
  OPENSSL_free(der);
  return bytes;
}

/// What a terminal would say.
Complaints opened(const std::vector<std::uint8_t>& bytes, const BundleOrder& order) {
  const auto trusted = bundle::TrustedSigner::load(order.certificate);
  if (!trusted) return {trusted.error()};
  const auto bundle = bundle::open_bundle(bytes, *trusted, order.version);
  if (bundle) return {};
  if (bundle.error().complaints.empty()) return {{order.out.string(), fmt::format("a terminal would refuse it: {}", name_of(bundle.error().why))}};
  return bundle.error().complaints;
}

/// Beside it first, so that whoever fetches it never sees half of it.
Complaints write(const std::vector<std::uint8_t>& bytes, const std::filesystem::path& out) {
  const std::filesystem::path beside = out.string() + ".new";
  std::ofstream file(beside, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(beside, out, error);
  if (!file || error) return {{out.string(), "cannot be written"}};
  return {};
}

}  // namespace

Complaints make_bundle(const BundleOrder& order) {
  const auto content = content_of(order);
  if (!content) return content.error();
  const auto bytes = sign(*content, order);
  ERR_clear_error();
  if (!bytes) return {bytes.error()};
  const Complaints complaints = opened(*bytes, order);
  return complaints.empty() ? write(*bytes, order.out) : complaints;
}

}  // namespace bancheng::catalogue_tool
