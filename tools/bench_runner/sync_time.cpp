#include "tools/bench_runner/sync_time.h"

#include <dlfcn.h>

#include "tools/bench_runner/stopwatch.h"

namespace bancheng::bench {
namespace {

SyncTime so_far;

int timed(const char* name, int fd) {
  using Call = int (*)(int);
  const auto call = reinterpret_cast<Call>(dlsym(RTLD_NEXT, name));
  const Stopwatch watch(CLOCK_MONOTONIC);
  const int result = call(fd);
  so_far.milliseconds += watch.milliseconds();
  ++so_far.calls;
  return result;
}

}  // namespace

SyncTime sync_time_so_far() { return so_far; }

}  // namespace bancheng::bench

extern "C" {
int fsync(int fd) { return bancheng::bench::timed("fsync", fd); }
int fdatasync(int fd) { return bancheng::bench::timed("fdatasync", fd); }
}
