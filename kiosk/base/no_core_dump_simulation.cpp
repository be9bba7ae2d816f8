#include "kiosk/base/no_core_dump.h"

namespace bancheng::base {

void forbid_core_dumps() { forbid_core_files(); }

}  // namespace bancheng::base
