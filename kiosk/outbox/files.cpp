#include "kiosk/outbox/files.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>

namespace bancheng::outbox {

int Files::create(const std::filesystem::path& file, base::UniqueFd& opened) {
  opened.reset(::open(file.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  return opened ? 0 : errno;
}

ssize_t Files::write(int fd, std::span<const std::uint8_t> bytes, std::uint64_t offset) {
  const ssize_t written = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
  return written < 0 ? -errno : written;
}

int Files::sync(int fd) { return ::fsync(fd) == 0 ? 0 : errno; }

int Files::rename(const std::filesystem::path& from, const std::filesystem::path& to) {
  return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

int Files::remove(const std::filesystem::path& file) { return ::unlink(file.c_str()) == 0 ? 0 : errno; }

int Files::sync_directory(const std::filesystem::path& directory) {
  const base::UniqueFd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return fd && ::fsync(fd.get()) == 0 ? 0 : errno;
}

Files& system_files() {
  static Files files;
  return files;
}

int write_all(Files& files, int fd, std::span<const std::uint8_t> bytes, std::uint64_t offset) {
  while (!bytes.empty()) {
    const ssize_t written = files.write(fd, bytes, offset);
    if (written == -EINTR) continue;
    if (written < 0) return static_cast<int>(-written);
    if (written == 0) return EIO;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
  return 0;
}

}  // namespace bancheng::outbox
