#include "tests/delivery_bench/keys.h"

#include <openssl/cms.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace bancheng::bench {
namespace {

void need(bool ok, const char* what) {
  if (!ok) throw std::runtime_error(what);
}

struct Pair {
  X509* certificate;
  EVP_PKEY* key;
};

void extend(X509* certificate, X509* issuer, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value);
  need(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1, "extension");
  X509_EXTENSION_free(extension);
}

struct Order {
  const char* name;
  Curve curve = Curve::p256;
  long days = 30;
  bool key_identifier = true;
  const char* usage = "critical,digitalSignature";
  const char* names = nullptr;
};

X509* blank_certificate(const Order& order, EVP_PKEY* key) {
  X509* certificate = X509_new();
  need(certificate != nullptr && X509_set_version(certificate, 2) == 1, "certificate");
  std::uint64_t serial = 0;
  need(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1, "serial");
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1);
  constexpr long kDay = 24 * 60 * 60;
  X509_gmtime_adj(X509_getm_notBefore(certificate), -40 * kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate), order.days * kDay);
  X509_set_pubkey(certificate, key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(order.name),
                             -1, -1, 0);
  return certificate;
}

// Without an issuer the certificate is a CA's own.
Pair issue(const Order& order, const Pair* issuer) {
  EVP_PKEY* key = EVP_EC_gen(order.curve == Curve::p256 ? "P-256" : "P-384");
  need(key != nullptr, "key");
  X509* certificate = blank_certificate(order, key);
  X509* parent = issuer != nullptr ? issuer->certificate : certificate;
  X509_set_issuer_name(certificate, X509_get_subject_name(parent));
  extend(certificate, parent, NID_basic_constraints, issuer != nullptr ? "critical,CA:FALSE" : "critical,CA:TRUE");
  extend(certificate, parent, NID_key_usage, issuer != nullptr ? order.usage : "critical,keyCertSign");
  if (order.key_identifier) extend(certificate, parent, NID_subject_key_identifier, "hash");
  if (order.names != nullptr) extend(certificate, parent, NID_subject_alt_name, order.names);
  need(X509_sign(certificate, issuer != nullptr ? issuer->key : key, EVP_sha256()) > 0, "signature");
  return {certificate, key};
}

void write(const Keys& keys, const char* name, const Pair& pair) {
  BIO* file = BIO_new_file(keys.pem(name).c_str(), "w");
  need(file != nullptr && PEM_write_bio_X509(file, pair.certificate) == 1, "certificate file");
  BIO_free(file);
  file = BIO_new_file(keys.key(name).c_str(), "w");
  need(file != nullptr && PEM_write_bio_PrivateKey(file, pair.key, nullptr, nullptr, 0, nullptr, nullptr) == 1, "key file");
  BIO_free(file);
  X509_free(pair.certificate);
  EVP_PKEY_free(pair.key);
}

template <typename T, typename Read>
T* read(const std::filesystem::path& path, Read reader) {
  BIO* file = BIO_new_file(path.c_str(), "r");
  T* object = file != nullptr ? reader(file, nullptr, nullptr, nullptr) : nullptr;
  BIO_free(file);
  need(object != nullptr, "file of the bench");
  return object;
}

CMS_ContentInfo* parse(std::span<const std::uint8_t> der) {
  const unsigned char* at = der.data();
  CMS_ContentInfo* cms = d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size()));
  // One DER object and nothing behind it.
  if (cms != nullptr && at != der.data() + der.size()) {
    CMS_ContentInfo_free(cms);
    return nullptr;
  }
  return cms;
}

base::PersonBytes bytes_in(BIO* memory) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory, &data);
  return {data, data + size};
}

}  // namespace

Keys::Keys(const std::filesystem::path& where, Wishes wishes) : folder(where) {
  const Pair ca = issue({.name = "Test CA"}, nullptr);
  write(*this, "hall-server", issue({.name = "localhost", .names = "DNS:localhost,IP:127.0.0.1"}, &ca));
  write(*this, "hall-sealing",
        issue({.name = "Sealing", .curve = wishes.sealing_curve, .days = wishes.sealing_expired ? -1L : 30L,
               .key_identifier = wishes.sealing_key_identifier, .usage = "critical,keyAgreement"},
              &ca));
  write(*this, "terminal", issue({.name = "Terminal", .names = "URI:urn:bancheng:terminal:12345"}, &ca));
  write(*this, "ca", ca);
}

base::PersonBytes Keys::open(std::span<const std::uint8_t> sealed) const {
  CMS_ContentInfo* cms = parse(sealed);
  if (cms == nullptr) return {};
  X509* certificate = read<X509>(pem("hall-sealing"), PEM_read_bio_X509);
  EVP_PKEY* private_key = read<EVP_PKEY>(key("hall-sealing"), PEM_read_bio_PrivateKey);
  BIO* out = BIO_new(BIO_s_mem());
  const bool ok = OBJ_obj2nid(CMS_get0_type(cms)) == NID_id_smime_ct_authEnvelopedData &&
                  CMS_decrypt(cms, private_key, certificate, nullptr, out, CMS_BINARY) == 1;
  base::PersonBytes plain = ok ? bytes_in(out) : base::PersonBytes{};
  BIO_free(out);
  EVP_PKEY_free(private_key);
  X509_free(certificate);
  CMS_ContentInfo_free(cms);
  return plain;
}

base::PersonBytes Keys::verify(std::span<const std::uint8_t> signed_bytes) const {
  CMS_ContentInfo* cms = parse(signed_bytes);
  if (cms == nullptr) return {};
  X509* authority = read<X509>(pem("ca"), PEM_read_bio_X509);
  X509_STORE* trusted = X509_STORE_new();
  X509_STORE_add_cert(trusted, authority);
  X509_STORE_set_purpose(trusted, X509_PURPOSE_ANY);
  BIO* out = BIO_new(BIO_s_mem());
  const bool ok = CMS_verify(cms, nullptr, trusted, nullptr, out, CMS_BINARY) == 1;
  base::PersonBytes plain = ok ? bytes_in(out) : base::PersonBytes{};
  BIO_free(out);
  X509_STORE_free(trusted);
  X509_free(authority);
  CMS_ContentInfo_free(cms);
  return plain;
}

}  // namespace bancheng::bench
