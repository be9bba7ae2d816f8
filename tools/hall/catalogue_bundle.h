// The signed catalogue bundle (kiosk/bundle) that the hall hands to its terminals, as it lies in a file that whoever publishes it
// replaces while the hall runs. The hall judges nothing: terminals check the signature themselves.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "kiosk/base/person_text.h"

namespace bancheng::hall {

/// Any thread.
class CatalogueBundle {
 public:
  /// `file` may be empty, or not there yet.
  explicit CatalogueBundle(std::filesystem::path file) : file_(std::move(file)) {}

  struct Held {
    base::PersonBytes bytes;    ///< as responses hold bytes; nobody's data
    std::string etag;           ///< their SHA-256 in hex, in quotes
    std::uint64_t version = 0;  ///< as the bundle says it
  };
  /// What lies there now; nothing when there is no file, or one that is no bundle. Read anew only when the file has changed.
  [[nodiscard]] std::shared_ptr<const Held> current();

 private:
  const std::filesystem::path file_;
  std::mutex mutex_;
  struct stat seen_{};  ///< of the file that was read last
  std::shared_ptr<const Held> held_;
};

}  // namespace bancheng::hall
