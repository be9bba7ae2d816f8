// What must hold of a question or an answer, for writer and reader alike. Inside this room only.
#pragma once

#include "kiosk/core/inquiry/inquiry.h"

namespace bancheng::core::inquiry {

[[nodiscard]] bool is_consistent(const Question& question);
[[nodiscard]] bool is_consistent(const Answer& answer);

}  // namespace bancheng::core::inquiry
