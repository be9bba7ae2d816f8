// The catalogue: what the hall hands to its terminals, and what it works by itself, so that staff read the items that citizens read.
//
// The signed bundle (kiosk/bundle) lies in a file that whoever publishes it replaces while the hall runs. It is handed out as it lies
// there: terminals check it themselves. The hall takes it up by the same rules as they do: signed by the one certificate, without a
// mistake, never older than the one before. Until there is a good one it works by the catalogue in its folder; a bad one changes
// nothing, and log and staff pages say so.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "kiosk/base/person_text.h"
#include "kiosk/bundle/bundle.h"
#include "kiosk/core/catalogue/item.h"

namespace bancheng::hall {

/// Any thread.
class CatalogueBundle {
 public:
  /// `file` may be empty, or not there yet; without `signer` no bundle is taken up. `shipped`: the folder's.
  CatalogueBundle(std::filesystem::path file, std::optional<bundle::TrustedSigner> signer, core::catalogue::Catalogue shipped);

  struct Held {
    base::PersonBytes bytes;    ///< as responses hold bytes; nobody's data
    std::string etag;           ///< their SHA-256 in hex, in quotes
    std::uint64_t version = 0;  ///< as the bundle says it
  };
  /// What lies there now; nothing when there is no file, or one that is no bundle. Read anew only when the file has changed.
  [[nodiscard]] std::shared_ptr<const Held> current();

  /// What the hall works by now. It stays what it is for whoever holds it.
  [[nodiscard]] std::shared_ptr<const core::catalogue::Catalogue> in_use();
  /// One of its items; nothing when there is none.
  [[nodiscard]] std::shared_ptr<const core::catalogue::Item> find(const std::string& item);

  /// The file that lies there now is not what the hall works by.
  struct Refusal {
    std::optional<std::uint64_t> version;  ///< of the bundle; nothing when it is none
    std::optional<bundle::BundleError::Why> why;
    std::uint64_t in_use = 0;              ///< 0: the folder's
  };
  [[nodiscard]] std::optional<Refusal> refusal();

 private:
  void look();
  void take_up(const Held& held);

  const std::filesystem::path file_;
  const std::optional<bundle::TrustedSigner> signer_;
  std::mutex mutex_;
  struct stat seen_{};  ///< of the file that was read last
  std::shared_ptr<const Held> held_;
  std::shared_ptr<const core::catalogue::Catalogue> in_use_;
  std::optional<Refusal> refusal_;
};

}  // namespace bancheng::hall
