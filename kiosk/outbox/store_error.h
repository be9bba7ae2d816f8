// How the causes of a failure fold into StoreError. Inside this room only.
#pragma once

#include "kiosk/outbox/outbox.h"

namespace bancheng::outbox {

[[nodiscard]] StoreError error_of_sqlite(int code);
[[nodiscard]] StoreError error_of_errno(int error);

}  // namespace bancheng::outbox
