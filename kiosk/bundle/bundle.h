// The catalogue as the hall hands it out, signed. Nothing of a bundle is used before all of it was found good.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/base/text_file.h"
#include "kiosk/core/catalogue/item.h"

namespace bancheng::bundle {

/// The one certificate whose signature counts. Copies share it; any thread.
class TrustedSigner {
 public:
  /// PEM with one certificate. Its dates and who issued it do not count: it is trusted by itself.
  [[nodiscard]] static base::Result<TrustedSigner, base::Complaint> load(const std::filesystem::path& certificate);

 private:
  friend class SignatureCheck;
  std::shared_ptr<void> certificate_;  ///< X509
};

struct Bundle {
  std::vector<base::TextFile> files;     ///< in the order of their names
  core::catalogue::Catalogue catalogue;  ///< with the bundle's version
};

/// Why a bundle is refused. Closed; a name each, for logs and the technician.
struct BundleError {
  enum class Why {
    too_large,
    not_signed,     ///< no attached CMS SignedData, or something behind it
    other_signer,   ///< signed, but not by the trusted certificate
    bad_signature,  ///< changed after it was signed, or by too weak a digest
    malformed,      ///< signed, but not the content of a bundle
    bad_name,       ///< a file's name that is none, such as a way out of the folder
    older_version,  ///< than what is allowed: a catalogue never goes back
    bad_catalogue,  ///< the loader has complaints
  };
  Why why{};
  std::vector<base::Complaint> complaints;  ///< of bad_catalogue
};
[[nodiscard]] const char* name_of(BundleError::Why why);

/// `bytes`: at most kLargestBundle (content.h). `oldest_version`: the version in use, or 0; the same version again is taken.
[[nodiscard]] base::Result<Bundle, BundleError> open_bundle(std::span<const std::uint8_t> bytes, const TrustedSigner& trusted,
                                                            std::uint64_t oldest_version);

/// The version that a bundle says it is, whoever signed it: for whoever hands bundles on and uses none. Nothing when it is no bundle.
[[nodiscard]] std::optional<std::uint64_t> claimed_version(std::span<const std::uint8_t> bytes);

}  // namespace bancheng::bundle
