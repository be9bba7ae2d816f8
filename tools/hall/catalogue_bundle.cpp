#include "tools/hall/catalogue_bundle.h"

#include <spdlog/spdlog.h>

#include "kiosk/base/durable_file.h"
#include "kiosk/bundle/bundle.h"
#include "kiosk/bundle/content.h"
#include "tools/hall/sealed.h"

namespace bancheng::hall {
namespace {

bool is_same(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino && a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec && a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

std::shared_ptr<const CatalogueBundle::Held> read(const std::filesystem::path& file) {
  const auto bytes = base::read_file(file, bundle::kLargestBundle);
  if (!bytes) {
    spdlog::error("{}: {}", file.string(), bytes.error().message());
    return nullptr;
  }
  auto held = std::make_shared<CatalogueBundle::Held>();
  held->bytes.assign(bytes->begin(), bytes->end());
  const auto version = bundle::claimed_version(held->bytes);
  if (!version) {
    spdlog::error("{}: is no catalogue bundle", file.string());
    return nullptr;
  }
  held->version = *version;
  held->etag = "\"" + core::delivery::to_hex(sha256_of(held->bytes)) + "\"";
  spdlog::info("catalogue bundle: version {}", *version);
  return held;
}

}  // namespace

std::shared_ptr<const CatalogueBundle::Held> CatalogueBundle::current() {
  if (file_.empty()) return nullptr;
  const std::lock_guard lock(mutex_);
  struct stat now{};
  if (::stat(file_.c_str(), &now) != 0) {
    seen_ = {};
    held_ = nullptr;
  } else if (!is_same(now, seen_)) {
    // Looked at before it is read: what is written meanwhile is seen the next time.
    seen_ = now;
    held_ = read(file_);
  }
  return held_;
}

}  // namespace bancheng::hall
