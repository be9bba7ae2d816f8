#include "tests/crash/fault_disk.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>

namespace bancheng::crash {
namespace {

namespace fs = std::filesystem;

std::vector<std::uint8_t> read_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

fs::path path_of(int fd) { return fs::read_symlink("/proc/self/fd/" + std::to_string(fd)); }

}  // namespace

const char* name_of(Fate fate) {
  constexpr const char* kNames[] = {"none",           "killed",    "power_lost",    "names_first", "torn", "error_once",
                                    "error_for_good", "full_once", "short_write"};
  return kNames[static_cast<std::size_t>(fate)];
}

FaultDisk::FaultDisk(fs::path root, Fate fate, std::uint64_t step)
    : root_(std::move(root)), fate_(fate), step_(step), random_(static_cast<std::uint32_t>(step)) {
  for (const auto& entry : fs::recursive_directory_iterator(root_)) {
    if (!entry.is_regular_file() || entry.path().string().ends_with("-shm")) continue;
    auto content = std::make_shared<Content>();
    content->durable = read_file(entry.path());
    names_[entry.path()] = content;
  }
  durable_ = names_;
}

int FaultDisk::next_step() {
  ++steps_;
  if (steps_ < step_ || fate_ == Fate::none) return 0;
  if (steps_ > step_ && fate_ != Fate::error_for_good) return 0;
  if (is_crash(fate_)) crash();
  return fate_ == Fate::full_once ? ENOSPC : EIO;
}

void FaultDisk::created(const fs::path& file) {
  auto& content = names_[file];
  if (!content) content = std::make_shared<Content>();
  content->pending.push_back({0, {}, true});
}

void FaultDisk::wrote(const fs::path& file, std::uint64_t offset, std::span<const std::uint8_t> bytes) {
  auto& content = names_[file];
  if (!content) content = std::make_shared<Content>();
  content->pending.push_back({offset, {bytes.begin(), bytes.end()}, false});
}

void FaultDisk::truncated(const fs::path& file, std::uint64_t size) {
  if (names_.contains(file)) names_[file]->pending.push_back({size, {}, true});
}

void FaultDisk::synced(const fs::path& file) {
  const auto found = names_.find(file);
  if (found == names_.end()) return;
  for (const Change& change : found->second->pending) apply(found->second->durable, change, change.bytes.size());
  found->second->pending.clear();
}

void FaultDisk::renamed(const fs::path& from, const fs::path& to) {
  names_[to] = names_[from];
  names_.erase(from);
}

void FaultDisk::removed(const fs::path& file) { names_.erase(file); }

void FaultDisk::folder_synced(const fs::path& folder) {
  std::erase_if(durable_, [&](const auto& entry) { return entry.first.parent_path() == folder; });
  for (const auto& [file, content] : names_) {
    if (file.parent_path() == folder) durable_[file] = content;
  }
}

void FaultDisk::apply(std::vector<std::uint8_t>& to, const Change& change, std::size_t bytes) {
  if (change.truncates) return to.resize(change.offset);
  to.resize(std::max<std::size_t>(to.size(), change.offset + bytes));
  std::copy_n(change.bytes.begin(), bytes, to.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

std::vector<std::uint8_t> FaultDisk::torn_content(const Content& content) {
  std::vector<std::uint8_t> bytes = content.durable;
  for (const Change& change : content.pending) {
    const auto luck = random_() % 4;  // lost, half, whole, whole
    if (luck > 0) apply(bytes, change, luck == 1 ? change.bytes.size() / 2 : change.bytes.size());
  }
  return bytes;
}

void FaultDisk::lay_out(const Names& names, bool torn) {
  std::vector<fs::path> there;
  for (const auto& entry : fs::recursive_directory_iterator(root_)) {
    if (entry.is_regular_file()) there.push_back(entry.path());
  }
  for (const fs::path& file : there) fs::remove(file);
  for (const auto& [file, content] : names) {
    const auto bytes = torn ? torn_content(*content) : content->durable;
    std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
}

void FaultDisk::crash() {
  if (fate_ == Fate::power_lost) lay_out(durable_, false);
  if (fate_ == Fate::names_first) lay_out(names_, false);
  if (fate_ == Fate::torn) lay_out(names_, true);
  ::kill(::getpid(), SIGKILL);
  std::abort();
}

int FaultFiles::create(const fs::path& file, base::UniqueFd& opened) {
  if (const int error = disk_.next_step()) return error;
  const int error = Files::create(file, opened);
  if (error == 0) disk_.created(file);
  return error;
}

ssize_t FaultFiles::write(int fd, std::span<const std::uint8_t> bytes, std::uint64_t offset) {
  if (const int error = disk_.next_step()) {
    if (!disk_.half_now() || bytes.size() < 2) return -error;
    bytes = bytes.first(bytes.size() / 2);
  }
  const ssize_t written = Files::write(fd, bytes, offset);
  if (written > 0) disk_.wrote(path_of(fd), offset, bytes.first(static_cast<std::size_t>(written)));
  return written;
}

int FaultFiles::sync(int fd) {
  if (const int error = disk_.next_step()) return error;
  disk_.synced(path_of(fd));
  return 0;
}

int FaultFiles::rename(const fs::path& from, const fs::path& to) {
  if (const int error = disk_.next_step()) return error;
  const int error = Files::rename(from, to);
  if (error == 0) disk_.renamed(from, to);
  return error;
}

int FaultFiles::remove(const fs::path& file) {
  if (const int error = disk_.next_step()) return error;
  const int error = Files::remove(file);
  if (error == 0) disk_.removed(file);
  return error;
}

int FaultFiles::sync_directory(const fs::path& directory) {
  if (const int error = disk_.next_step()) return error;
  disk_.folder_synced(directory);
  return 0;
}

}  // namespace bancheng::crash
