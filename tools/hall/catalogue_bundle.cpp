#include "tools/hall/catalogue_bundle.h"

#include <spdlog/spdlog.h>

#include "kiosk/base/durable_file.h"
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

CatalogueBundle::CatalogueBundle(std::filesystem::path file, std::optional<bundle::TrustedSigner> signer, core::catalogue::Catalogue shipped)
    : file_(std::move(file)), signer_(std::move(signer)), in_use_(std::make_shared<const core::catalogue::Catalogue>(std::move(shipped))) {}

void CatalogueBundle::look() {
  if (file_.empty()) return;
  struct stat now{};
  if (::stat(file_.c_str(), &now) != 0) {
    seen_ = {};
    held_ = nullptr;
    refusal_.reset();
  } else if (!is_same(now, seen_)) {
    // Looked at before it is read: what is written meanwhile is seen the next time.
    seen_ = now;
    held_ = read(file_);
    refusal_ = Refusal{{}, {}, in_use_->version};
    if (held_) take_up(*held_);
  }
}

void CatalogueBundle::take_up(const Held& held) {
  refusal_->version = held.version;
  if (!signer_) return;
  auto opened = bundle::open_bundle(held.bytes, *signer_, in_use_->version);
  if (!opened) {
    refusal_->why = opened.error().why;
    for (const base::Complaint& complaint : opened.error().complaints) spdlog::error("catalogue: {}: {}", complaint.where, complaint.what);
    spdlog::error("catalogue: version {} is refused: {}; version {} stays in use", held.version, bundle::name_of(opened.error().why), in_use_->version);
    return;
  }
  in_use_ = std::make_shared<const core::catalogue::Catalogue>(std::move(opened->catalogue));
  refusal_.reset();
  spdlog::info("catalogue: version {} is in use", in_use_->version);
}

std::shared_ptr<const CatalogueBundle::Held> CatalogueBundle::current() {
  const std::lock_guard lock(mutex_);
  look();
  return held_;
}

std::shared_ptr<const core::catalogue::Catalogue> CatalogueBundle::in_use() {
  const std::lock_guard lock(mutex_);
  look();
  return in_use_;
}

std::shared_ptr<const core::catalogue::Item> CatalogueBundle::find(const std::string& item) {
  auto catalogue = in_use();
  const auto* found = catalogue->find(item);
  if (found == nullptr) return nullptr;
  return {std::move(catalogue), found};
}

std::optional<CatalogueBundle::Refusal> CatalogueBundle::refusal() {
  const std::lock_guard lock(mutex_);
  look();
  return refusal_;
}

}  // namespace bancheng::hall
