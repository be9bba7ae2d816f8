// One life of bancheng-pinyin: started with one socket as its standard input and output, killed when destroyed.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string_view>

#include "kiosk/base/clock.h"
#include "kiosk/base/person_text.h"
#include "kiosk/base/unique_fd.h"

namespace bancheng::pinyin {

/// A socket pair and not two pipes: writing to a process that is gone is then an error, never a SIGPIPE.
class Process {
 public:
  /// Nothing when it can't be started; why is logged.
  [[nodiscard]] static std::unique_ptr<Process> spawn(const std::filesystem::path& program,
                                                      const std::filesystem::path& readings);
  /// Kills and reaps; waits for the end at most 100 ms of real time.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  [[nodiscard]] pid_t id() const { return pid_; }
  /// All of `bytes` at once, or false (the process is gone, or does not read).
  [[nodiscard]] bool send(std::string_view bytes) const;

  enum class Received { bytes, deadline, gone };
  /// Waits until `deadline` for more bytes and appends them to `to`.
  [[nodiscard]] Received receive(base::PersonText& to, base::SteadyTime deadline, const base::Clock& clock) const;

 private:
  Process(pid_t pid, base::UniqueFd socket) : pid_(pid), socket_(std::move(socket)) {}
  const pid_t pid_;
  base::UniqueFd socket_;
};

}  // namespace bancheng::pinyin
