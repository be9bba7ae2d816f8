#include "kiosk/outbox/store_error.h"

#include <sqlite3.h>

#include <cerrno>

namespace bancheng::outbox {

StoreError error_of_sqlite(int code) {
  if (code == SQLITE_FULL) return StoreError::disk_full;
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED) return StoreError::locked;
  return StoreError::disk_failed;
}

StoreError error_of_errno(int error) {
  return error == ENOSPC || error == EDQUOT || error == EFBIG ? StoreError::disk_full : StoreError::disk_failed;
}

const char* name_of(StoreError error) {
  switch (error) {
    case StoreError::disk_full: return "disk_full";
    case StoreError::disk_failed: return "disk_failed";
    case StoreError::sealing_failed: return "sealing_failed";
    case StoreError::locked: return "locked";
    case StoreError::numbers_exhausted: return "numbers_exhausted";
  }
  return "";
}

}  // namespace bancheng::outbox
