// SQLite's VFS "faulty": the default one, with every change counted by the FaultDisk.
#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <new>

#include "tests/crash/fault_disk.h"

namespace bancheng::crash {
namespace {

FaultDisk* g_disk = nullptr;
sqlite3_vfs* g_real = nullptr;

struct File {
  sqlite3_file base;
  std::filesystem::path* path;  // nothing for temporary files
  bool name_synced;             // SQLite syncs the folder with the first sync of a new log
};

sqlite3_file* real_of(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(File)); }
File& ours(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }

int io_error(int error, int otherwise) { return error == ENOSPC ? SQLITE_FULL : otherwise; }

int close_file(sqlite3_file* file) {
  delete ours(file).path;
  ours(file).path = nullptr;
  return real_of(file)->pMethods->xClose(real_of(file));
}

int read_file(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
  return real_of(file)->pMethods->xRead(real_of(file), into, size, offset);
}

int write_file(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  const int error = g_disk->next_step();
  if (error != 0 && !g_disk->half_now()) return io_error(error, SQLITE_IOERR_WRITE);
  const int part = error != 0 ? size / 2 : size;
  const int code = real_of(file)->pMethods->xWrite(real_of(file), bytes, part, offset);
  if (code == SQLITE_OK && ours(file).path != nullptr) {
    g_disk->wrote(*ours(file).path, static_cast<std::uint64_t>(offset), {static_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(part)});
  }
  return error != 0 ? SQLITE_FULL : code;  // what SQLite itself makes of a short write
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  if (const int error = g_disk->next_step()) return io_error(error, SQLITE_IOERR_TRUNCATE);
  const int code = real_of(file)->pMethods->xTruncate(real_of(file), size);
  if (code == SQLITE_OK && ours(file).path != nullptr) g_disk->truncated(*ours(file).path, static_cast<std::uint64_t>(size));
  return code;
}

int sync_file(sqlite3_file* file, int) {
  if (const int error = g_disk->next_step()) return io_error(error, SQLITE_IOERR_FSYNC);
  if (ours(file).path == nullptr) return SQLITE_OK;
  g_disk->synced(*ours(file).path);
  if (!ours(file).name_synced) g_disk->folder_synced(ours(file).path->parent_path());
  ours(file).name_synced = true;
  return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) { return real_of(file)->pMethods->xFileSize(real_of(file), size); }
int lock_file(sqlite3_file* file, int level) { return real_of(file)->pMethods->xLock(real_of(file), level); }
int unlock_file(sqlite3_file* file, int level) { return real_of(file)->pMethods->xUnlock(real_of(file), level); }
int check_lock(sqlite3_file* file, int* held) { return real_of(file)->pMethods->xCheckReservedLock(real_of(file), held); }
int control_file(sqlite3_file* file, int operation, void* argument) {
  return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}
int sector_size(sqlite3_file* file) { return real_of(file)->pMethods->xSectorSize(real_of(file)); }
int characteristics(sqlite3_file* file) { return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file)); }
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** mapped) {
  return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, mapped);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) { real_of(file)->pMethods->xShmBarrier(real_of(file)); }
int shm_unmap(sqlite3_file* file, int remove) { return real_of(file)->pMethods->xShmUnmap(real_of(file), remove); }

// Version 2: with shared memory for the log's index, without memory-mapped pages that no write call would show.
constexpr sqlite3_io_methods kMethods = {
    2,          close_file, read_file,    write_file,  truncate_file,   sync_file, file_size, lock_file,   unlock_file,
    check_lock, control_file, sector_size, characteristics, shm_map,   shm_lock,  shm_barrier, shm_unmap,   nullptr,    nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  std::memset(file, 0, sizeof(File));
  const bool is_new = name != nullptr && !std::filesystem::exists(name);
  if (is_new) {
    if (const int error = g_disk->next_step()) return io_error(error, SQLITE_CANTOPEN);
  }
  const int code = g_real->xOpen(g_real, name, real_of(file), flags, out_flags);
  if (code != SQLITE_OK) return code;
  file->pMethods = &kMethods;
  if (name == nullptr) return code;
  ours(file).path = new std::filesystem::path(name);
  const bool is_log = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
  ours(file).name_synced = !(is_new && is_log);
  if (is_new) g_disk->created(name);
  return code;
}

int delete_file(sqlite3_vfs*, const char* name, int sync_folder) {
  if (const int error = g_disk->next_step()) return io_error(error, SQLITE_IOERR_DELETE);
  const int code = g_real->xDelete(g_real, name, 0);
  if (code != SQLITE_OK) return code;
  g_disk->removed(name);
  if (sync_folder != 0) g_disk->folder_synced(std::filesystem::path(name).parent_path());
  return code;
}

int access_file(sqlite3_vfs*, const char* name, int flags, int* answer) { return g_real->xAccess(g_real, name, flags, answer); }
int full_path(sqlite3_vfs*, const char* name, int size, char* out) { return g_real->xFullPathname(g_real, name, size, out); }
int randomness(sqlite3_vfs*, int size, char* out) { return g_real->xRandomness(g_real, size, out); }
int sleep_for(sqlite3_vfs*, int microseconds) { return g_real->xSleep(g_real, microseconds); }
int current_time(sqlite3_vfs*, double* now) { return g_real->xCurrentTime(g_real, now); }
int last_error(sqlite3_vfs*, int size, char* out) { return g_real->xGetLastError(g_real, size, out); }
int current_time64(sqlite3_vfs*, sqlite3_int64* now) { return g_real->xCurrentTimeInt64(g_real, now); }

}  // namespace

void register_faulty_vfs(FaultDisk& disk) {
  static sqlite3_vfs vfs{};
  g_disk = &disk;
  g_real = sqlite3_vfs_find(nullptr);
  vfs.iVersion = 2;
  vfs.szOsFile = static_cast<int>(sizeof(File)) + g_real->szOsFile;
  vfs.mxPathname = g_real->mxPathname;
  vfs.zName = "faulty";
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  vfs.xAccess = access_file;
  vfs.xFullPathname = full_path;
  vfs.xRandomness = randomness;
  vfs.xSleep = sleep_for;
  vfs.xCurrentTime = current_time;
  vfs.xGetLastError = last_error;
  vfs.xCurrentTimeInt64 = current_time64;
  sqlite3_vfs_register(&vfs, 0);
}

}  // namespace bancheng::crash
