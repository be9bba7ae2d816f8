#include "kiosk/bundle/bundle.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "kiosk/base/text_files.h"
#include "kiosk/bundle/content.h"
#include "signing.h"

using namespace bancheng;
using bundle::BundleError;
using bundle::Content;
using tests::Signer;
using Why = BundleError::Why;

namespace {

constexpr std::uint64_t kVersion = 7;

const Signer& hall() {
  static const Signer signer;
  return signer;
}

std::vector<base::TextFile> good_files() {
  const std::string folder = BANCHENG_SOURCE_DIR "/tests/kiosk/core/catalogue/corpus/good";
  auto files = base::read_text_files(folder, ".yaml");
  REQUIRE(files);
  for (auto& file : *files) file.file = std::filesystem::path(file.file).lexically_relative(folder).string();
  return *files;
}

std::string good_content() {
  const auto content = bundle::write_content({kVersion, good_files()});
  REQUIRE(content);
  return *content;
}

base::Result<bundle::Bundle, BundleError> open(const std::vector<std::uint8_t>& bytes, std::uint64_t oldest = 0, const Signer& trusted = hall()) {
  const auto signer = bundle::TrustedSigner::load(trusted.certificate());
  REQUIRE(signer);
  return bundle::open_bundle(bytes, *signer, oldest);
}

/// Why it is refused; "taken" when it is not.
std::string fate(const base::Result<bundle::Bundle, BundleError>& opened) { return opened ? "taken" : name_of(opened.error().why); }

std::string fate_of_content(const std::string& content) { return fate(open(hall().sign(content))); }

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

}  // namespace

TEST_CASE("a good bundle is opened whole, although its certificate has run out") {
  const auto opened = open(hall().sign(good_content()), kVersion);
  REQUIRE(opened);
  CHECK(opened->catalogue.version == kVersion);
  CHECK(opened->catalogue.items.size() == 5);
  CHECK(opened->catalogue.find("permit")->fields.size() == 3);  // the part was found by its name
  REQUIRE(opened->files.size() == good_files().size());
  CHECK(opened->files.back().file == "wish.yaml");
  CHECK(fate(open(hall().sign(good_content(), {true, true, "SHA512"}))) == "taken");
}

TEST_CASE("the version never goes back") {
  const auto bytes = hall().sign(good_content());
  CHECK(fate(open(bytes, 0)) == "taken");
  CHECK(fate(open(bytes, kVersion)) == "taken");
  CHECK(fate(open(bytes, kVersion + 1)) == "older_version");
}

TEST_CASE("signed by another: refused, even when its certificate comes along") {
  const Signer other;
  CHECK(fate(open(other.sign(good_content()))) == "other_signer");
  CHECK(fate(open(other.sign(good_content(), {true, true, "SHA256"}))) == "other_signer");
  CHECK(fate(open(other.sign(good_content()), 0, other)) == "taken");
}

TEST_CASE("no changed byte changes what is taken, and every shortened bundle is refused") {
  const auto bytes = hall().sign(good_content());
  REQUIRE(fate(open(bytes)) == "taken");
  int harmless = 0;
  // Every byte of the ends, where the structure and the signature are, and some of the text between.
  for (std::size_t at = 0; at < bytes.size(); at += at < 80 || at + 400 > bytes.size() ? 1 : 97) {
    auto changed = bytes;
    changed[at] ^= 0x01;
    CAPTURE(at);
    const auto opened = open(changed);
    if (!opened) continue;
    // The structure's version numbers and the signature algorithm's name are not signed (RFC 5652) and not relied on.
    ++harmless;
    CHECK(bundle::write_content({opened->catalogue.version, opened->files}) == good_content());
  }
  CHECK(harmless <= 10);
  for (std::size_t size = 0; size < bytes.size(); size += 211) {
    CHECK(fate(open({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)})) == "not_signed");
  }
  auto longer = bytes;
  longer.push_back(0);
  CHECK(fate(open(longer)) == "not_signed");
  auto text = bytes;
  const std::string word = "Matter";
  const auto at = std::search(text.begin(), text.end(), word.begin(), word.end());
  REQUIRE(at != text.end());
  *at = 'B';
  CHECK(fate(open(text)) == "bad_signature");
}

