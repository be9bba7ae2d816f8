// Devices: opens the driver of each device class and turns what they say into what the session is told.
#pragma once

#include <functional>
#include <memory>

#include "drivers/hal/code_scanner.h"
#include "drivers/hal/document_camera.h"
#include "drivers/hal/id_card_reader.h"
#include "drivers/hal/receipt_printer.h"
#include "kiosk/app/config.h"
#include "kiosk/app/device_watch.h"
#include "kiosk/app/loop_tasks.h"
#include "kiosk/app/newest.h"
#include "kiosk/base/clock.h"
#include "kiosk/core/session/event.h"

namespace bancheng::app {

class Devices {
 public:
  using Tell = std::function<void(core::session::Happening)>;
  using TakePicture = std::function<void(hal::DocumentCameraEvent)>;

  /// `tell` and `take_picture` are called on the loop thread.
  Devices(const Config::Devices& config, const base::Clock& clock, LoopTasks& tasks, Tell tell, TakePicture take_picture);
  ~Devices();

  /// Starts the drivers of the devices that are present; call once. Addresses were checked when the configuration was read.
  void open();

  /// Loop thread. Null: none; set it to null before the watch is destroyed.
  void set_watch(DeviceWatch* watch) { watch_ = watch; }

  /// Null where the terminal has no such device; the session has then never heard of it, so it is not usable.
  [[nodiscard]] hal::IdCardReader* reader() { return reader_.get(); }
  [[nodiscard]] hal::DocumentCamera* camera() { return camera_.get(); }
  [[nodiscard]] hal::ReceiptPrinter* printer() { return printer_.get(); }
  [[nodiscard]] hal::CodeScanner* scanner() { return scanner_.get(); }

 private:
  template <typename Event>
  [[nodiscard]] hal::EventSink<Event> to_session();

  void hear_camera(hal::DocumentCameraEvent event);

  Config::Devices config_;
  const base::Clock& clock_;
  LoopTasks& tasks_;
  Tell tell_;
  TakePicture take_picture_;
  DeviceWatch* watch_ = nullptr;
  Newest<hal::DocumentCameraEvent> newest_frame_;
  std::unique_ptr<hal::IdCardReader> reader_;
  std::unique_ptr<hal::CodeScanner> scanner_;
  std::unique_ptr<hal::ReceiptPrinter> printer_;
  std::unique_ptr<hal::DocumentCamera> camera_;
};

}  // namespace bancheng::app
