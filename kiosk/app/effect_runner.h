// EffectRunner: carries out what the session asks for, and tells it what came of it. Lives on the loop thread; slow work
// goes to workers, answers come back through the loop's tasks.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "kiosk/app/config.h"
#include "kiosk/app/devices.h"
#include "kiosk/app/loop_tasks.h"
#include "kiosk/app/page_desk.h"
#include "kiosk/app/receipt_drawer.h"
#include "kiosk/app/storing.h"
#include "kiosk/base/clock.h"
#include "kiosk/base/result.h"
#include "kiosk/core/session/effect.h"
#include "kiosk/core/session/event.h"
#include "kiosk/ui/shell.h"

namespace bancheng::app {

class EffectRunner {
 public:
  using Tell = std::function<void(core::session::Happening)>;

  /// `tell` is called on the loop thread only.
  [[nodiscard]] static base::Result<std::unique_ptr<EffectRunner>, std::vector<base::Complaint>> open(const Config& config, const base::Clock& clock,
                                                                                                    ui::Phrasebooks phrasebooks, ui::Shell& shell,
                                                                                                    LoopTasks& tasks, Tell tell);
  ~EffectRunner();

  /// Drivers begin to look for their devices.
  void start_devices();
  /// After start_devices() and the first frame: see ReceiptDrawer.
  void prepare_receipts();
  /// Receipts of an earlier run that were never printed.
  [[nodiscard]] std::vector<core::session::ReceiptOwed> owed_receipts();
  void run(core::session::Effects effects);

  /// What the diagnostic mode works with besides.
  struct Equipment {
    Devices& devices;
    PageDesk& pages;
    ReceiptDrawer& receipts;
    Storing& storing;
  };
  [[nodiscard]] Equipment equipment() { return {devices_, pages_, receipts_, *storing_}; }

 private:
  EffectRunner(const Config& config, const base::Clock& clock, ui::Phrasebooks phrasebooks, ui::Shell& shell, LoopTasks& tasks, Tell tell,
               std::unique_ptr<Storing> storing);

  void stop_card_reading();
  void stop_code_reading();
  void stop_preview();
  void carry_out(core::session::StartCardReading&);
  void carry_out(core::session::StopCardReading&);
  void carry_out(core::session::StartCodeReading&);
  void carry_out(core::session::StopCodeReading&);
  void carry_out(core::session::StartPreview&);
  void carry_out(core::session::StopPreview&);
  void carry_out(core::session::Capture& capture);
  void carry_out(core::session::DropPage& drop);
  void carry_out(core::session::Store& store);
  void carry_out(core::session::WatchAcceptance& watch);
  void carry_out(core::session::Ask& ask);
  void carry_out(core::session::Print& print);
  void carry_out(core::session::ForgetOwedReceipt& forget);
  void carry_out(core::session::Wipe&);
  void carry_out(core::session::PlaySound& sound);

  ui::Shell& shell_;
  Tell tell_;
  ReceiptDrawer receipts_;
  PageDesk pages_;
  std::unique_ptr<Storing> storing_;
  Devices devices_;  // last: driver threads end before what their events reach
};

}  // namespace bancheng::app
