// SamReader: the life of one reader on its link.
//
//   first contact -> identity -> loop: [status every 1 s]  or, while reading is wished,  [find every 0.3 s]
//                                                                    found, and armed -> read the card -> not armed
//                                                                    none             -> armed
//   "Armed" is why a card that goes on answering "found" is read once: only its absence, or a new start_reading, arms again.
#pragma once

#include <memory>
#include <optional>

#include "drivers/hal/id_card_reader.h"
#include "drivers/id_card/dialog.h"
#include "drivers/id_card/meaning.h"
#include "drivers/transport/device_thread.h"
#include "drivers/transport/wish.h"

namespace bancheng::drivers::id_card {

class SamReader final : public hal::IdCardReader, private DeviceAttendant {
 public:
  SamReader(const Address& address, const base::Clock& clock, hal::EventSink<hal::IdCardEvent> sink);
  ~SamReader() override;
  void start_reading() override;
  void stop_reading() override;

 private:
  /// Nothing: go on. An error: the link or the device is lost.
  using Trouble = std::optional<TransportError>;
  /// An answer; nothing where the reader did not answer or not sensibly, but talks.
  using MaybeAnswer = base::Result<std::optional<Answer>, TransportError>;
  enum class Outcome { read, try_again, refused };
  using MaybeOutcome = base::Result<Outcome, TransportError>;

  [[nodiscard]] TransportError serve(Transport& link, BackOff& back_off) override;
  void link_lost(TransportError why) override;
  void answer_commands_while_away() override { (void)take_wish(); }

  bool take_wish();
  void wait_for_wish(base::Milliseconds time) const;

  void set_health(hal::Health health);
  void note_status(std::uint8_t sw3);
  [[nodiscard]] MaybeAnswer ask(Dialog& dialog, Command command);
  [[nodiscard]] Trouble identify(Dialog& dialog);
  [[nodiscard]] Trouble check_status(Dialog& dialog);
  [[nodiscard]] base::Result<bool, TransportError> find(Dialog& dialog);
  [[nodiscard]] Trouble look_for_card(Dialog& dialog);
  [[nodiscard]] Trouble read_card(Dialog& dialog);
  [[nodiscard]] MaybeOutcome find_again(Dialog& dialog);
  [[nodiscard]] MaybeOutcome try_card(Dialog& dialog, hal::ChipText& card);
  [[nodiscard]] Trouble read_newest_address(Dialog& dialog, hal::ChipText& card);
  void report(hal::IdCardEvent event);

  const base::Clock& clock_;
  const hal::EventSink<hal::IdCardEvent> sink_;

  // The driver's thread only.
  bool armed_ = false;
  bool card_seen_ = false;  ///< what the last find said
  bool announced_ = false;
  hal::Health health_ = hal::Health::starting;
  hal::Identity identity_;

  DeviceSignals signals_;
  Wish reading_{signals_};
  std::unique_ptr<DeviceThread> thread_;
};

}  // namespace bancheng::drivers::id_card
