// What the loaders read: a file that somebody else has fetched, for this room does no I/O.
#pragma once

#include "kiosk/base/text_file.h"

namespace bancheng::core::catalogue {

using Source = base::TextFile;

}  // namespace bancheng::core::catalogue
