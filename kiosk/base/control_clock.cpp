#include "kiosk/base/control_clock.h"

#include <fcntl.h>
#include <sys/mman.h>

#include <atomic>
#include <cstdint>

#include "kiosk/base/unique_fd.h"

namespace bancheng::base {
namespace {

constexpr std::size_t kFileSize = sizeof(std::int64_t);
constexpr Milliseconds kSlice{20};

std::atomic_ref<std::int64_t> offset_in(void* map) { return std::atomic_ref(*static_cast<std::int64_t*>(map)); }

}  // namespace

Result<std::unique_ptr<ControlClock>, Complaint> ControlClock::open(const std::filesystem::path& file) {
  const UniqueFd fd(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!fd || ::ftruncate(fd.get(), kFileSize) != 0) return failure(Complaint{file.string(), "cannot be opened for writing"});
  void* map = ::mmap(nullptr, kFileSize, PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), 0);
  if (map == MAP_FAILED) return failure(Complaint{file.string(), "cannot be mapped"});
  return std::unique_ptr<ControlClock>(new ControlClock(map));
}

ControlClock::~ControlClock() { ::munmap(map_, kFileSize); }

Moment ControlClock::now() const {
  const Milliseconds offset{offset_in(map_).load()};
  Moment moment = system_.now();
  moment.wall += offset;
  moment.steady = moment.steady + offset;
  return moment;
}

Milliseconds ControlClock::longest_sleep() const { return kSlice; }

void ControlClock::advance(Milliseconds by) {
  if (by.count() > 0) offset_in(map_) += by.count();
}

}  // namespace bancheng::base
