// ControlClock: the system's clocks plus an offset that stands in a small shared file, so that one writer (the scenario
// runner) moves every process of a simulation together. Linked into simulation builds only.
#pragma once

#include <filesystem>

#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"

namespace bancheng::base {

/// File format: one little-endian signed 64-bit number, the offset in milliseconds.
class ControlClock final : public Clock {
 public:
  /// Maps `file`, creating it with offset 0 when it is missing.
  [[nodiscard]] static Result<std::unique_ptr<ControlClock>, Complaint> open(const std::filesystem::path& file);
  ~ControlClock() override;
  [[nodiscard]] Moment now() const override;
  [[nodiscard]] Milliseconds longest_sleep() const override;
  /// Moves every process that maps the same file; backwards is refused by ignoring it.
  void advance(Milliseconds by);

 private:
  explicit ControlClock(void* map) : map_(map) {}
  void* map_;
  SystemClock system_;
};

}  // namespace bancheng::base
