#include "kiosk/core/delivery/vocabulary.h"

namespace bancheng::core::delivery {

const char* name_of(SubmissionKind kind) { return word_for(kKinds, kind); }
const char* name_of(MediaType type) { return word_for(kMediaTypes, type); }

std::optional<SubmissionKind> kind_from_name(std::string_view name) { return value_of(kKinds, name); }

SubmissionKind kind_of(const Submission& submission) {
  return static_cast<SubmissionKind>(submission.content.index());
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
