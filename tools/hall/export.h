// The hall's record as JSON, masked, for people and scripts (out/demo/hall.json). Needs no key: nothing sealed is opened. May run
// beside the server.
#pragma once

#include <iosfwd>

#include "tools/hall/store.h"

namespace bancheng::hall {

/// False when the database cannot be read. At most `limit` entries of each kind, newest first; the counts are of all.
[[nodiscard]] bool export_record(const Store& store, Date today, std::int64_t limit, std::ostream& out);

}  // namespace bancheng::hall
