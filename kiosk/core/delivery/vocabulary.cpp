#include "kiosk/core/delivery/vocabulary.h"

#include <algorithm>

namespace bancheng::core::delivery {

const char* name_of(SubmissionKind kind) { return word_for(kKinds, kind); }
const char* name_of(MediaType type) { return word_for(kMediaTypes, type); }

std::optional<SubmissionKind> kind_from_name(std::string_view name) { return value_of(kKinds, name); }

SubmissionKind kind_of(const Submission& submission) {
  return static_cast<SubmissionKind>(submission.content.index());
}

namespace {

Notes notes_on(const Application& application) {
  const bool follow = std::any_of(application.materials.begin(), application.materials.end(),
                                  [](const ScannedMaterial& material) { return material.pages.empty(); });
  return {.identity_to_check = application.identified_by == IdentifiedBy::typed, .materials_to_follow = follow};
}
Notes notes_on(const HelpCase& help) { return {.call_back = !help.phone.empty()}; }
Notes notes_on(const Survey&) { return {}; }
Notes notes_on(const Supplement& supplement) { return {.materials_to_follow = supplement.more_to_follow}; }

}  // namespace

Notes notes_of(const Submission& submission) {
  return std::visit([](const auto& content) { return notes_on(content); }, submission.content);
}

const char* name_of(ManifestError error) {
  switch (error) {
    case ManifestError::too_large: return "too_large";
    case ManifestError::not_json: return "not_json";
    case ManifestError::unknown_version: return "unknown_version";
    case ManifestError::unknown_suite: return "unknown_suite";
    case ManifestError::wrong_shape: return "wrong_shape";
    case ManifestError::inconsistent: return "inconsistent";
  }
  return "";
}

}  // namespace bancheng::core::delivery
