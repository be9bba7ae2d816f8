#include "kiosk/app/catalogue_shelf.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "kiosk/app/offered_items.h"
#include "kiosk/base/durable_file.h"
#include "kiosk/base/log.h"
#include "kiosk/bundle/content.h"
#include "kiosk/bundle/folder.h"
#include "kiosk/core/catalogue/drawings.h"
#include "kiosk/outbox/hash.h"
#include "kiosk/text/spelling.h"

namespace bancheng::app {
namespace {

namespace fs = std::filesystem;
using bundle::BundleError;
using core::catalogue::Catalogue;

std::span<const std::uint8_t> bytes_of(const std::string& text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

/// Nothing when there is none, or it is no version.
std::optional<std::uint64_t> read_version(const fs::path& file) {
  const auto text = base::read_file(file, 32);
  std::uint64_t version = 0;
  if (text) {
    const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), version);
    if (problem == std::errc{} && std::string_view(end, text->data() + text->size()) == "\n") return version;
  }
  if (text || text.error() != std::errc::no_such_file_or_directory) spdlog::error("catalogue: {}: is no version", file.string());
  return std::nullopt;
}

CatalogueRefusal refusal_of(const BundleError& error) {
  if (error.complaints.empty()) return {name_of(error.why), {}};
  return {name_of(error.why), fmt::format("{}: {}", error.complaints.front().where, error.complaints.front().what)};
}

/// The first drawing that is not there.
std::optional<std::string> missing_drawing(const Catalogue& catalogue, const fs::path& icons) {
  for (const std::string& name : core::catalogue::drawings_of(catalogue)) {
    for (const char* ending : {".svg", "-large.svg"}) {
      std::error_code error;
      if (!fs::is_regular_file(icons / (name + ending), error)) return name;
    }
  }
  return std::nullopt;
}

/// The hall may have withdrawn what the profile names.
Config::Items without_what_is_gone(Config::Items items, const Catalogue& catalogue) {
  std::erase_if(items.shown, [&](const std::string& id) { return catalogue.find(id) == nullptr; });
  return items;
}

std::shared_ptr<const Catalogue> offered_of(const Catalogue& whole, const Config::Items& profile) {
  const Config::Items items = without_what_is_gone(profile, whole);
  if (items.shown.empty() != profile.shown.empty()) return nullptr;  // an empty list would mean all
  const auto offered = offer(whole, items);
  return offered ? *offered : nullptr;
}

}  // namespace

base::Result<std::string, CatalogueRefusal> CatalogueShelf::read(const char* name) const {
  auto bytes = base::read_file(place_.folder / name, bundle::kLargestBundle);
  if (bytes) return std::move(*bytes);
  if (bytes.error() == std::errc::no_such_file_or_directory) return std::string();
  if (bytes.error() == std::errc::file_too_large) return base::failure(CatalogueRefusal{name_of(BundleError::Why::too_large), {}});
  return base::failure(CatalogueRefusal{"unreadable", bytes.error().message()});
}

std::uint64_t& CatalogueShelf::greatest() {
  if (!greatest_) greatest_ = read_version(place_.folder / bundle::kAcceptedVersionFile).value_or(0);
  return *greatest_;
}

CatalogueShelf::Judged CatalogueShelf::judge(const std::string& bytes) {
  auto opened = bundle::open_bundle(bytes_of(bytes), signer_, greatest());
  if (!opened) return base::failure(refusal_of(opened.error()));
  if (const auto missing = missing_drawing(opened->catalogue, place_.icons)) return base::failure(CatalogueRefusal{"unknown_drawing", *missing});
  const auto offered = offered_of(opened->catalogue, place_.items);
  if (!offered) return base::failure(CatalogueRefusal{"nothing_offered", {}});
  // A spelling of its own: the index keeps it, and is asked on the loop's thread.
  auto search = std::make_shared<const core::catalogue::SearchIndex>(*offered, text::Spelling());
  return TakenCatalogue{std::make_shared<const Catalogue>(std::move(opened->catalogue)), offered, std::move(search)};
}

CatalogueShelf::Look CatalogueShelf::recall() {
  const auto bytes = read(bundle::kAcceptedFile);
  if (!bytes) return base::failure(bytes.error());
  if (bytes->empty()) return std::nullopt;
  auto judged = judge(*bytes);
  if (!judged) return base::failure(judged.error());
  greatest() = std::max(greatest(), judged->whole->version);
  judged_last_ = outbox::sha256(bytes_of(*bytes));
  return std::move(*judged);
}

CatalogueShelf::Look CatalogueShelf::look() {
  const auto bytes = read(bundle::kOfferedFile);
  if (!bytes) return base::failure(bytes.error());
  const auto hash = outbox::sha256(bytes_of(*bytes));
  if (bytes->empty() || judged_last_ == hash) return std::nullopt;
  auto judged = judge(*bytes);
  if (judged) {
    // Not remembered as judged: a disk that is full today may take it the next time.
    if (auto refusal = keep(*bytes, judged->whole->version)) return base::failure(std::move(*refusal));
    greatest() = judged->whole->version;
  }
  judged_last_ = hash;
  if (!judged) return base::failure(judged.error());
  return std::move(*judged);
}

// The bundle first: a power cut in between leaves it with a version that is too low, which it is itself more than.
std::optional<CatalogueRefusal> CatalogueShelf::keep(const std::string& bytes, std::uint64_t version) const {
  auto kept = base::replace_file(place_.folder / bundle::kAcceptedFile, bytes);
  if (kept) kept = base::replace_file(place_.folder / bundle::kAcceptedVersionFile, fmt::format("{}\n", version));
  if (kept) return std::nullopt;
  return CatalogueRefusal{"not_kept", kept.error().message()};
}

}  // namespace bancheng::app
