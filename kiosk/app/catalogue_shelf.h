// CatalogueShelf: which of the hall's catalogues counts at this terminal. A bundle that the courier has put into the folder is
// taken when the trusted signer signed it, its version is not below the greatest that was ever taken, the loader has no complaint, every
// drawing that it names is there, and the profile finds something in it. It is kept beside before it is used, so that a terminal
// starts with it again, whatever is offered meanwhile; the version never goes back, over restarts too.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/app/config.h"
#include "kiosk/base/result.h"
#include "kiosk/bundle/bundle.h"
#include "kiosk/core/catalogue/item.h"
#include "kiosk/core/catalogue/search.h"
#include "kiosk/core/delivery/manifest.h"

namespace bancheng::app {

/// A catalogue ready to be used. Immutable, shared.
struct TakenCatalogue {
  std::shared_ptr<const core::catalogue::Catalogue> whole;
  std::shared_ptr<const core::catalogue::Catalogue> offered;    ///< of it what the profile offers
  std::shared_ptr<const core::catalogue::SearchIndex> search;   ///< over what is offered
};

/// Why a bundle is not taken; what was in use stays.
struct CatalogueRefusal {
  /// Closed: the names of bundle::BundleError::Why, and unreadable (the disk), unknown_drawing, nothing_offered (to this profile), not_kept
  /// (the disk, so it would be forgotten at the next start).
  std::string reason;
  std::string detail;  ///< the first complaint or drawing; may be empty
};

/// One thread at a time; slow (disk, signature, YAML, spelling: some hundred milliseconds).
class CatalogueShelf {
 public:
  struct Place {
    std::filesystem::path folder;  ///< kiosk/bundle/folder.h
    std::filesystem::path icons;   ///< of the drawings
    Config::Items items;           ///< what the profile offers; ids that a catalogue does not have are left out
  };
  using Look = base::Result<std::optional<TakenCatalogue>, CatalogueRefusal>;

  CatalogueShelf(Place place, bundle::TrustedSigner signer) : place_(std::move(place)), signer_(std::move(signer)) {}

  /// Once: what was taken before. Nothing: nothing ever was.
  [[nodiscard]] Look recall();
  /// As often as there may be news: what is offered. Nothing: no file, or the one that was judged already.
  [[nodiscard]] Look look();

 private:
  using Judged = base::Result<TakenCatalogue, CatalogueRefusal>;
  [[nodiscard]] base::Result<std::string, CatalogueRefusal> read(const char* name) const;
  [[nodiscard]] Judged judge(const std::string& bytes);
  /// The greatest version that was ever taken, as the folder says it when it is first asked for.
  [[nodiscard]] std::uint64_t& greatest();
  [[nodiscard]] std::optional<CatalogueRefusal> keep(const std::string& bytes, std::uint64_t version) const;

  const Place place_;
  const bundle::TrustedSigner signer_;
  std::optional<std::uint64_t> greatest_;
  std::optional<core::delivery::Sha256> judged_last_;  ///< so that the same is not refused in the log again and again
};

}  // namespace bancheng::app
