// How long this process has waited for the disk to sync: fsync() and fdatasync() of the whole program, those inside SQLite
// too, because this program defines both names in the C library's place and passes the calls on.
#pragma once

namespace bancheng::bench {

struct SyncTime {
  double milliseconds = 0;
  int calls = 0;
};
[[nodiscard]] SyncTime sync_time_so_far();

}  // namespace bancheng::bench
