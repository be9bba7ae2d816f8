// The simulated ID-card reader itself: commands and cards in, answers out.
#pragma once

#include <chrono>
#include <optional>

#include "tools/simulators/outbox.h"
#include "tools/simulators/person_card.h"
#include "tools/simulators/sam_faults.h"
#include "tools/simulators/sam_frames.h"

namespace bancheng::simulators {

class SamMachine final : public Device {
 public:
  void receive(std::span<const std::uint8_t> bytes) override;
  [[nodiscard]] Bytes take_output() override;
  void advance(base::SteadyTime now) override { now_ = now; }
  [[nodiscard]] std::optional<base::SteadyTime> next_step() const override { return outbox_.next(); }
  [[nodiscard]] std::string command(std::string_view word, std::string_view rest) override;
  void power_up() override;
  [[nodiscard]] bool wants_unplug() override;

 private:
  [[nodiscard]] Bytes answer_to(const SamCommand& command);
  [[nodiscard]] Bytes find();
  [[nodiscard]] Bytes select();
  [[nodiscard]] Bytes read(bool with_fingerprints);
  [[nodiscard]] Bytes read_newest_address();
  void send(Bytes answer, bool is_read);
  [[nodiscard]] std::string lay(std::string_view file);

  base::SteadyTime now_{};
  SamCommandReader commands_;
  Outbox outbox_;
  SamFaults faults_;
  std::optional<PersonCard> card_;
  bool selected_ = false;
  bool answers_find_ = true;        ///< false: read already, until it is laid again
  bool once_until_relaid_ = true;   ///< most readers: find answers 80 after a good read (page, section 3)
  bool unplug_wished_ = false;
  unsigned heard_ = 0;              ///< commands of the host
  std::chrono::steady_clock::time_point last_read_{};  ///< the machine's own time, when what a card says was last answered
  unsigned reads_ = 0;              ///< good answers to 30 01 and 30 10
};

}  // namespace bancheng::simulators
