#include <sys/resource.h>

#include "kiosk/base/no_core_dump.h"

namespace bancheng::base {

void forbid_core_files() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);  // lowering a limit cannot fail
}

}  // namespace bancheng::base
