#include "kiosk/core/inquiry/vocabulary.h"

#include "kiosk/core/inquiry/forms.h"

namespace bancheng::core::inquiry {

const char* name_of(Progress progress) { return word_for(kProgresses, progress); }
std::optional<Progress> progress_from_name(std::string_view name) { return value_of(kProgresses, name); }

const char* name_of(Trouble trouble) { return word_for(kTroubles, trouble); }
std::optional<Trouble> trouble_from_name(std::string_view name) { return value_of(kTroubles, name); }

const char* name_of(FormError error) {
  switch (error) {
    case FormError::too_large: return "too_large";
    case FormError::not_json: return "not_json";
    case FormError::wrong_shape: return "wrong_shape";
    case FormError::inconsistent: return "inconsistent";
  }
  return "";
}

}  // namespace bancheng::core::inquiry
