#include "kiosk/app/devices.h"

#include <utility>

#include "drivers/code_scanner/make_code_scanner.h"
#include "drivers/id_card/make_id_card_reader.h"
#include "drivers/receipt_printer/receipt_printer.h"
#include "drivers/transport/address.h"
#include "kiosk/app/camera.h"
#include "kiosk/app/device_events.h"
#include "kiosk/base/log.h"

namespace bancheng::app {

Devices::Devices(const Config::Devices& config, const base::Clock& clock, LoopTasks& tasks, Tell tell, TakePicture take_picture)
    : config_(config), clock_(clock), tasks_(tasks), tell_(std::move(tell)), take_picture_(std::move(take_picture)) {}

Devices::~Devices() = default;

template <typename Event>
hal::EventSink<Event> Devices::to_session() {
  return [this](Event event) {
    tasks_.push([this, shared = std::make_shared<Event>(std::move(event))] {
      if (watch_ == nullptr || !watch_->hear(*shared)) tell_(to_happening(std::move(*shared)));
    });
  };
}

void Devices::open() {
  // The addresses were found good when the configuration was read.
  const auto address = [](const std::string& text) { return drivers::parse_address(text).value(); };
  if (config_.has("id_card_reader")) reader_ = drivers::make_id_card_reader(address(config_.id_card_reader), clock_, to_session<hal::IdCardEvent>());
  if (config_.has("code_scanner")) {
    scanner_ = drivers::make_code_scanner({.address = address(config_.code_scanner), .aim_prefix = config_.code_scanner_aim_id}, clock_,
                                          to_session<hal::CodeScannerEvent>());
  }
  if (config_.has("receipt_printer")) {
    printer_ = drivers::make_receipt_printer(
        {.address = address(config_.receipt_printer), .width_in_dots = static_cast<std::uint32_t>(config_.receipt_printer_dots)}, clock_,
        to_session<hal::ReceiptPrinterEvent>());
  }
  if (config_.has("document_camera")) {
    camera_ = make_camera(config_.document_camera, clock_, [this](hal::DocumentCameraEvent event) { hear_camera(std::move(event)); });
  }
}

void Devices::hear_camera(hal::DocumentCameraEvent event) {
  // Live frames come ten a second: while the loop is busy they must not push out what it cannot do without.
  if (std::holds_alternative<hal::PreviewFrame>(event)) {
    if (!newest_frame_.put(std::move(event))) return;
    tasks_.push([this] {
      if (auto frame = newest_frame_.take()) take_picture_(std::move(*frame));
    });
    return;
  }
  tasks_.push([this, shared = std::make_shared<hal::DocumentCameraEvent>(std::move(event))] {
    const auto* changed = std::get_if<hal::CameraChanged>(shared.get());
    if (changed != nullptr && watch_ != nullptr) watch_->hear(*changed);
    take_picture_(std::move(*shared));
  });
}

}  // namespace bancheng::app
