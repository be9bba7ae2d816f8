// Any bytes as a signed bundle and as its content: nobody but the trusted signer gets anything in, and a content that is
// read is the one form that is written.
#include "kiosk/bundle/bundle.h"
#include "kiosk/bundle/content.h"
#include "tests/fuzz/fuzz.h"
#include "tests/kiosk/bundle/signing.h"

using namespace bancheng;
using fuzz::Bytes;
using fuzz::require;

namespace {

const tests::Signer& stranger() {
  static const tests::Signer signer;
  return signer;
}

const bundle::TrustedSigner& trusted() {
  static const tests::Signer signer;
  static const bundle::TrustedSigner loaded = bundle::TrustedSigner::load(signer.certificate()).value();
  return loaded;
}

}  // namespace

std::vector<Bytes> fuzz::seeds() {
  const std::string content = *bundle::write_content({3, {{"a.yaml", "id: a\n"}, {"parts/b.yaml", "id: \"乙\"\n"}}});
  return {Bytes(content.begin(), content.end()), stranger().sign(content), stranger().sign(content, {true, true, "SHA384"}),
          stranger().sign(content, {false, true, "SHA256"})};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  require(!bundle::open_bundle({data, size}, trusted(), 0), "a stranger's bundle is refused");
  const auto version = bundle::claimed_version({data, size});
  require(!version || (*version > 0 && *version <= bundle::kGreatestVersion), "a bundle's version is one");
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto [content, error] = bundle::read_content(text);
  if (content) require(bundle::write_content(*content) == text, "what is read is written the same");
  return 0;
}
