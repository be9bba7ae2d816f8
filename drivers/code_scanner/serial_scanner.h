// SerialScanner: the life of one scanner on its link.
//
//   open -> [Newland: ask who it is, up to 5 s] -> ok -> loop: bytes -> pieces -> codes
//                                                       scanning is wished: trigger, again every 3 s
//                                                       not wished: Newland is asked who it is every 5 s; codes are dropped
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "drivers/code_scanner/framer.h"
#include "drivers/code_scanner/make_code_scanner.h"
#include "drivers/code_scanner/payload.h"
#include "drivers/transport/device_thread.h"
#include "drivers/transport/wish.h"

namespace bancheng::drivers::code_scanner {

class SerialScanner final : public hal::CodeScanner, private DeviceAttendant {
 public:
  SerialScanner(const CodeScannerConfig& config, const base::Clock& clock, hal::EventSink<hal::CodeScannerEvent> sink);
  ~SerialScanner() override;
  void start_scanning() override;
  void stop_scanning() override;

 private:
  [[nodiscard]] TransportError serve(Transport& link, BackOff& back_off) override;
  void link_lost(TransportError why) override;
  void answer_commands_while_away() override { (void)scanning_.take(); }

  void begin();
  void take_wish(Transport& link);
  [[nodiscard]] std::vector<std::uint8_t> command_to_send();
  [[nodiscard]] TransportResult<void> send_what_is_due(Transport& link);
  [[nodiscard]] TransportResult<void> send(Transport& link, std::span<const std::uint8_t> command);
  [[nodiscard]] TransportResult<void> receive(Transport& link);
  [[nodiscard]] base::SteadyTime next_deadline() const;
  [[nodiscard]] base::Milliseconds pause_time() const;
  [[nodiscard]] bool has_replies() const { return config_.trigger == Trigger::newland; }

  void set_health(hal::Health health);
  void handle(Piece piece);
  void handle_payload(const RawPayload& raw);
  void handle_reply(const NewlandReply& reply);
  void refuse();
  void forget_last_code();
  [[nodiscard]] bool seen_just_now(std::span<const std::uint8_t> content);

  const CodeScannerConfig config_;
  const base::Clock& clock_;
  const hal::EventSink<hal::CodeScannerEvent> sink_;

  // The driver's thread only.
  Framer framer_;
  std::array<std::uint8_t, 512> chunk_{};
  BackOff* back_off_ = nullptr;
  bool announced_ = false;
  hal::Health health_ = hal::Health::starting;
  hal::Identity identity_;
  base::SteadyTime last_byte_;
  bool stop_owed_ = false;                        // the scanner was triggered for a wish that is over
  base::SteadyTime last_command_;
  base::SteadyTime command_due_;                  // when the next trigger or question leaves
  std::optional<base::SteadyTime> reply_due_;     // Newland has been asked and must have answered by then
  base::PersonBytes last_code_;
  base::SteadyTime last_code_seen_;

  DeviceSignals signals_;
  Wish scanning_{signals_};
  std::unique_ptr<DeviceThread> thread_;
};

}  // namespace bancheng::drivers::code_scanner
