#include "kiosk/core/delivery/manifest_rules.h"

#include <algorithm>
#include <vector>

#include "kiosk/core/delivery/number.h"

namespace bancheng::core::delivery {
namespace {

bool sizes_fit(const Part& part) {
  return part.size > 0 && part.size <= kMaxPartBytes && part.sealed_size > 0 && part.sealed_size <= kMaxSealedBytes;
}

// Marks `index` as spoken for; false when there is no such part of that type, or somebody named it before.
bool take(const Manifest& manifest, std::vector<bool>& taken, std::uint32_t index, MediaType type) {
  if (index >= taken.size() || taken[index] || manifest.parts[index].media_type != type) return false;
  taken[index] = true;
  return true;
}

bool take_pages(const Manifest& manifest, std::vector<bool>& taken, const std::vector<MaterialParts>& materials) {
  for (const MaterialParts& material : materials) {
    for (const std::uint32_t index : material.parts) {
      if (!take(manifest, taken, index, MediaType::jpeg)) return false;
    }
  }
  return true;
}

bool parts_fit(const Manifest& manifest) {
  if (manifest.parts.size() > kMaxParts) return false;
  if (!std::all_of(manifest.parts.begin(), manifest.parts.end(), sizes_fit)) return false;
  std::vector<bool> taken(manifest.parts.size(), false);
  if (const auto* application = std::get_if<SentApplication>(&manifest.content)) {
    if (!take_pages(manifest, taken, application->materials)) return false;
    if (application->signature_part && !take(manifest, taken, *application->signature_part, MediaType::svg)) return false;
  }
  if (const auto* supplement = std::get_if<SentSupplement>(&manifest.content)) {
    if (!take_pages(manifest, taken, supplement->materials)) return false;
  }
  return std::all_of(taken.begin(), taken.end(), [](bool named) { return named; });
}

bool content_fits(const SentApplication& application) {
  const bool wants_courier = application.delivery == catalogue::Delivery::courier;
  return !application.item.empty() && application.courier.has_value() == wants_courier;
}
bool content_fits(const HelpCase&) { return true; }
bool content_fits(const Survey& survey) {
  return survey.degree >= 1 && survey.degree <= 5 && parse_number(survey.about).has_value();
}
bool content_fits(const SentSupplement& supplement) {
  const auto has_page = [](const MaterialParts& material) { return !material.material.empty() && !material.parts.empty(); };
  return !supplement.item.empty() && parse_number(supplement.about).has_value() && !supplement.materials.empty() &&
         std::all_of(supplement.materials.begin(), supplement.materials.end(), has_page);
}

}  // namespace

bool is_consistent(const Manifest& manifest) {
  if (!parse_number(manifest.number) || manifest.number.substr(0, 5) != manifest.terminal) return false;
  if (!is_receipt_code(manifest.receipt_code) || !parts_fit(manifest)) return false;
  return std::visit([](const auto& content) { return content_fits(content); }, manifest.content);
}

}  // namespace bancheng::core::delivery
