// Where a code leaves the hall. A city writes one class for its own gateway; a test hall appends to a file.
#pragma once

#include <filesystem>
#include <mutex>

#include "kiosk/base/clock.h"
#include "kiosk/base/person_text.h"

namespace bancheng::hall {

/// Thread-safe.
class SmsGate {
 public:
  virtual ~SmsGate() = default;
  /// False: it was not taken over. Blocks for seconds at most. Neither phone nor text may get into a log.
  [[nodiscard]] virtual bool send(const base::PersonText& phone, const base::PersonText& text) = 0;
};

/// One line of JSON a message: {"at","to","text"}. For demonstrations and tests: who can read the file can be anybody.
class FileSmsGate final : public SmsGate {
 public:
  /// `clock` must outlive the gate.
  FileSmsGate(std::filesystem::path file, const base::Clock& clock) : file_(std::move(file)), clock_(clock) {}
  [[nodiscard]] bool send(const base::PersonText& phone, const base::PersonText& text) override;

 private:
  std::filesystem::path file_;
  const base::Clock& clock_;
  std::mutex mutex_;
};

}  // namespace bancheng::hall
