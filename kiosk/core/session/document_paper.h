// Papers about what the hall has: how far a matter is, and documents that it issues.
#pragma once

#include "kiosk/core/receipt/receipt.h"
#include "kiosk/core/session/machine.h"

namespace bancheng::core::session {

[[nodiscard]] receipt::Receipt progress_paper(const Setup& setup, const State& state);
[[nodiscard]] receipt::Receipt document_paper(const Setup& setup, const State& state);

}  // namespace bancheng::core::session
