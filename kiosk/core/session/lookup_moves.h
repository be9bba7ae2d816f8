// Looking up what the hall has: whom it is about, what is asked, and where the answer is shown.
#pragma once

#include "kiosk/core/session/machine.h"

namespace bancheng::core::session {

/// Asks, and shows that the answer is waited for.
void ask_hall(const Context& context, inquiry::Question question);

/// How far the matters of the card are that was just laid.
void look_up_by_card(const Context& context);

/// Level 2 for a record, or straight to it where level 2 was reached before in this visit.
void ask_for_record(const Context& context);

[[nodiscard]] inquiry::ByCard by_card(const identity::IdCard& card);

/// "BANCHENG:1:<number>:<code>" of a receipt; nothing for anything else.
[[nodiscard]] std::optional<inquiry::ByReceipt> receipt_in(std::string_view payload);

}  // namespace bancheng::core::session
