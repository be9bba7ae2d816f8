// The simulated code scanner: codes in, their bytes out, by itself or when it is triggered (code-scanner page, sections 2 and 3).
#pragma once

#include <optional>
#include <string>

#include "tools/simulators/outbox.h"

namespace bancheng::simulators {

class ScannerMachine final : public Device {
 public:
  void receive(std::span<const std::uint8_t> bytes) override;
  [[nodiscard]] Bytes take_output() override;
  void advance(base::SteadyTime now) override { now_ = now; }
  [[nodiscard]] std::optional<base::SteadyTime> next_step() const override { return outbox_.next(); }
  [[nodiscard]] std::string command(std::string_view word, std::string_view rest) override;
  void power_up() override;
  [[nodiscard]] bool wants_unplug() override;

 private:
  [[nodiscard]] std::string show(Bytes code);
  [[nodiscard]] std::string set_fault(std::string_view name, std::string_view argument);
  [[nodiscard]] std::string set_suffix(std::string_view name);
  [[nodiscard]] std::string set_aim(std::string_view id);
  [[nodiscard]] std::optional<std::string> set_up(std::string_view word, std::string_view rest);
  void read_code();
  void send(Bytes bytes);
  void obey_host();
  [[nodiscard]] bool obey_newland();
  [[nodiscard]] bool obey_honeywell();
  void trigger(bool on);
  [[nodiscard]] Bytes newland_reply(std::string_view command);

  base::SteadyTime now_{};
  Outbox outbox_;
  Bytes from_host_;
  std::string suffix_ = "\r";
  std::string aim_;
  bool needs_trigger_ = false;
  bool triggered_ = false;
  unsigned heard_ = 0;             ///< commands of the host
  std::optional<Bytes> shown_;     ///< a code that lies before the window and was not read yet
  Bytes held_;                     ///< codes that will leave together
  unsigned hold_ = 0;              ///< how many codes are still to come before they leave
  std::optional<unsigned> split_;
  std::optional<unsigned> cut_after_;
  unsigned repeats_ = 0;
  bool silent_ = false;
  bool unplug_wished_ = false;
};

}  // namespace bancheng::simulators
