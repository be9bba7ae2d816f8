// Opening what was handed in, for one answer.
#pragma once

#include <optional>
#include <string>

#include "tools/hall/terminal_api.h"

namespace bancheng::hall {

/// The manifest, opened; nothing when it cannot be.
[[nodiscard]] std::optional<core::delivery::Manifest> open_manifest(const Hall& hall, const std::string& number);

/// The tag of whose application or help case it is (person_key.h); empty when nobody is named.
[[nodiscard]] std::string person_of(const core::delivery::Manifest& manifest, const PersonKey& key);

/// Finds out whose the matters are that were accepted before persons were looked for: each is opened once. One that cannot be
/// opened is named in the log and tried again at the next start.
void find_persons(const Hall& hall);

}  // namespace bancheng::hall
