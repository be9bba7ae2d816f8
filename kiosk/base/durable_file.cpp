#include "kiosk/base/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "kiosk/base/unique_fd.h"

namespace bancheng::base {
namespace {

std::error_code last_error() { return {errno, std::generic_category()}; }

/// Zero or errno.
int write_all(int fd, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

std::error_code write_synced(const std::filesystem::path& file, std::string_view content) {
  const UniqueFd fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!fd) return last_error();
  if (const int error = write_all(fd.get(), content); error != 0) return {error, std::generic_category()};
  return ::fsync(fd.get()) == 0 ? std::error_code() : last_error();
}

std::error_code sync_folder(const std::filesystem::path& folder) {
  const UniqueFd fd(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return fd && ::fsync(fd.get()) == 0 ? std::error_code() : last_error();
}

}  // namespace

Result<void, std::error_code> replace_file(const std::filesystem::path& file, std::string_view content) {
  const std::filesystem::path beside = file.string() + ".new";
  std::error_code error = write_synced(beside, content);
  if (!error && ::rename(beside.c_str(), file.c_str()) != 0) error = last_error();
  if (error) {
    ::unlink(beside.c_str());
    return failure(error);
  }
  if (error = sync_folder(file.parent_path()); error) return failure(error);
  return {};
}

Result<std::string, std::error_code> read_file(const std::filesystem::path& file, std::size_t longest) {
  const UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd) return failure(last_error());
  std::string content;
  for (;;) {
    char chunk[65536];
    const ssize_t got = ::read(fd.get(), chunk, sizeof chunk);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure(last_error());
    if (got == 0) return content;
    content.append(chunk, static_cast<std::size_t>(got));
    if (content.size() > longest) return failure(std::make_error_code(std::errc::file_too_large));
  }
}

}  // namespace bancheng::base
