#include "tools/hall/part_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cerrno>

#include "kiosk/base/unique_fd.h"
#include "kiosk/core/delivery/manifest.h"

namespace bancheng::hall {
namespace {

namespace fs = std::filesystem;

bool sync_folder(const fs::path& folder) {
  const base::UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return fd && ::fsync(fd.get()) == 0;
}

bool write_all(int fd, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

bool write_synced(const fs::path& file, std::span<const std::uint8_t> bytes) {
  const base::UniqueFd fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  return fd && write_all(fd.get(), bytes) && ::fsync(fd.get()) == 0;
}

/// The folder of a number, its entry synced in the folder above before anything is said to stand in it.
bool make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return false;
  return sync_folder(folder.parent_path());
}

}  // namespace

fs::path PartFiles::path_of(const std::string& number, const PartName& name) const {
  return folder_ / number / fmt::format("{}-{}.cms", name.index, name.sealed_sha256);
}

bool PartFiles::has(const std::string& number, const PartName& name) const {
  struct stat status{};
  return ::stat(path_of(number, name).c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

base::Result<bool, DiskError> PartFiles::put(const std::string& number, const PartName& name, std::span<const std::uint8_t> bytes) const {
  const fs::path file = path_of(number, name), folder = file.parent_path();
  const bool was_there = has(number, name);
  if (!was_there) {
    const fs::path half = folder / fmt::format("{}.half", name.index);
    const bool written = make_folder(folder) && write_synced(half, bytes) && ::rename(half.c_str(), file.c_str()) == 0;
    if (!written) {
      ::unlink(half.c_str());
      return base::failure(DiskError::failed);
    }
  }
  // Also for a file that was there: the run that renamed it may have ended before it synced the folder.
  if (!sync_folder(folder) || !sync_folder(folder_)) return base::failure(DiskError::failed);
  remove_others(number, name);
  return !was_there;
}

void PartFiles::remove_others(const std::string& number, const PartName& name) const {
  const fs::path kept = path_of(number, name);
  const std::string prefix = fmt::format("{}-", name.index);
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(kept.parent_path(), error)) {
    if (entry.path() != kept && entry.path().filename().string().starts_with(prefix)) ::unlink(entry.path().c_str());
  }
}

base::Result<std::optional<base::PersonBytes>, DiskError> PartFiles::read(const std::string& number, const PartName& name) const {
  const base::UniqueFd fd(::open(path_of(number, name).c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd && errno == ENOENT) return std::optional<base::PersonBytes>();
  struct stat status{};
  if (!fd || ::fstat(fd.get(), &status) != 0) return base::failure(DiskError::failed);
  if (status.st_size < 0 || static_cast<std::uint64_t>(status.st_size) > core::delivery::kMaxSealedBytes) return base::failure(DiskError::failed);
  base::PersonBytes bytes(static_cast<std::size_t>(status.st_size));
  for (std::size_t at = 0; at < bytes.size();) {
    const ssize_t got = ::read(fd.get(), bytes.data() + at, bytes.size() - at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return base::failure(DiskError::failed);
    at += static_cast<std::size_t>(got);
  }
  return std::optional(std::move(bytes));
}

bool PartFiles::remove(const std::string& number, const PartName& name) const {
  const fs::path file = path_of(number, name);
  return (::unlink(file.c_str()) == 0 || errno == ENOENT) && sync_folder(file.parent_path());
}

void PartFiles::keep_only(const std::string& number, const std::set<PartName>& names) const {
  std::set<fs::path> kept;
  for (const PartName& name : names) kept.insert(path_of(number, name));
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_ / number, error)) {
    if (!kept.contains(entry.path())) ::unlink(entry.path().c_str());
  }
}

std::size_t PartFiles::remove_stale(
    base::WallTime before, const std::function<bool(const std::string&, const std::function<void()>&)>& remove) const {
  std::size_t removed = 0;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_, error)) {
    struct stat status{};
    if (::stat(entry.path().c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) continue;
    const base::WallTime changed{std::chrono::seconds(status.st_mtim.tv_sec)};
    if (changed >= before) continue;
    const auto removal = [&] {
      std::error_code ignored;
      fs::remove_all(entry.path(), ignored);
    };
    if (remove(entry.path().filename().string(), removal)) ++removed;
  }
  return removed;
}

std::uintmax_t PartFiles::free_bytes() const {
  struct statvfs status{};
  if (::statvfs(folder_.c_str(), &status) != 0) return 0;
  return static_cast<std::uintmax_t>(status.f_bavail) * status.f_frsize;
}

}  // namespace bancheng::hall
