// bancheng-kiosk: the program of the terminal's screen and devices.
#include <CLI/CLI.hpp>
#include <malloc.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <thread>

#include "kiosk/app/config.h"
#include "kiosk/app/kiosk.h"
#include "kiosk/app/set_pin.h"
#include "kiosk/base/clock.h"
#include "kiosk/base/log.h"
#include "kiosk/base/no_core_dump.h"

namespace {

using namespace bancheng;

int complain(const std::vector<base::Complaint>& complaints) {
  for (const auto& complaint : complaints) std::fprintf(stderr, "%s: %s\n", complaint.where.c_str(), complaint.what.c_str());
  return 2;
}

/// EX_CONFIG of sysexits.h: nothing that trying again would mend. The service manager leaves it at that.
constexpr int kMisconfigured = 78;

int refuse(const std::vector<base::Complaint>& complaints) {
  complain(complaints);
  return kMisconfigured;
}

std::vector<base::Complaint> unreadable_keys(const app::Config& config) {
  std::vector<base::Complaint> complaints;
  for (const auto& file : {config.keys.hall_certificate, config.keys.terminal_certificate, config.keys.terminal_key, config.keys.catalogue_signer}) {
    if (!file.empty() && ::access(file.c_str(), R_OK) != 0) complaints.push_back({file.string(), std::string("cannot be read: ") + std::strerror(errno)});
  }
  return complaints;
}

/// SIGINT and SIGTERM end the loop; a thread of its own waits for them, so that nothing is done inside a signal handler.
class EndSignals {
 public:
  EndSignals() {
    sigemptyset(&set_);
    for (const int number : {SIGINT, SIGTERM}) sigaddset(&set_, number);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  ~EndSignals() {
    if (!thread_.joinable()) return;
    pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;

  void stop_at_signal(app::Kiosk& kiosk) {
    thread_ = std::thread([this, &kiosk] {
      int number = 0;
      sigwait(&set_, &number);
      kiosk.stop();
    });
  }

 private:
  sigset_t set_{};
  std::thread thread_;
};

/// One heap for all threads: those of the devices allocate little, and a heap each would keep what it once held.
void share_one_heap() { mallopt(M_ARENA_MAX, 1); }

}  // namespace

int main(int argc, char** argv) {
  share_one_heap();
  base::forbid_core_dumps();
  CLI::App arguments{"Bancheng kiosk: the screen and the devices of a self-service terminal"};
  std::string config_file;
  arguments.add_option("--config", config_file, "configuration file (TOML)")->required();
  const CLI::App* set_pin = arguments.add_subcommand("set-pin", "sets the PIN of the technician's diagnostic mode, and ends a lock")->fallthrough();
  CLI11_PARSE(arguments, argc, argv);

  base::start_log("kiosk");
  EndSignals signals;  // before any thread is made, so that every thread inherits the mask
  const auto config = app::load_config(config_file);
  if (!config) return refuse(config.error());
  if (*set_pin) return app::set_pin(*config);
  if (const auto unread = unreadable_keys(*config); !unread.empty()) return refuse(unread);
  const std::unique_ptr<base::Clock> clock = base::make_process_clock();
  auto kiosk = app::Kiosk::open(*config, *clock);
  if (!kiosk) return complain(kiosk.error());
  signals.stop_at_signal(**kiosk);
  (*kiosk)->run();
  return 0;
}
