// Which drawings a catalogue names.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/catalogue/item.h"

namespace bancheng::core::catalogue {

/// Names of drawings in assets/icons, each once, sorted. Every one is drawn small (<name>.svg) and large (<name>-large.svg).
[[nodiscard]] std::vector<std::string> drawings_of(const Catalogue& catalogue);

}  // namespace bancheng::core::catalogue
