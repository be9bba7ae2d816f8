// What the kiosk's end puts in order when it starts. Inside this room only.
#pragma once

#include "kiosk/outbox/numbers.h"
#include "kiosk/outbox/premises.h"

namespace bancheng::outbox {

/// Half-written files go; complete records of which no row knows are set aside and their numbers never given again.
/// SQLITE_OK or an error.
[[nodiscard]] int tidy(Premises& premises, Numbers& numbers);

/// Moves a damaged database into the quarantine, so that the next open() makes a new one. 0 or an errno value.
[[nodiscard]] int set_database_aside(Premises& premises);

/// Into an empty, new database: every record in the folder waits again (the hall answers what it already has with the
/// same acknowledgement). SQLITE_OK or an error.
[[nodiscard]] int rebuild(Premises& premises, Numbers& numbers);

}  // namespace bancheng::outbox
