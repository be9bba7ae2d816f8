// Reads conditions, fields and materials. Private to core/catalogue.
#pragma once

#include "kiosk/core/catalogue/drafts.h"

namespace bancheng::core::catalogue {

/// Takes `fields` and `materials`.
void read_form(YamlReader& reader, Asked& asked);
/// Takes `conditions`.
void read_conditions(YamlReader& reader, Asked& asked);

}  // namespace bancheng::core::catalogue
