// Reads a catalogue from its YAML files (assets/catalogue). Strict: an unknown key, a wrong type, a missing translation, an
// answer that nobody can give, a way that leads nowhere is a complaint with its line; nothing is guessed.
#pragma once

#include <vector>

#include "kiosk/base/result.h"
#include "kiosk/core/catalogue/item.h"
#include "kiosk/core/catalogue/source.h"

namespace bancheng::core::catalogue {

/// The name of a source says what stands in it: `home.yaml` how home leads to the items, `parts/<id>.yaml` fields and
/// materials that items have in common, any other `<id>.yaml` an item; folders before that do not matter.
///
/// Items in the order of `sources`. Refuses the whole catalogue when one file has a complaint; then all complaints at once, in
/// the order of the sources and their lines, so that an editor mends them in one go.
[[nodiscard]] base::Result<Catalogue, std::vector<base::Complaint>> load_catalogue(const std::vector<Source>& sources);

}  // namespace bancheng::core::catalogue
