// Who applies: taken from the card or typed by hand, and forgotten again for another card.
#pragma once

#include "kiosk/core/session/machine.h"

namespace bancheng::core::session {

/// Takes the identity and fills the form of the chosen item, if there is one, from it.
void accept_identity(const Context& context, identity::IdCard card, delivery::IdentifiedBy how);

/// Lets go of the card and of the answers that it gave.
void forget_identity(const Context& context);

}  // namespace bancheng::core::session