TEST_CASE("what is no attached signature, or a weak one, is refused") {
  CHECK(fate(open(hall().sign(good_content(), {false, false, "SHA256"}))) == "not_signed");
  CHECK(fate(open(hall().sign(good_content(), {true, false, "SHA1"}))) == "bad_signature");
  const std::string plain = good_content();
  CHECK(fate(open({plain.begin(), plain.end()})) == "not_signed");
}

TEST_CASE("too large a bundle is refused before it is looked at") {
  CHECK(fate(open(std::vector<std::uint8_t>(bundle::kLargestBundle + 1))) == "too_large");
  CHECK(fate(open(std::vector<std::uint8_t>(bundle::kLargestBundle))) == "not_signed");
  std::string many = R"({"files":[)";
  for (std::size_t i = 0; i <= bundle::kMostFiles; ++i)
    many += std::string(i ? "," : "") + R"({"name":"a)" + std::to_string(100000 + i) + R"(.yaml","text":""})";
  many += R"(],"format":"bancheng-catalogue-1","version":7})";
  CHECK(fate_of_content(many) == "malformed");
}

TEST_CASE("names that could lead out of a folder are refused") {
  for (const char* name : {"../evil.yaml", "/etc/passwd", "parts/../../evil.yaml", "a/b.yaml", "Item.yaml", "item.yml", ".yaml", "parts/.yaml",
                           "item.yaml/", "a\\\\b.yaml", "a\\u0000b.yaml"}) {
    CAPTURE(name);
    CHECK(fate_of_content(replaced(good_content(), "home.yaml", name)) == "bad_name");
  }
  CHECK(bundle::is_file_name("parts/company.yaml"));
  CHECK_FALSE(bundle::write_content({1, {{"../a.yaml", ""}}}));
  CHECK_FALSE(bundle::write_content({1, {{"a.yaml", ""}, {"a.yaml", ""}}}));
  CHECK_FALSE(bundle::write_content({1, {{"a.yaml", "\xff"}}}));
}

TEST_CASE("only the one form of a content is read") {
  const std::string good = good_content();
  CHECK(fate_of_content(good) == "taken");
  CHECK(fate_of_content("") == "malformed");
  CHECK(fate_of_content("[]") == "malformed");
  CHECK(fate_of_content(std::string(100000, '[')) == "malformed");
  CHECK(fate_of_content(good + " ") == "malformed");
  CHECK(fate_of_content(replaced(good, "\"version\":7", "\"version\":8,\"version\":7")) == "malformed");
  CHECK(fate_of_content(replaced(good, "\"version\":7", "\"version\":7.0")) == "malformed");
  CHECK(fate_of_content(replaced(good, "\"version\":7", "\"version\":-7")) == "malformed");
  CHECK(fate_of_content(replaced(good, "\"version\":7", "\"version\":0")) == "malformed");
  CHECK(fate_of_content(replaced(good, "\"version\":7", "\"version\":9007199254740992")) == "malformed");
  CHECK(fate_of_content(replaced(good, "bancheng-catalogue-1", "bancheng-catalogue-2")) == "malformed");
  CHECK(fate_of_content(replaced(good, "{\"files\"", "{\"extra\":1,\"files\"")) == "malformed");
}

TEST_CASE("a catalogue with a mistake is refused with the loader's complaints") {
  const auto opened = open(hall().sign(replaced(good_content(), "kind: name", "kind: surname")));
  REQUIRE_FALSE(opened);
  CHECK(opened.error().why == Why::bad_catalogue);
  REQUIRE(opened.error().complaints.size() == 1);
  CHECK(opened.error().complaints.front().where == "matter.yaml:43");
  CHECK(fate_of_content(*bundle::write_content({1, {}})) == "bad_catalogue");
}

TEST_CASE("a trusted certificate that cannot be read is named") {
  const auto signer = bundle::TrustedSigner::load("/nowhere/signer.pem");
  REQUIRE_FALSE(signer);
  CHECK(signer.error().where == "/nowhere/signer.pem");
}

TEST_CASE("who hands a bundle on sees its version, whoever signed it") {
  const Signer other;
  CHECK(bundle::claimed_version(hall().sign(good_content())) == kVersion);
  CHECK(bundle::claimed_version(other.sign(good_content())) == kVersion);
  CHECK_FALSE(bundle::claimed_version(hall().sign("no content")));
  CHECK_FALSE(bundle::claimed_version(std::vector<std::uint8_t>{1, 2, 3}));
  CHECK_FALSE(bundle::claimed_version({}));
}
