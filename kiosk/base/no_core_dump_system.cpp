#include <sys/prctl.h>

#include "kiosk/base/no_core_dump.h"

namespace bancheng::base {

void forbid_core_dumps() {
  forbid_core_files();
  ::prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace bancheng::base
