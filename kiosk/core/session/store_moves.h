// Handing over: what is stored, by whom it is waited for. The same rows serve the application and the help case.
#pragma once

#include "kiosk/core/session/machine.h"
#include "kiosk/core/session/page.h"

namespace bancheng::core::session {

/// Asks for the application to be stored and waits for it.
void store_application(const Context& context);
void store_help_case(const Context& context);
/// Asks for the answer to be stored; nobody waits for it.
void store_survey(const Context& context, int degree);

/// Of the layer that `page` belongs to.
[[nodiscard]] Filing& filing_of(Session& visit, At page);

void view_receipt_of(Page& page, const Filing& filing);

}  // namespace bancheng::core::session
