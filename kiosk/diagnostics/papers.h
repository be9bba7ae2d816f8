// What the technician has printed: the test page and the readiness report, as receipts.
#pragma once

#include <string>

#include "kiosk/core/receipt/receipt.h"
#include "kiosk/diagnostics/diagnostics.h"

namespace bancheng::diagnostics {

/// What the code on a test page says; the scanner's test knows it again.
inline constexpr std::string_view kTestCode = "BANCHENG-TEST-PAGE-0123456789";

/// Texts in every size, digits, a code; test_pattern.h is printed below it.
[[nodiscard]] core::receipt::Receipt test_page(const Setup& setup, const State& state);
[[nodiscard]] core::receipt::Receipt readiness_report(const Setup& setup, const State& state);

}  // namespace bancheng::diagnostics
