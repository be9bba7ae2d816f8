// Built twice, as a program of a terminal and as one of a simulation: neither leaves a core file, and only the simulation's
// memory can still be read by its user.
#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstdio>

#include "kiosk/base/no_core_dump.h"

int main() {
  bancheng::base::forbid_core_dumps();
  rlimit core{1, 1};
  if (::getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_cur != 0 || core.rlim_max != 0) {
    std::puts("a core file could still be written");
    return 1;
  }
  const int dumpable = ::prctl(PR_GET_DUMPABLE);
  std::printf("dumpable: %d\n", dumpable);
  return dumpable == EXPECTED_DUMPABLE ? 0 : 1;
}
