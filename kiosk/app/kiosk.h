// Kiosk: the wiring of a terminal. One loop thread owns the session and the screen; drivers, workers and the courier's link
// have threads of their own and meet it in one bounded queue.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/app/config.h"
#include "kiosk/app/loop_tasks.h"
#include "kiosk/app/usage.h"
#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"
#include "kiosk/core/session/session.h"
#include "kiosk/systemd/notifier.h"
#include "kiosk/ui/shell.h"

namespace bancheng::app {

class CatalogueDesk;
class EffectRunner;
class ServiceDesk;
class ScriptHands;

class Kiosk {
 public:
  /// Opens everything that must be there: files, window, outbox. Devices may be missing; their drivers go on trying.
  [[nodiscard]] static base::Result<std::unique_ptr<Kiosk>, std::vector<base::Complaint>> open(const Config& config, const base::Clock& clock);
  ~Kiosk();
  Kiosk(const Kiosk&) = delete;
  Kiosk& operator=(const Kiosk&) = delete;

  /// Runs until the window is closed or stop() is called.
  void run();

  /// From a signal handler's thread or any other.
  void stop();

 private:
  Kiosk(const Config& config, const base::Clock& clock, core::session::Setup setup, std::unique_ptr<ui::Shell> shell);

  void round();
  void dispatch(core::session::Happening what);
  void take_inputs();
  void take(core::session::Happening what);
  /// Shows whose turn it is: the session's screen, or the technician's.
  void show(bool wiped);
  [[nodiscard]] std::optional<base::SteadyTime> first_deadline() const;
  void tell_of_owed_receipts();
  [[nodiscard]] base::Result<void, std::vector<base::Complaint>> open_catalogue_desk(const Config& config);
  [[nodiscard]] bool is_idle() const;
  /// Between two visits alone, so that nothing changes under one.
  void use_new_catalogue();
  [[nodiscard]] std::string item_of_visit() const;
  [[nodiscard]] std::chrono::sys_days today() const;
  void learn_what_is_used();
  [[nodiscard]] base::SteadyTime next_wake() const;

  const base::Clock& clock_;
  core::session::Setup setup_;
  Usage usage_;
  std::unique_ptr<ui::Shell> shell_;
  LoopTasks tasks_;
  std::unique_ptr<EffectRunner> effects_;
  std::unique_ptr<ServiceDesk> service_;
  std::unique_ptr<ScriptHands> hands_;
  std::unique_ptr<CatalogueDesk> catalogues_;  ///< none: the catalogue of the assets alone
  core::session::State state_;
  core::session::Screen screen_;
  systemd::Notifier notifier_;
  std::atomic<bool> stopping_{false};
};

}  // namespace bancheng::app
