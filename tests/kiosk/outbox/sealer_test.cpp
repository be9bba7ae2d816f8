#include <doctest/doctest.h>
#include <openssl/cms.h>

#include <algorithm>
#include <fstream>

#include "kiosk/outbox/sealer.h"
#include "tests/delivery_bench/keys.h"
#include "tests/delivery_bench/temp_folder.h"

using namespace bancheng;
using outbox::Sealer;

namespace {

const std::vector<std::uint8_t> kPlain{'a', '\r', '\n', 'b', '\n', 0, 0xFF};

bool contains(std::span<const std::uint8_t> bytes, std::span<const std::uint8_t> wanted) {
  return std::search(bytes.begin(), bytes.end(), wanted.begin(), wanted.end()) != bytes.end();
}

bool same(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

}  // namespace

TEST_CASE("the hall opens what was sealed, byte for byte") {
  const bench::TempFolder folder;
  const bench::Keys keys(folder.path());
  const Sealer sealer = keys.sealer();
  std::vector<std::uint8_t> large(3'000'000);
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<std::uint8_t>(i * 7 >> 3);
  for (const auto& plain : {kPlain, large}) {
    const auto sealed = sealer.seal(plain);
    REQUIRE(sealed.has_value());
    CHECK_FALSE(contains(*sealed, std::span(plain).first(7)));
    CHECK(same(keys.open(*sealed), plain));
  }
}

TEST_CASE("no two envelopes are alike, and a spoiled one does not open") {
  const bench::TempFolder folder;
  const bench::Keys keys(folder.path());
  const Sealer sealer = keys.sealer();
  auto sealed = sealer.seal(kPlain).value();
  CHECK(sealed != sealer.seal(kPlain).value());
  for (const std::size_t from_end : {std::size_t{1}, std::size_t{20}}) {  // the tag, the content
    auto spoiled = sealed;
    spoiled[spoiled.size() - from_end] ^= 1;
    CHECK(keys.open(spoiled).empty());
  }
}

TEST_CASE("the envelope names the algorithms of the suite") {
  const bench::TempFolder folder;
  const bench::Keys keys(folder.path());
  const auto sealed = keys.sealer().seal(kPlain).value();
  const std::vector<std::uint8_t> aes256_gcm{0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2E};
  const std::vector<std::uint8_t> aes256_wrap{0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2D};
  const std::vector<std::uint8_t> ecdh_sha256_kdf{0x06, 0x06, 0x2B, 0x81, 0x04, 0x01, 0x0B, 0x01};
  CHECK(contains(sealed, aes256_gcm));
  CHECK(contains(sealed, aes256_wrap));
  CHECK(contains(sealed, ecdh_sha256_kdf));
  const unsigned char* at = sealed.data();
  CMS_ContentInfo* cms = d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(sealed.size()));
  REQUIRE(cms != nullptr);
  auto* recipients = CMS_get0_RecipientInfos(cms);
  REQUIRE(sk_CMS_RecipientInfo_num(recipients) == 1);
  auto* recipient = sk_CMS_RecipientInfo_value(recipients, 0);
  CHECK(CMS_RecipientInfo_type(recipient) == CMS_RECIPINFO_AGREE);
  auto* keys_for = CMS_RecipientInfo_kari_get0_reks(recipient);
  REQUIRE(sk_CMS_RecipientEncryptedKey_num(keys_for) == 1);
  ASN1_OCTET_STRING* identifier = nullptr;
  X509_NAME* issuer = nullptr;
  CMS_RecipientEncryptedKey_get0_id(sk_CMS_RecipientEncryptedKey_value(keys_for, 0), &identifier, nullptr, nullptr, &issuer, nullptr);
  CHECK(identifier != nullptr);
  CHECK(issuer == nullptr);
  CMS_ContentInfo_free(cms);
}

TEST_CASE("a signature holds for the terminal's certificate and for nothing else") {
  const bench::TempFolder folder, other;
  const bench::Keys keys(folder.path()), strangers(other.path());
  const auto signed_bytes = keys.sealer().sign(kPlain);
  REQUIRE(signed_bytes.has_value());
  CHECK(same(keys.verify(*signed_bytes), kPlain));
  CHECK(strangers.verify(*signed_bytes).empty());
  auto spoiled = *signed_bytes;
  const auto at = std::search(spoiled.begin(), spoiled.end(), kPlain.begin(), kPlain.end());
  REQUIRE(at != spoiled.end());
  *at ^= 1;
  CHECK(keys.verify(spoiled).empty());
}

TEST_CASE("an expired certificate of the hall alone never prevents sealing") {
  const bench::TempFolder folder;
  const bench::Keys keys(folder.path(), {.sealing_expired = true});
  CHECK(same(keys.open(keys.sealer().seal(kPlain).value()), kPlain));
}

TEST_CASE("keys that could not be used later are refused at start") {
  const auto refused = [](bench::Keys::Wishes wishes) {
    const bench::TempFolder folder;
    return !Sealer::load(bench::Keys(folder.path(), wishes).sealer_keys()).has_value();
  };
  CHECK(refused({.sealing_curve = bench::Curve::p384}));
  CHECK(refused({.sealing_key_identifier = false}));
  const bench::TempFolder folder;
  const bench::Keys keys(folder.path());
  auto chosen = keys.sealer_keys();
  chosen.terminal_key = keys.key("ca");
  CHECK_FALSE(Sealer::load(chosen).has_value());
  chosen.terminal_key = keys.pem("terminal");
  CHECK_FALSE(Sealer::load(chosen).has_value());
  chosen = keys.sealer_keys();
  chosen.hall_certificate = folder / "missing.pem";
  const auto missing = Sealer::load(chosen);
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().where == chosen.hall_certificate.string());
}
