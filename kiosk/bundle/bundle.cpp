#include "kiosk/bundle/bundle.h"

#include "kiosk/bundle/content.h"
#include "kiosk/bundle/signature_check.h"
#include "kiosk/core/catalogue/load.h"

namespace bancheng::bundle {
namespace {

using Why = BundleError::Why;

tl::unexpected<BundleError> refused(Why why, std::vector<base::Complaint> complaints = {}) {
  return base::failure(BundleError{why, std::move(complaints)});
}

}  // namespace

const char* name_of(Why why) {
  switch (why) {
    case Why::too_large: return "too_large";
    case Why::not_signed: return "not_signed";
    case Why::other_signer: return "other_signer";
    case Why::bad_signature: return "bad_signature";
    case Why::malformed: return "malformed";
    case Why::bad_name: return "bad_name";
    case Why::older_version: return "older_version";
    case Why::bad_catalogue: return "bad_catalogue";
  }
  return "";
}

base::Result<Bundle, BundleError> open_bundle(std::span<const std::uint8_t> bytes, const TrustedSigner& trusted, std::uint64_t oldest_version) {
  if (bytes.size() > kLargestBundle) return refused(Why::too_large);
  const auto text = SignatureCheck::content_of(bytes, trusted);
  if (!text) return refused(text.error());
  auto [content, error] = read_content(*text);
  if (!content) return refused(error == ContentError::bad_name ? Why::bad_name : Why::malformed);
  if (content->version < oldest_version) return refused(Why::older_version);
  auto catalogue = core::catalogue::load_catalogue(content->files);
  if (!catalogue) return refused(Why::bad_catalogue, std::move(catalogue.error()));
  if (catalogue->items.empty()) return refused(Why::bad_catalogue, {{"", "the bundle holds no item"}});
  catalogue->version = content->version;
  return Bundle{std::move(content->files), std::move(*catalogue)};
}

std::optional<std::uint64_t> claimed_version(std::span<const std::uint8_t> bytes) {
  if (bytes.size() > kLargestBundle) return std::nullopt;
  const auto text = SignatureCheck::unchecked_content_of(bytes);
  if (!text) return std::nullopt;
  const ReadContent read = read_content(*text);
  if (!read.content) return std::nullopt;
  return read.content->version;
}

}  // namespace bancheng::bundle
