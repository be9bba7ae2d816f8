// What systemd is to a service, for tests: the socket that it names, and the program that it starts.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/base/unique_fd.h"

namespace bancheng::bench {

class ServiceManager {
 public:
  /// Listens on a socket in `folder`; `limit` is what it calls WATCHDOG_USEC.
  ServiceManager(const std::filesystem::path& folder, std::chrono::milliseconds limit);
  ~ServiceManager();  ///< kills the program, if it still runs
  ServiceManager(const ServiceManager&) = delete;
  ServiceManager& operator=(const ServiceManager&) = delete;

  /// Starts the one program of this manager; its standard error goes to a file `log` in the folder.
  void start(const std::vector<std::string>& command, const std::vector<std::string>& environment = {});

  /// The next message; empty when none comes in time.
  [[nodiscard]] std::string next(std::chrono::milliseconds within);
  /// Takes messages until one is `wanted`.
  [[nodiscard]] bool comes(const std::string& wanted, std::chrono::milliseconds within = std::chrono::seconds(30));
  /// Whether the next `count` messages are signs of life and none comes later than the limit allows.
  [[nodiscard]] bool shows_life(int count);
  /// Whether a whole limit passes without a message.
  [[nodiscard]] bool falls_silent();

  void signal(int number) const;
  /// Stops the main thread alone, as a thread that hangs; the others go on. False where this user may not.
  [[nodiscard]] bool hang_main_thread() const;
  void release_main_thread() const;
  /// Waits for the end; the status as waitpid tells it.
  int wait();
  [[nodiscard]] std::string log() const;

 private:
  std::filesystem::path folder_;
  std::chrono::milliseconds limit_;
  base::UniqueFd socket_;
  pid_t pid_ = -1;
};

}  // namespace bancheng::bench
