// The guide of the chosen item as a paper for this person: what is met already, what is missing, what to bring.
#pragma once

#include "kiosk/core/receipt/guide_sheet.h"
#include "kiosk/core/session/machine.h"

namespace bancheng::core::session {

[[nodiscard]] receipt::Receipt guide_paper(const Setup& setup, const State& state);

}  // namespace bancheng::core::session
